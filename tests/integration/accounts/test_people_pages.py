"""The administrator's pages: who is here, and which roles they hold."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts import actions, queries
from app.audit import AuditEvent
from app.database import db
from app.web.roles import Role
from app.web.versions import Stale
from tests.integration.core.threads import together
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.statements import StatementCounter


@pytest.fixture
def administrator(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.ADMINISTRATOR)


def _version(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found is not None
    return found[1]


def _roles(app: Flask, council: Council, person_id: int) -> set[Role]:
    with app.app_context():
        found = queries.colleague(council.organisation_id, person_id)
        return set(found.roles) if found else set()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_see_people(client: CheckedClient, council: Council, role: Role) -> None:
    client.sign_in(council, role)
    person = council.people[Role.TEAM_MEMBER]
    for path in ("/people", "/people/invite", f"/people/{person}"):
        assert client.get(path).status_code == 403
    assert client.post("/people/invite", data={"name": "A"}).status_code == 403
    assert client.post(f"/people/{person}", data={"roles": "administrator"}).status_code == 403


def test_an_administrator_sees_the_people_of_their_own_organisation(
    administrator: CheckedClient, other_council: Council
) -> None:
    page = administrator.get("/people").text
    assert "board.chair@northmere.example" in page
    assert "Board chair" in page
    assert "southmere" not in page.casefold()


def test_the_list_of_people_costs_the_same_however_many_there_are(
    app: Flask, administrator: CheckedClient, council: Council, sql_counter: StatementCounter
) -> None:
    with sql_counter as count:
        administrator.get("/people")
    few = count.total
    with app.app_context():
        for number in range(10):
            actions.add_person(
                organisation_id=council.organisation_id,
                name=f"Person {number}",
                email=f"p{number}@example.org",
                roles=[Role.TEAM_MEMBER, Role.BOARD_MEMBER],
            )
            actions.invite(
                organisation_id=council.organisation_id,
                email=f"i{number}@example.org",
                name="Invited",
                roles=[Role.TEAM_MEMBER],
                invited_by_id=None,
            )
    with sql_counter as count:
        administrator.get("/people")
    assert count.total == few


def test_an_administrator_changes_somebodys_roles(
    app: Flask, administrator: CheckedClient, council: Council
) -> None:
    person = council.people[Role.TEAM_MEMBER]
    page = administrator.get(f"/people/{person}").text
    chosen = {"roles": ["board_member", "register_editor"], "version": _version(page)}
    assert administrator.post(f"/people/{person}", data=chosen).location == "/people"
    assert _roles(app, council, person) == {Role.BOARD_MEMBER, Role.REGISTER_EDITOR}
    assert "The roles of Team Member of Northmere are saved." in administrator.get("/people").text
    with app.app_context():
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "person.roles_set")).one()
        assert event.details == {"roles": ["board_member", "register_editor"]}
        assert event.actor_id == council.people[Role.ADMINISTRATOR]


def test_without_any_role_a_person_leaves_the_organisation(
    app: Flask, administrator: CheckedClient, council: Council
) -> None:
    person = council.people[Role.TEAM_MEMBER]
    page = administrator.get(f"/people/{person}").text
    assert administrator.post(f"/people/{person}", data={"version": _version(page)}).status_code == 302
    assert administrator.get(f"/people/{person}").status_code == 404


def test_an_administrator_cannot_take_away_their_own_role(
    app: Flask, administrator: CheckedClient, council: Council
) -> None:
    own = council.people[Role.ADMINISTRATOR]
    version = _version(administrator.get(f"/people/{own}").text)
    for chosen in ([], ["team_member"]):
        page = administrator.post(f"/people/{own}", data={"roles": chosen, "version": version})
        assert page.status_code == 400
        assert "You cannot take away your own role of administrator" in page.text
    assert _roles(app, council, own) == {Role.ADMINISTRATOR}
    both = {"roles": ["administrator", "team_member"], "version": version}
    assert administrator.post(f"/people/{own}", data=both).status_code == 302
    assert _roles(app, council, own) == {Role.ADMINISTRATOR, Role.TEAM_MEMBER}


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 100, "-1", "\0"])
def test_a_form_that_does_not_say_what_it_was_filled_from_changes_nothing(
    app: Flask, administrator: CheckedClient, council: Council, version: str
) -> None:
    person = council.people[Role.TEAM_MEMBER]
    page = administrator.post(f"/people/{person}", data={"roles": "board_chair", "version": version})
    assert page.status_code == 409
    assert _roles(app, council, person) == {Role.TEAM_MEMBER}


def test_a_form_filled_before_somebody_else_saved_changes_nothing_and_is_kept(
    app: Flask, administrator: CheckedClient, council: Council
) -> None:
    person = council.people[Role.TEAM_MEMBER]
    version = _version(administrator.get(f"/people/{person}").text)
    first = {"roles": "board_member", "version": version}
    assert administrator.post(f"/people/{person}", data=first).status_code == 302
    page = administrator.post(f"/people/{person}", data={"roles": "board_chair", "version": version})
    assert page.status_code == 409
    assert "Somebody else saved first" in page.text
    assert "board_chair" in page.text
    assert _roles(app, council, person) == {Role.BOARD_MEMBER}


def test_roles_that_came_by_invitation_make_an_open_form_stale(
    app: Flask, administrator: CheckedClient, council: Council
) -> None:
    person = council.people[Role.TEAM_MEMBER]
    version = _version(administrator.get(f"/people/{person}").text)
    with app.app_context():
        actions.add_person(
            organisation_id=council.organisation_id,
            name="x",
            email="team.member@northmere.example",
            roles=[Role.BOARD_CHAIR],
        )
    page = administrator.post(f"/people/{person}", data={"roles": "team_member", "version": version})
    assert page.status_code == 409
    assert _roles(app, council, person) == {Role.TEAM_MEMBER, Role.BOARD_CHAIR}


@pytest.mark.both_databases
def test_of_four_who_set_roles_at_once_one_succeeds(app: Flask, council: Council) -> None:
    person = council.people[Role.TEAM_MEMBER]

    def set_roles(turn: int) -> bool:
        try:
            actions.set_roles(
                organisation_id=council.organisation_id,
                person_id=person,
                roles=[list(Role)[turn], Role.TEAM_MEMBER],
                actor_id=None,
                seen_version=1,
            )
        except Stale:
            return False
        return True

    assert sum(together(app, 4, set_roles)) == 1


def test_a_disabled_person_is_marked(app: Flask, administrator: CheckedClient, council: Council) -> None:
    assert "Cannot sign in" not in administrator.get("/people").text
    with app.app_context():
        actions.set_active(
            person_id=council.people[Role.BOARD_MEMBER],
            organisation_id=council.organisation_id,
            active=False,
            actor_id=None,
        )
    assert "Cannot sign in" in administrator.get("/people").text
