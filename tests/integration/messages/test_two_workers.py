"""Two workers at the same moment, and two who tell of the same event: each thing happens once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db
from app.jobs import registry
from app.jobs.registry import reminds
from app.jobs.worker import work_once
from app.messages import MessageKind
from app.messages.models import Mail, Message
from tests.integration.messages.conftest import ON, TeamTeller
from tests.integration.messages.test_smtp import SetMail
from tests.support.mail_servers import MailServer, mail_server

pytestmark = pytest.mark.both_databases

WORKERS = 4


@pytest.fixture
def server(set_mail: SetMail) -> Iterator[MailServer]:
    with mail_server() as server:
        set_mail(replace(ON, smtp_port=server.port))
        yield server


def work_together(app: Flask) -> Counter[str]:
    """Several workers start at the same moment; gives what they did together."""
    start = Barrier(WORKERS)

    def work(_number: int) -> dict[str, int]:
        with app.app_context():
            start.wait()
            return work_once().mails

    done: Counter[str] = Counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        for mails in pool.map(work, range(WORKERS)):
            done.update(mails)
    return done


def test_each_message_leaves_once(app: Flask, server: MailServer, tell_one: TeamTeller) -> None:
    for number in range(25):
        tell_one(f"event-{number}", about=f"Use {number}")
    server.answers = ["451 later", "550 never"]
    done = work_together(app)
    assert done == {"sent": 23, "waiting": 1, "given_up": 1}
    assert len({letter["Subject"] for letter in server.letters}) == len(server.letters) == 23
    with app.app_context():
        assert {mail.attempts for mail in db.session.scalars(select(Mail))} == {1}


def test_a_reminder_and_a_digest_are_made_once(
    app: Flask, server: MailServer, tell_one: TeamTeller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_reminders", {})
    runs: list[date] = []

    @reminds
    def remind(session: Session, today: date) -> None:
        runs.append(today)

    app.extensions["candour"] = replace(
        app.extensions["candour"], mail=replace(app.extensions["candour"].mail, digest_hour=0)
    )
    tell_one(kind=MessageKind.MINUTES_READY)
    done = work_together(app)
    assert done == {"sent": 1}
    assert len(runs) == 1
    assert len(server.letters) == 1


def test_two_who_tell_of_the_same_event_make_one_message(app: Flask, tell_one: TeamTeller) -> None:
    start = Barrier(WORKERS)

    def told(_number: int) -> int:
        start.wait()
        return tell_one("the same")

    with ThreadPoolExecutor(WORKERS) as pool:
        assert sorted(pool.map(told, range(WORKERS))) == [0, 0, 0, 1]
    with app.app_context():
        assert len(db.session.scalars(select(Message)).all()) == 1
