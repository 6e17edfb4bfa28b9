"""E-mail by GOV.UK Notify, against a local server that answers as Notify does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.jobs.worker import WorkerReport, work_once
from app.messages.models import Mail
from app.settings import MailSettings
from tests.integration.messages.conftest import TeamTeller
from tests.support.mail_servers import DROP, DROP_AFTER, NotifyServer, notify_server

KEY = "candour-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def notify(set_mail: Callable[[MailSettings], None], tell_one: TeamTeller) -> Iterator[NotifyServer]:
    """Notify, and one message that waits for it."""
    with notify_server() as server:
        set_mail(
            MailSettings(
                transport="notify",
                service_url="https://candour.example",
                notify_key=KEY,
                notify_template=TEMPLATE,
                notify_url=server.url,
                timeout=2,
            )
        )
        tell_one()
        yield server


def work(app: Flask) -> WorkerReport:
    with app.app_context():
        return work_once()


def the_mail(app: Flask) -> Mail:
    with app.app_context():
        return db.session.scalars(select(Mail)).one()


def test_a_message_leaves_with_our_reference(app: Flask, notify: NotifyServer) -> None:
    assert work(app).mails == {"sent": 1}
    (taken,) = notify.taken
    assert taken["reference"] == the_mail(app).reference
    assert taken["template_id"] == TEMPLATE
    assert taken["email_address"] == "team.member@northmere.example"
    assert taken["personalisation"]["subject"] == "You were mentioned: Rent arrears"
    assert "https://candour.example/uses" in taken["personalisation"]["body"]
    assert notify.authorisations[0].startswith("Bearer ")


@pytest.mark.parametrize("status", [429, 500, 502, 403])
def test_what_notify_does_not_take_now_is_tried_again(
    app: Flask, notify: NotifyServer, clock: time_machine.Coordinates, status: int
) -> None:
    notify.answers = [status]
    assert work(app).mails == {"waiting": 1}
    clock.shift(timedelta(minutes=1))
    assert work(app).mails == {"sent": 1}
    assert len(notify.taken) == 1


def test_what_notify_refuses_is_given_up_with_its_reason(app: Flask, notify: NotifyServer) -> None:
    notify.answers = [400]
    assert work(app).mails == {"given_up": 1}
    assert the_mail(app).reason == "GOV.UK Notify: 400 email_address … is bad"


def test_a_lost_answer_is_looked_up_and_found(
    app: Flask, notify: NotifyServer, clock: time_machine.Coordinates
) -> None:
    notify.answers = [DROP_AFTER]
    assert work(app).mails == {"unknown": 1}
    clock.shift(timedelta(minutes=5))
    assert work(app).mails == {"sent": 1}
    assert notify.asked == [the_mail(app).reference]
    assert len(notify.taken) == 1


def test_a_lost_sending_is_looked_up_and_sent_again(
    app: Flask, notify: NotifyServer, clock: time_machine.Coordinates
) -> None:
    notify.answers = [DROP]
    work(app)
    clock.shift(timedelta(minutes=5))
    assert work(app).mails == {"waiting": 1}
    clock.shift(timedelta(minutes=1))
    assert work(app).mails == {"sent": 1}
    assert len(notify.taken) == 1


def test_without_an_answer_about_it_nothing_is_sent_again(
    app: Flask, notify: NotifyServer, clock: time_machine.Coordinates
) -> None:
    notify.answers, notify.lookups = [DROP], [500, 500]
    work(app)
    for _ in range(2):
        clock.shift(timedelta(minutes=5))
        assert work(app).mails == {}
    assert (the_mail(app).state, len(notify.asked), notify.taken) == ("unknown", 2, [])


def test_after_a_week_notify_has_forgotten_so_it_is_not_asked(
    app: Flask, notify: NotifyServer, clock: time_machine.Coordinates
) -> None:
    notify.answers = [DROP_AFTER]
    work(app)
    clock.shift(timedelta(days=8))
    assert work(app).mails == {}
    assert notify.asked == []


def test_a_notify_that_is_away_leaves_it_unknown_until_asked(
    app: Flask, notify: NotifyServer, clock: time_machine.Coordinates
) -> None:
    notify.stop()
    assert work(app).mails == {"unknown": 1}
