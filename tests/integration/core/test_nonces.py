"""Nonces: a form that creates takes effect once, however it is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts import actions
from app.accounts.models import Invitation
from app.database import db, transaction
from app.web.nonces import AlreadyDone, FormNonce, new_nonce, spend
from app.web.roles import Role
from tests.integration.core.threads import together
from tests.support.client import CheckedClient
from tests.support.people import Council

pytestmark = pytest.mark.both_databases

INVITE = {"name": "Ada Example", "email": "ada@example.org", "roles": "team_member"}


def _invitations() -> int:
    return db.session.scalar(select(func.count()).select_from(Invitation)) or 0


def test_a_form_sent_twice_takes_effect_once(app: Flask, client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    form = INVITE | {"nonce": new_nonce()}
    assert client.post("/people/invite", data=form).status_code == 200
    again = client.post("/people/invite", data=form)
    assert (again.status_code, again.location) == (302, "/people")
    assert "This invitation was made already." in client.get("/people").text
    with app.app_context():
        assert _invitations() == 1


def test_a_form_that_failed_may_be_sent_again(app: Flask, client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    form = INVITE | {"nonce": new_nonce()}
    page = client.post("/people/invite", data=form | {"email": "none"})
    assert page.status_code == 400
    assert form["nonce"] in page.text
    assert client.post("/people/invite", data=form).status_code == 200


@pytest.mark.parametrize("nonce", ["\0", "x" * 100_000, "Ŵ", "-", "a b"])
def test_an_odd_nonce_still_counts_once(client: CheckedClient, council: Council, nonce: str) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    assert client.post("/people/invite", data=INVITE | {"nonce": nonce}).status_code == 200
    assert client.post("/people/invite", data=INVITE | {"nonce": nonce}).status_code == 302


def test_forms_without_a_nonce_do_not_get_in_each_others_way(context: Flask) -> None:
    for _ in range(2):
        with transaction() as session:
            spend(session, "")


def test_the_second_sending_learns_what_the_first_one_made(context: Flask) -> None:
    with transaction() as session:
        spend(session, "once").result = "7"
    with pytest.raises(AlreadyDone) as done, transaction() as session:
        spend(session, "once")
    assert done.value.result == "7"


def test_a_nonce_of_a_transaction_that_failed_is_not_spent(context: Flask) -> None:
    def fail() -> None:
        with transaction() as session:
            spend(session, "once")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with transaction() as session:
        spend(session, "once")


def test_of_eight_sendings_at_once_one_takes_effect(app: Flask, council: Council) -> None:
    def send(_turn: int) -> str:
        try:
            return actions.invite(
                organisation_id=council.organisation_id,
                email="ada@example.org",
                name="Ada Example",
                roles=[Role.TEAM_MEMBER],
                invited_by_id=None,
                nonce="the same",
            )
        except AlreadyDone:
            return ""

    assert len([token for token in together(app, 8, send) if token]) == 1
    with app.app_context():
        assert _invitations() == 1


def test_a_sending_that_had_to_wait_learns_what_the_first_one_made(app: Flask) -> None:
    spent, tried = Event(), Event()

    def first() -> None:
        with app.app_context(), transaction() as session:
            row = spend(session, "once")
            session.flush()
            spent.set()
            tried.wait(20)
            row.result = "7"

    def second() -> str:
        with app.app_context():
            spent.wait(20)
            tried.set()
            try:
                with transaction() as session:
                    spend(session, "once")
            except AlreadyDone as done:
                return done.result
            return "done twice"

    with ThreadPoolExecutor(2) as pool:
        opening, waiting = pool.submit(first), pool.submit(second)
        opening.result()
        assert waiting.result() == "7"


def test_a_clash_leaves_the_rest_of_the_transaction_usable(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction() as session:
        spend(session, "once").result = "7"
    db.session.expunge_all()
    with transaction() as session:
        real, unseen = session.get, [None]
        monkeypatch.setattr(session, "get", lambda *a, **k: unseen.pop() if unseen else real(*a, **k))
        with pytest.raises(AlreadyDone) as done:
            spend(session, "once")
        assert done.value.result == "7"
        spend(session, "twice")
    assert db.session.scalar(select(func.count()).select_from(FormNonce)) == 2
