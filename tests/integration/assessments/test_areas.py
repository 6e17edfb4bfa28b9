"""Naming the areas that a use touches."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.uses.areas.actions import name_areas
from app.uses.areas.queries import areas_of, known_areas
from app.uses.models import UseArea, UseCase
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_use


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return a_use(council).id


def names(app: Flask, use_id: int) -> list[str]:
    with app.app_context():
        return areas_of(use_id)


def version(app: Flask, use_id: int) -> str:
    with app.app_context():
        return str(db.session.get_one(UseCase, use_id).version)


def test_a_team_names_areas_and_is_offered_those_in_use(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    member = client.sign_in(council, Role.TEAM_MEMBER)
    address = f"/uses/{use_id}/areas"
    assert "named before" not in member.get(address).get_data(as_text=True)
    typed = {"others": " Mill   Ward\nHarbour\n\nmill ward", "version": version(app, use_id)}
    assert member.post(address, data=typed).status_code == 302
    assert names(app, use_id) == ["Harbour", "Mill Ward"] or names(app, use_id) == ["Harbour", "mill ward"]
    page = member.get(address).get_data(as_text=True)
    assert page.count("checked") == 2
    with app.app_context():
        other = a_use(council, "Another").id
    page = member.get(f"/uses/{other}/areas").get_data(as_text=True)
    assert ("Harbour" in page, "checked" in page) == (True, False)
    more = {"known": ["harbour"], "others": "HILLTOP", "version": version(app, other)}
    member.post(f"/uses/{other}/areas", data=more)
    assert names(app, other) == ["Harbour", "HILLTOP"]


def test_a_name_keeps_the_spelling_that_the_organisation_uses(context: Flask, council: Council) -> None:
    first, second = a_use(council), a_use(council, "Another")
    team = council.people[Role.TEAM_MEMBER]
    name_areas(use=first, names=["Mill Ward"], seen=first.version, actor_id=team)
    name_areas(use=second, names=["MILL WARD"], seen=second.version, actor_id=team)
    assert areas_of(second.id) == ["Mill Ward"]
    assert known_areas(council.organisation_id) == {"mill ward": "Mill Ward"}


def test_a_stale_save_keeps_both_lists(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    member = client.sign_in(council, Role.TEAM_MEMBER)
    seen = version(app, use_id)
    address = f"/uses/{use_id}/areas"
    assert member.post(address, data={"others": "Harbour", "version": seen}).status_code == 302
    reply = member.post(address, data={"others": "Hilltop", "version": seen})
    assert reply.status_code == 409
    page = reply.get_data(as_text=True)
    assert "Its areas are now: Harbour" in page
    assert "Hilltop" in page
    assert names(app, use_id) == ["Harbour"]
    again = {"known": ["harbour"], "others": "Hilltop", "version": version(app, use_id)}
    assert member.post(address, data=again).status_code == 302
    assert names(app, use_id) == ["Harbour", "Hilltop"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"others": "x" * 101}, "A name has at most 100 characters"),
        ({"others": "x" * 100_000}, "Use at most 20,000 characters"),
        ({"others": "a\x00b"}, "had a character that cannot be saved"),
        ({"others": "\n".join(f"Ward {n}" for n in range(201))}, "Name at most 200 areas"),
        ({"others": "ß" * 51 + "SS" * 30}, "A name has at most 100 characters"),
    ],
)
def test_wrong_names_are_kept_for_mending(
    app: Flask, client: CheckedClient, council: Council, use_id: int, typed: dict[str, str], sentence: str
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    reply = client.post(f"/uses/{use_id}/areas", data=typed | {"version": version(app, use_id)})
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalars(select(UseArea)).all() == []


def test_a_box_that_is_not_there_is_no_choice(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    address = f"/uses/{use_id}/areas"
    assert (
        client.post(address, data={"others": "Harbour", "version": version(app, use_id)}).status_code == 302
    )
    typed = {"known": ["harbour", "nowhere"], "version": version(app, use_id)}
    reply = client.post(address, data=typed)
    assert (reply.status_code, names(app, use_id)) == (400, ["Harbour"])
    assert "not a valid choice" in reply.get_data(as_text=True)


def test_only_the_team_names_areas(
    client: CheckedClient, council: Council, other_council: Council, use_id: int
) -> None:
    for role in (Role.ACCOUNTABLE_OWNER, Role.ADMINISTRATOR, Role.BOARD_CHAIR):
        client.sign_in(council, role)
        assert client.get(f"/uses/{use_id}/areas").status_code == 403
        assert client.post(f"/uses/{use_id}/areas", data={"others": "x"}).status_code == 403
    client.sign_in(other_council, Role.TEAM_MEMBER)
    assert client.get(f"/uses/{use_id}/areas").status_code == 404
