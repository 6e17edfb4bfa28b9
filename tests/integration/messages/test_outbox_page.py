"""The administrator's view of the e-mails that have not left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.audit import AuditEvent
from app.database import db, utcnow
from app.messages.models import Mail
from app.web.roles import Role
from tests.integration.messages.conftest import TeamTeller
from tests.support.client import CheckedClient
from tests.support.people import Council


def the_mail(app: Flask) -> Mail:
    with app.app_context():
        return db.session.scalars(select(Mail)).one()


def give_up(app: Flask, state: str = "given_up") -> None:
    with app.app_context():
        mail = db.session.scalars(select(Mail)).one()
        mail.state, mail.attempts, mail.reason = state, 7, "550 no such person"
        db.session.commit()


def test_an_administrator_sees_what_did_not_leave_and_sends_it_again(
    client: CheckedClient, app: Flask, council: Council, mail_on: None, tell_one: TeamTeller
) -> None:
    tell_one(words={"what": "a secret matter"})
    give_up(app)
    client.sign_in(council, Role.ADMINISTRATOR)
    page = client.get("/messages/outbox").text
    assert "Given up" in page
    assert "550 no such person" in page
    assert "You were mentioned" in page
    assert "secret matter" not in page
    assert "Rent arrears" not in page
    client.post(f"/messages/outbox/{the_mail(app).id}/again")
    assert (the_mail(app).state, the_mail(app).attempts) == ("queued", 0)


def test_an_administrator_hears_of_a_worker_that_does_not_run(
    client: CheckedClient, app: Flask, council: Council, mail_on: None, tell_one: TeamTeller
) -> None:
    tell_one()
    client.sign_in(council, Role.ADMINISTRATOR)
    assert "have been waiting since" not in client.get("/messages/outbox").text
    with app.app_context():
        db.session.execute(update(Mail).values(due_at=utcnow() - timedelta(hours=2)))
        db.session.commit()
    assert "have been waiting since" in client.get("/messages/outbox").text


def test_sending_again_twice_is_refused_and_noted(
    client: CheckedClient, app: Flask, council: Council, mail_on: None, tell_one: TeamTeller
) -> None:
    tell_one()
    give_up(app, "sent")
    client.sign_in(council, Role.ADMINISTRATOR)
    reply = client.post(f"/messages/outbox/{the_mail(app).id}/again")
    assert reply.status_code == 409
    assert "no longer one that can be sent again" in reply.text
    with app.app_context():
        refusals = select(AuditEvent).where(AuditEvent.action == "action.refused")
        assert db.session.scalars(refusals).one().details["action"] == "mail.send_again"
    assert the_mail(app).state == "sent"


def test_the_outbox_is_for_administrators_of_this_organisation(
    client: CheckedClient,
    app: Flask,
    council: Council,
    other_council: Council,
    mail_on: None,
    tell_one: TeamTeller,
) -> None:
    tell_one()
    give_up(app)
    assert client.sign_in(council, Role.BOARD_CHAIR).get("/messages/outbox").status_code == 403
    client.sign_in(other_council, Role.ADMINISTRATOR)
    assert "There is nothing here" in client.get("/messages/outbox").text
    assert client.post(f"/messages/outbox/{the_mail(app).id}/again").status_code == 404


@pytest.mark.parametrize("state", ["queued", "waiting", "sending", "sent", "unknown", "given_up", "dropped"])
def test_every_state_has_its_page(
    client: CheckedClient,
    app: Flask,
    council: Council,
    mail_on: None,
    tell_one: TeamTeller,
    state: str,
) -> None:
    tell_one()
    give_up(app, state)
    client.sign_in(council, Role.ADMINISTRATOR)
    assert "You were mentioned" in client.get(f"/messages/outbox?state={state}&page=x").text
