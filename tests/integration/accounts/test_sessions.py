"""Sessions: they live on the server, end there, and a cookie alone is worth nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.accounts import actions
from app.accounts.models import SignIn
from app.accounts.queries import digest
from app.accounts.session import KEY
from app.audit import AuditEvent
from app.database import db
from tests.integration.accounts.conftest import PASSWORD, Member, send_sign_in
from tests.support.client import CheckedClient

START = datetime(2027, 3, 1, 9, tzinfo=UTC)


def test_after_signing_out_the_old_cookie_is_worth_nothing(client: CheckedClient, member: Member) -> None:
    send_sign_in(client, member.email, PASSWORD)
    cookie = client.get_cookie("candour")
    assert cookie is not None
    assert client.post("/sign-out").location == "/sign-in"
    assert "You are signed out." in client.get("/sign-in").text
    client.set_cookie("candour", cookie.value)
    assert client.get("/account").location == "/sign-in?next=/account"


def test_signing_in_again_ends_the_session_before(
    client: CheckedClient, other_client: CheckedClient, member: Member
) -> None:
    send_sign_in(client, member.email, PASSWORD)
    cookie = client.get_cookie("candour")
    assert cookie is not None
    send_sign_in(client, member.email, PASSWORD)
    assert client.get("/account").status_code == 200
    other_client.set_cookie("candour", cookie.value)
    assert other_client.get("/account").status_code == 302


def test_a_session_ends_by_itself(client: CheckedClient, member: Member) -> None:
    with time_machine.travel(START, tick=False) as clock:
        send_sign_in(client, member.email, PASSWORD)
        clock.shift(timedelta(hours=11, minutes=59))
        assert client.get("/account").status_code == 200
        clock.shift(timedelta(minutes=2))
        assert client.get("/account").status_code == 302


def test_the_database_never_holds_the_token_itself(app: Flask, client: CheckedClient, member: Member) -> None:
    send_sign_in(client, member.email, PASSWORD)
    with client.session_transaction() as session:
        token = session[KEY]
    with app.app_context():
        assert db.session.scalars(select(SignIn.token_hash)).all() == [digest(token)]


@pytest.mark.parametrize("token", ["", "forged", 7, None, ["x"], "\0", "x" * 3_000])
def test_a_cookie_with_another_token_is_a_strangers(client: CheckedClient, token: object) -> None:
    with client.session_transaction() as session:
        session[KEY] = token
    assert client.get("/account").status_code == 302


def test_a_cookie_that_is_not_ours_is_a_strangers(client: CheckedClient) -> None:
    for value in ("", "x", "a.b.c", "é" * 50, "." * 2_000):
        client.set_cookie("candour", value)
        assert client.get("/account").status_code == 302


def test_a_person_who_is_disabled_is_out_at_once(app: Flask, client: CheckedClient, member: Member) -> None:
    send_sign_in(client, member.email, PASSWORD)
    with app.app_context():
        actions.set_active(
            person_id=member.id, organisation_id=member.organisation_id, active=False, actor_id=None
        )
    assert client.get("/account").status_code == 302
    with app.app_context():
        actions.set_active(
            person_id=member.id, organisation_id=member.organisation_id, active=True, actor_id=None
        )
    assert client.get("/account").status_code == 302
    assert send_sign_in(client, member.email, PASSWORD).status_code == 302


def test_a_person_who_leaves_the_organisation_is_out_at_once(
    app: Flask, client: CheckedClient, member: Member
) -> None:
    send_sign_in(client, member.email, PASSWORD)
    with app.app_context():
        actions.set_roles(
            organisation_id=member.organisation_id, person_id=member.id, roles=[], actor_id=None
        )
    assert client.get("/account").status_code == 302


def test_signing_in_and_out_are_audited(app: Flask, client: CheckedClient, member: Member) -> None:
    send_sign_in(client, member.email, PASSWORD)
    client.post("/sign-out")
    with app.app_context():
        count = select(func.count()).where(AuditEvent.actor_id == member.id)
        assert db.session.scalar(count.where(AuditEvent.action == "person.signed_in")) == 1
        assert db.session.scalar(count.where(AuditEvent.action == "person.signed_out")) == 1
