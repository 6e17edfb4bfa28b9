"""A claim of an e-mail: workers that die, sleep or are slow, and readers who have left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError

from app.accounts.actions import set_active
from app.accounts.models import Membership
from app.database import db, utcnow
from app.messages import outbox
from app.messages.actions import send_again
from app.messages.letters import letter
from app.messages.lifecycle import MailAction, MailState
from app.messages.models import Mail
from app.messages.outbox import deliver_all, look_after_lost
from app.messages.transports import Letter, TryLater
from app.web.roles import Role
from tests.integration.messages.conftest import TeamTeller
from tests.integration.messages.test_smtp import NOON, clock, server, the_mail, work
from tests.support.databases import ROOT, Database
from tests.support.mail_servers import HANG, MailServer
from tests.support.people import Council

pytestmark = pytest.mark.both_databases

__all__ = ["clock", "server"]


def test_a_worker_that_died_leaves_it_unknown(
    app: Flask, server: MailServer, tell_one: TeamTeller, clock: time_machine.Coordinates
) -> None:
    tell_one()
    with app.app_context():
        mail = db.session.scalars(select(Mail)).one()
        mail.state, mail.claimed_at, mail.attempts = "sending", NOON, 1
        db.session.commit()
    clock.shift(timedelta(minutes=10))
    assert work(app).mails == {}  # it may still be at it
    clock.shift(timedelta(minutes=10))
    assert work(app).mails == {"unknown": 1}
    assert server.tries == 0


def test_who_left_gets_no_e_mail(
    app: Flask, server: MailServer, tell_one: TeamTeller, council: Council
) -> None:
    tell_one()
    with app.app_context():
        set_active(
            person_id=council.people[Role.TEAM_MEMBER],
            organisation_id=council.organisation_id,
            active=False,
            actor_id=None,
        )
    assert work(app).mails == {"dropped": 1}
    assert server.letters == []


def test_who_left_the_organisation_gets_no_e_mail(
    app: Flask, server: MailServer, tell_one: TeamTeller, council: Council, other_council: Council
) -> None:
    tell_one()
    with app.app_context():
        db.session.execute(delete(Membership).where(Membership.person_id == council.people[Role.TEAM_MEMBER]))
        db.session.commit()
    assert work(app).mails == {"dropped": 1}


def test_a_worker_that_was_only_slow_changes_nothing_that_another_did_since(
    app: Flask, mail_on: None, tell_one: TeamTeller, clock: time_machine.Coordinates
) -> None:
    tell_one()
    sent: list[str] = []

    class Slow:
        remembers = False

        def deliver(self, letter: Letter) -> None:
            """Takes so long that an administrator has it sent again, by another worker."""
            sent.append("slow")
            if len(sent) == 1:
                clock.shift(timedelta(minutes=20))
                look_after_lost(self)
                send_again(mail=db.session.scalars(select(Mail)).one(), actor_id=1)
                clock.shift(timedelta(minutes=1))
                deliver_all(self)
                raise TryLater("451 later")

        def was_taken(self, reference: str) -> bool:
            raise NotImplementedError

    with app.app_context():
        deliver_all(Slow())
    assert sent == ["slow", "slow"]
    assert (the_mail(app).state, the_mail(app).attempts) == ("sent", 1)


def test_one_that_cannot_be_written_keeps_no_other_back(
    app: Flask, server: MailServer, tell_one: TeamTeller, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_one("broken")
    tell_one("sound")

    def written(mail: Mail, language: str) -> Letter | None:
        if mail.messages[0].key == "broken":
            raise KeyError("no such word")
        return letter(mail, language)

    monkeypatch.setattr(outbox, "letter", written)
    assert work(app).mails == {"given_up": 1, "sent": 1}


def test_a_result_is_kept_even_when_the_database_was_busy(
    app: Flask, server: MailServer, tell_one: TeamTeller, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_one()
    monkeypatch.setattr(outbox, "INSIST", (0, 0))
    keep, tries = outbox._write_down, []

    def busy(claimed: outbox.MailClaim, action: MailAction, reason: str) -> MailState:
        tries.append(action)
        if len(tries) < 3:
            raise OperationalError("UPDATE mail", {}, Exception("database is locked"))
        return keep(claimed, action, reason)

    monkeypatch.setattr(outbox, "_write_down", busy)
    assert work(app).mails == {"sent": 1}
    assert (the_mail(app).state, len(tries), server.tries) == ("sent", 3, 1)


def test_a_machine_that_slept_does_not_send_late(
    app: Flask,
    server: MailServer,
    tell_one: TeamTeller,
    clock: time_machine.Coordinates,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell_one()

    def slept(mail: Mail, language: str) -> Letter | None:
        clock.shift(timedelta(minutes=10))
        return letter(mail, language)

    monkeypatch.setattr(outbox, "letter", slept)
    assert work(app).mails == {"waiting": 1}
    assert server.tries == 0


def test_a_message_deleted_before_it_left_is_dropped(
    app: Flask, server: MailServer, tell_one: TeamTeller
) -> None:
    tell_one()
    with app.app_context():
        mail = db.session.scalars(select(Mail)).one()
        db.session.delete(mail.messages[0])
        db.session.commit()
    assert work(app).mails == {"dropped": 1}


@contextmanager
def a_worker(database: Database, port: int) -> Iterator[subprocess.Popen[str]]:
    """A worker in a process of its own, with settings from the environment."""
    environment = os.environ | {
        "DATABASE_URL": database.url,
        "CANDOUR_ENV": "development",
        "CANDOUR_MAIL": "smtp",
        "CANDOUR_SERVICE_URL": "https://candour.example",
        "CANDOUR_MAIL_FROM": "candour@northmere.example",
        "CANDOUR_SMTP_HOST": "127.0.0.1",
        "CANDOUR_SMTP_PORT": str(port),
        "CANDOUR_SMTP_SECURITY": "none",
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work", "--once"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process


@pytest.mark.slow
def test_a_worker_killed_while_it_sends_is_never_repeated(
    app: Flask, database: Database, server: MailServer, tell_one: TeamTeller
) -> None:
    tell_one()
    server.answers = [HANG]
    with a_worker(database, server.port) as process:
        assert server.reached.wait(timeout=90)
        process.send_signal(signal.SIGKILL)
    assert the_mail(app).state == "sending"
    assert work(app).mails == {}
    with app.app_context():
        db.session.execute(update(Mail).values(claimed_at=utcnow() - timedelta(minutes=16)))
        db.session.commit()
    assert work(app).mails == {"unknown": 1}
    assert work(app).mails == {}
    assert server.tries == 1


@pytest.mark.slow
def test_two_processes_deliver_each_message_once(
    app: Flask, database: Database, server: MailServer, tell_one: TeamTeller
) -> None:
    for number in range(12):
        tell_one(f"event-{number}", about=f"Use {number}")
    with a_worker(database, server.port) as one, a_worker(database, server.port) as other:
        said = [one.communicate(timeout=120)[0], other.communicate(timeout=120)[0]]
        assert (one.returncode, other.returncode) == (0, 0), said
    assert len({letter["Subject"] for letter in server.letters}) == len(server.letters) == 12
