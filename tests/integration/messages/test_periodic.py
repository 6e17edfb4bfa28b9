"""What is done once a day: reminders, digests, deletion; and by one worker only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db
from app.jobs import registry
from app.jobs.models import JobDone
from app.jobs.registry import daily, reminds
from app.jobs.worker import WorkerReport, work_once
from app.messages import MessageKind, tell
from app.messages.actions import mark
from app.messages.kinds import Delivery, MessageGroup
from app.messages.models import Mail, Message, MessageSettings
from app.web.roles import Role
from tests.integration.messages.conftest import ON, TeamTeller
from tests.integration.messages.test_smtp import SetMail
from tests.support.mail_servers import MailServer, mail_server
from tests.support.people import Council

pytestmark = pytest.mark.both_databases

MORNING = datetime(2027, 3, 1, 6, 30, tzinfo=UTC)  # digests leave at 7


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def server(set_mail: SetMail) -> Iterator[MailServer]:
    with mail_server() as server:
        set_mail(replace(ON, smtp_port=server.port))
        yield server


@pytest.fixture(autouse=True)
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those that the test registers, and the package's own."""
    monkeypatch.setattr(registry, "_reminders", {})
    own = {name: job for name, job in registry._jobs.items() if name.startswith("messages.")}
    monkeypatch.setattr(registry, "_jobs", own)


def work(app: Flask, *leave: str) -> WorkerReport:
    with app.app_context():
        return work_once(leave)


def messages(app: Flask) -> list[Message]:
    with app.app_context():
        return list(db.session.scalars(select(Message).order_by(Message.id)))


def test_a_digest_is_one_e_mail_a_day_by_group(
    app: Flask, server: MailServer, tell_one: TeamTeller, clock: time_machine.Coordinates
) -> None:
    tell_one("one", MessageKind.MINUTES_READY, about="")
    tell_one("two", MessageKind.RESPONSE_GIVEN, words={"outcome": "Depart"})
    assert work(app).mails == {}
    clock.shift(timedelta(minutes=30))
    assert work(app).mails == {"sent": 1}
    (letter,) = server.letters
    assert letter["Subject"] == "2 messages for you"
    body = letter.get_content()
    assert "NEWS: ANSWERS, EVIDENCE, RULINGS AND MINUTES" in body
    assert "The minutes are ready" in body
    assert "Outcome: Depart" in body
    tell_one("three", MessageKind.MINUTES_READY)
    clock.shift(timedelta(hours=5))
    assert work(app).mails == {}  # it waits for tomorrow
    clock.shift(timedelta(hours=19))
    assert work(app).mails == {"sent": 1}
    assert server.letters[1]["Subject"] == "1 message for you"


def test_what_was_read_inside_is_not_sent(
    app: Flask, server: MailServer, tell_one: TeamTeller, clock: time_machine.Coordinates
) -> None:
    tell_one("one", MessageKind.MINUTES_READY)
    with app.app_context():
        mark(message=db.session.scalars(select(Message)).one(), read=True)
    clock.shift(timedelta(hours=1))
    assert work(app).mails == {}
    assert [message.by_mail for message in messages(app)] == ["none"]


def test_a_very_long_digest_says_how_many_more_there_are(
    app: Flask, server: MailServer, tell_one: TeamTeller, clock: time_machine.Coordinates
) -> None:
    for number in range(53):
        tell_one(f"event-{number}", MessageKind.MINUTES_READY)
    clock.shift(timedelta(hours=1))
    work(app)
    (letter,) = server.letters
    assert letter["Subject"] == "53 messages for you"
    assert letter.get_content().count("The minutes are ready") == 50
    assert "3 more are in your list:" in letter.get_content()


def test_choices_and_language_count(
    app: Flask, council: Council, server: MailServer, tell_one: TeamTeller
) -> None:
    with app.app_context():
        choices = {MessageGroup.WORK: Delivery.NONE, MessageGroup.NEWS: Delivery.AT_ONCE}
        db.session.add(
            MessageSettings(
                person_id=council.people[Role.TEAM_MEMBER],
                language="cy",
                choices={group.value: choice.value for group, choice in choices.items()},
            )
        )
        db.session.commit()
    tell_one("one", MessageKind.MENTION)
    tell_one("two", MessageKind.MINUTES_READY)
    work(app)
    (letter,) = server.letters
    assert "https://candour.example/uses?lang=cy" in letter.get_content()
    assert [message.kind for message in messages(app)] == ["mention", "minutes_ready"]  # inside, always


def test_a_reminder_runs_once_a_day_and_its_e_mail_waits_for_the_morning(
    app: Flask, council: Council, server: MailServer, clock: time_machine.Coordinates
) -> None:
    runs: list[date] = []

    @reminds
    def remind_somebody(session: Session, today: date) -> int:
        runs.append(today)
        return tell(
            session,
            kind=MessageKind.DUE,
            organisation_id=council.organisation_id,
            to=[council.people[Role.TEAM_MEMBER]],
            endpoint="assessments.uses",
            key=f"due-{today}",
        )

    (name,) = (job.name for job in registry.reminders())
    first = work(app)
    assert (first.jobs[name], first.mails) == (1, {})
    assert work(app).jobs == {}
    clock.shift(timedelta(minutes=30))
    assert work(app).mails == {"sent": 1}
    clock.shift(timedelta(days=1))
    work(app)
    assert runs == [date(2027, 3, 1), date(2027, 3, 2)]


def test_a_job_with_a_mistake_leaves_no_trace_and_stops_no_other(
    app: Flask, council: Council, tell_one: TeamTeller
) -> None:
    @daily
    def a_mistaken(session: Session, today: date) -> int:
        session.add(JobDone(name="half done", day=today))
        session.flush()
        raise KeyError("mistake")

    @daily
    def b_sound(session: Session, today: date) -> None:
        """Does nothing."""

    report = work(app)
    mistaken, sound = (job.name for job in registry.jobs() if not job.name.startswith("messages."))
    assert report.failed
    assert (report.jobs[mistaken], report.jobs[sound]) == ("failed", 0)
    with app.app_context():
        done = set(db.session.scalars(select(JobDone.name)))
    assert done.isdisjoint({mistaken, "half done"})
    assert sound in done
    assert work(app, mistaken).jobs == {}
    assert work(app).jobs == {mistaken: "failed"}


def test_old_messages_are_deleted_with_their_e_mails(
    app: Flask, server: MailServer, tell_one: TeamTeller, clock: time_machine.Coordinates
) -> None:
    tell_one("old")
    work(app)
    clock.shift(timedelta(days=200))
    tell_one("young")
    work(app)
    clock.shift(timedelta(days=170))
    assert work(app).jobs["messages.periodic.delete_old"] == 1
    assert [message.key for message in messages(app)] == ["young"]
    with app.app_context():
        assert len(db.session.scalars(select(Mail)).all()) == 1
        assert len(db.session.scalars(select(JobDone.day).distinct()).all()) == 1


def test_while_no_e_mail_is_sent_the_list_inside_is_all_there_is(app: Flask, tell_one: TeamTeller) -> None:
    tell_one("one", MessageKind.MENTION)
    tell_one("two", MessageKind.MINUTES_READY)
    assert work(app).mails == {}
    assert [message.by_mail for message in messages(app)] == ["none", "none"]
