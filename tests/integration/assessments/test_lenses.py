"""Marking the four lenses, making a harm of a mark, and what an open mark stops."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessments.lenses.models import LensMark
from app.assessments.models import Harm
from app.assessments.use_assessment import the_assessment
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import ANSWERS, a_harm, a_use, answer
from tests.support.wider import a_mark

MARK = {
    "effect": "harmed",
    "text": "Rent comes late",
    "directness": "indirect",
    "who": "Tenants on low pay",
    "evidence": "Complaints of March",
    "harm_id": "",
    "accepted_reason": "",
    "is_public": "y",
}
NEW = "lenses/local-social/housing/new"


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A fully answered use of low impact."""
    with app.app_context():
        use = a_use(council)
        answer(use, dict(ANSWERS), council.people[Role.TEAM_MEMBER])
        return use.id


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def _marks(app: Flask) -> list[LensMark]:
    with app.app_context():
        return list(db.session.scalars(select(LensMark).order_by(LensMark.id)))


def test_a_mark_stands_on_the_canvas_and_is_made_once(app: Flask, team: CheckedClient, use_id: int) -> None:
    for _time in range(2):
        assert team.post(f"/uses/{use_id}/{NEW}", data=MARK | {"nonce": "once"}).status_code == 302
    assert len(_marks(app)) == 1
    page = team.get(f"/uses/{use_id}/lenses").text
    assert "Rent comes late" in page
    assert "Harmed, indirectly" in page
    assert "No harm listed and no reason" in page
    assert "Who digs" in page or "who digs them" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"effect": ""}, "Choose what the use does here"),
        ({"effect": "ruined"}, "Not a valid choice"),
        ({"text": ""}, "Say what happens, or what you looked at"),
        ({"text": "x" * 501}, "Use at most 500 characters"),
        ({"directness": ""}, "Choose whether it happens directly or indirectly"),
        ({"directness": "sideways"}, "Not a valid choice"),
        ({"who": ""}, "Say who or what is helped or harmed"),
        ({"harm_id": "99"}, "Not a valid choice"),
        ({"evidence": "a\x00b"}, "cannot be saved"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_typed_is_lost(
    app: Flask, team: CheckedClient, use_id: int, wrong: dict[str, str], sentence: str
) -> None:
    reply = team.post(f"/uses/{use_id}/{NEW}", data=MARK | {"nonce": "a"} | wrong)
    assert reply.status_code == 400
    assert sentence in reply.text
    assert "Complaints of March" in reply.text or "evidence" in wrong
    assert _marks(app) == []


def test_what_was_looked_at_without_an_effect_needs_neither_way_nor_people(
    app: Flask, team: CheckedClient, use_id: int
) -> None:
    for number, effect in enumerate(("none", "unknown")):
        form = {"effect": effect, "text": "Nothing that we know of", "nonce": f"n{number}"}
        assert team.post(f"/uses/{use_id}/{NEW}", data=form).status_code == 302
    assert [mark.effect for mark in _marks(app)] == ["none", "unknown"]


def test_an_open_mark_stops_the_submission_until_a_harm_answers_it(
    app: Flask, team: CheckedClient, use_id: int
) -> None:
    reply = team.post(f"/uses/{use_id}/{NEW}", data=MARK | {"nonce": "b", "to_harm": "1"})
    [mark] = _marks(app)
    assert reply.location.endswith(f"/uses/{use_id}/harms/new?mark={mark.id}")
    assert "Rent comes late" in team.get(f"/uses/{use_id}/submit").text
    assert team.post(f"/uses/{use_id}/submit", data={"honest": "y", "nonce": "c"}).status_code == 400
    page = team.get(reply.location).text
    assert "Rent comes late" in page
    assert "Tenants on low pay" in page
    harm = {
        **{"title": "Rent comes late", "who": "Tenants on low pay", "principle": "justice"},
        **{"severity": "3", "likelihood": "2", "reversible": "partly", "nonce": "d"},
        **{"severity_after": "3", "likelihood_after": "2", "accepted_reason": "It is rare."},
    }
    assert team.post(reply.location, data=harm).status_code == 302
    [answered] = _marks(app)
    assert answered.harm_id is not None
    assert "Listed as a harm" in team.get(f"/uses/{use_id}/lenses").text
    assert "Rent comes late" not in team.get(f"/uses/{use_id}/submit").text
    team.post(f"/uses/{use_id}/harms/{answered.harm_id}/remove", data={"version": "1"})
    assert "Rent comes late" in team.get(f"/uses/{use_id}/submit").text


def test_a_reason_answers_a_mark_too(app: Flask, team: CheckedClient, use_id: int) -> None:
    team.post(f"/uses/{use_id}/{NEW}", data=MARK | {"nonce": "e", "accepted_reason": "It is rare."})
    assert "Rent comes late" not in team.get(f"/uses/{use_id}/submit").text
    assert "Accepted because" in team.get(f"/uses/{use_id}/lenses").text


def test_a_stale_mark_shows_both_versions_and_changes_nothing(
    app: Flask, team: CheckedClient, use_id: int
) -> None:
    team.post(f"/uses/{use_id}/{NEW}", data=MARK | {"nonce": "f"})
    [mark] = _marks(app)
    address = f"/uses/{use_id}/lenses/marks/{mark.id}"
    mine = MARK | {"version": "1"}
    assert team.post(address, data=mine | {"text": "Their words"}).status_code == 302
    reply = team.post(address, data=mine | {"text": "My words"})
    assert reply.status_code == 409
    assert "Their words" in reply.text
    assert "My words" in reply.text
    assert _marks(app)[0].text == "Their words"


def test_a_removed_mark_can_be_put_back(app: Flask, team: CheckedClient, use_id: int) -> None:
    team.post(f"/uses/{use_id}/{NEW}", data=MARK | {"nonce": "g"})
    [mark] = _marks(app)
    address = f"/uses/{use_id}/lenses/marks/{mark.id}"
    team.get(f"{address}/remove")
    team.post(f"{address}/remove", data={"version": "9"})
    assert _marks(app)[0].removed_at is None
    team.post(f"{address}/remove", data={"version": "1"})
    assert _marks(app)[0].removed_at is not None
    assert "Put back" in team.get(f"/uses/{use_id}/lenses").text
    team.post(f"{address}/put-back")
    assert _marks(app)[0].removed_at is None


@pytest.mark.parametrize("place", ["local-social/wildlife", "nowhere/food", "global-social/community"])
def test_a_place_that_is_not_on_the_canvas_is_not_found(team: CheckedClient, use_id: int, place: str) -> None:
    assert team.get(f"/uses/{use_id}/lenses/{place}/new").status_code == 404


def test_a_mark_of_another_use_or_council_is_not_found(
    app: Flask, team: CheckedClient, council: Council, other_council: Council, use_id: int
) -> None:
    person = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        mark = a_mark(a_use(council, "Another use"), person)
    assert team.get(f"/uses/{use_id}/lenses/marks/{mark.id}").status_code == 404
    assert team.get(f"/uses/{use_id}/harms/new?mark={mark.id}").status_code == 404
    team.sign_in(other_council, Role.TEAM_MEMBER)
    assert team.get(f"/uses/{use_id}/lenses").status_code == 404


def test_a_harm_of_another_use_cannot_answer_a_mark(
    app: Flask, team: CheckedClient, council: Council, use_id: int
) -> None:
    with app.app_context():
        other: UseCase = a_use(council, "Another use")
        harm = Harm(assessment_id=the_assessment(other).id, **_columns())
        db.session.add(harm)
        db.session.commit()
        harm_id = harm.id
    reply = team.post(f"/uses/{use_id}/{NEW}", data=MARK | {"nonce": "h", "harm_id": str(harm_id)})
    assert reply.status_code == 400


def _columns() -> dict[str, object]:
    facts = a_harm()
    names = ("title", "who", "principle", "severity", "likelihood", "reversible")
    return {name: getattr(facts, name) for name in (*names, "severity_after", "likelihood_after")}
