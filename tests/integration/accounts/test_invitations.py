"""Invitations: a link that works once, for seven days, for one address."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts import actions, queries
from app.accounts.models import Invitation, Person
from app.audit import AuditEvent
from app.database import db
from app.web.roles import Role
from tests.integration.accounts.conftest import PASSWORD, Member, send_sign_in
from tests.integration.core.threads import together
from tests.support.client import CheckedClient
from tests.support.people import Council

ADDRESS = "grace@example.org"


def _invite(council: Council, *roles: Role, email: str = ADDRESS) -> str:
    return actions.invite(
        organisation_id=council.organisation_id,
        email=email,
        name="Grace Newly",
        roles=roles or [Role.TEAM_MEMBER],
        invited_by_id=council.people[Role.ADMINISTRATOR],
    )


@pytest.fixture
def token(app: Flask, council: Council) -> str:
    with app.app_context():
        return _invite(council)


def _accept(client: CheckedClient, token: str, password: str = PASSWORD) -> int:
    return client.post(f"/invitation/{token}", data={"new_password": password}).status_code


def _open(client: CheckedClient, token: str) -> int:
    page = client.get(f"/invitation/{token}")
    if page.status_code == 410:
        assert "This link no longer works" in page.text
    return page.status_code


def test_an_administrator_makes_a_link_that_lets_a_new_person_in(
    app: Flask, client: CheckedClient, other_client: CheckedClient, council: Council
) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    form = {"name": "Grace Newly", "email": " Grace@Example.org", "roles": ["team_member", "board_chair"]}
    page = client.post("/people/invite", data=form)
    link = re.search(r'value="http://localhost(/invitation/[^"]+)"', page.text)
    assert link is not None
    assert "Grace Newly" in client.get("/people").text
    assert "Join Northmere Council" in other_client.get(link[1]).text
    answer = other_client.post(link[1], data={"new_password": PASSWORD})
    assert answer.location == "/start"
    assert "Grace Newly" in other_client.get("/account").text
    assert send_sign_in(client, ADDRESS, PASSWORD).status_code == 302
    with app.app_context():
        person = queries.person_by_email(ADDRESS)
        assert person is not None
        assert {m.role for m in person.memberships} == {"team_member", "board_chair"}


def test_a_link_works_once(client: CheckedClient, other_client: CheckedClient, token: str) -> None:
    assert _open(client, token) == 200
    assert _accept(client, token) == 302
    assert _open(other_client, token) == 410
    assert _accept(other_client, token) == 410
    assert other_client.get("/account").status_code == 302


def test_a_link_works_for_seven_days(app: Flask, client: CheckedClient, council: Council) -> None:
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False) as clock:
        with app.app_context():
            token = _invite(council)
        clock.shift(timedelta(days=7, seconds=-1))
        assert _open(client, token) == 200
        clock.shift(1)
        assert _open(client, token) == 410
        assert _accept(client, token) == 410


def test_a_withdrawn_link_no_longer_works(
    client: CheckedClient, other_client: CheckedClient, council: Council, token: str
) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    assert client.post("/people/invitations/1/withdraw").status_code == 302
    page = client.get("/people")
    assert "The invitation for Grace Newly no longer works." in page.text
    assert ADDRESS not in page.text
    assert _open(other_client, token) == 410
    assert client.post("/people/invitations/1/withdraw").status_code == 404


def test_a_newer_link_replaces_an_older_one_for_the_same_address(
    app: Flask, client: CheckedClient, council: Council, other_council: Council, token: str
) -> None:
    with app.app_context():
        elsewhere, other = _invite(other_council), _invite(council, email="alan@example.org")
        newer = _invite(council, email=ADDRESS.upper())
    assert _open(client, token) == 410
    assert [_open(client, each) for each in (newer, elsewhere, other)] == [200, 200, 200]


@pytest.mark.parametrize("token", ["x", "x" * 3_000, "Ŵ", "%20", "-", "..;"])
def test_a_link_that_was_never_made_opens_nothing(client: CheckedClient, token: str) -> None:
    assert _open(client, token) == 410


def test_a_weak_password_is_refused_and_the_link_still_works(client: CheckedClient, token: str) -> None:
    assert _accept(client, token, "short") == 400
    assert _accept(client, token, "grace-and-more-words") == 400
    assert _accept(client, token) == 302


def test_a_known_person_joins_a_second_organisation_and_keeps_the_password(
    app: Flask, client: CheckedClient, member: Member, other_council: Council
) -> None:
    with app.app_context():
        token = _invite(other_council, Role.BOARD_MEMBER, email=member.email)
    page = client.get(f"/invitation/{token}")
    assert "You have an account already" in page.text
    assert "new_password" not in page.text
    assert _accept(client, token, "another password of theirs") == 302
    assert "You have joined Southmere Council" in client.get("/sign-in").text
    assert client.get("/account").status_code == 302
    assert send_sign_in(client, member.email, PASSWORD).status_code == 302
    assert "Change to Southmere Council" in client.get("/account").text


def test_a_person_gets_further_roles_by_invitation_and_keeps_those_held(
    app: Flask, client: CheckedClient, member: Member, council: Council
) -> None:
    with app.app_context():
        token = _invite(council, Role.TEAM_MEMBER, Role.REGISTER_EDITOR, email=member.email)
    assert _accept(client, token) == 302
    with app.app_context():
        colleague = queries.colleague(council.organisation_id, member.id)
        assert colleague is not None
        assert set(colleague.roles) == {Role.TEAM_MEMBER, Role.REGISTER_EDITOR}
        assert colleague.name == "Ada Example"


def _accept_at_once(invitation: Invitation) -> bool:
    try:
        actions.accept_invitation(invitation=invitation, password=PASSWORD)
    except actions.InvitationClosed:
        return False
    return True


@pytest.mark.both_databases
def test_of_four_who_follow_a_link_at_once_one_gets_in(app: Flask, token: str) -> None:
    def follow(_turn: int) -> bool:
        found = queries.open_invitation(token)
        return found is not None and _accept_at_once(found)

    assert sum(together(app, 4, follow)) == 1


@pytest.mark.both_databases
def test_invitations_of_two_organisations_taken_up_at_once_make_one_person(
    app: Flask, council: Council, other_council: Council
) -> None:
    with app.app_context():
        tokens = [_invite(council), _invite(other_council)]

    def follow(turn: int) -> bool:
        found = queries.open_invitation(tokens[turn])
        return found is not None and _accept_at_once(found)

    assert together(app, 2, follow) == [True, True]
    with app.app_context():
        (person,) = db.session.scalars(select(Person).where(Person.email == ADDRESS))
        assert len(queries.memberships(person.id)) == 2


def test_a_link_that_was_withdrawn_while_the_page_was_open_lets_nobody_in(
    context: Flask, council: Council, token: str
) -> None:
    found = queries.open_invitation(token)
    assert found is not None
    actions.withdraw_invitation(invitation=found, actor_id=council.people[Role.ADMINISTRATOR])
    assert not _accept_at_once(found)
    assert queries.person_by_email(ADDRESS) is None


def test_the_database_never_holds_the_token_and_events_no_address(app: Flask, token: str) -> None:
    with app.app_context():
        (invitation,) = db.session.scalars(select(Invitation))
        assert invitation.token_hash != token
        told = str([event.details for event in db.session.scalars(select(AuditEvent))])
        assert "grace" not in told.casefold()
