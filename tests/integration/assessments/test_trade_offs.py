"""Making a trade-off card step by step, and what a use of high impact owes."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessments.snapshots.scale import cells
from app.assessments.trade_offs.models import NoTension, TradeOffCard
from app.assessments.trade_offs.queries import card_facts
from app.database import db
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import ANSWERS, a_harm, a_use, answer, harms
from tests.support.wider import a_card, a_settled_card, an_option

CARD = {
    "title": "Faster, or understood alike",
    "principles": ["beneficence", "justice"],
    "tension": "The tool understands fluent writers best.",
    "gains": "Tenants with urgent faults",
    "losses": "Tenants who write little",
    "heard": "Ring us first.",
}
GRID = {f"{principle}_{scenario}": "-1" for principle, scenario in cells()}
OPTION = {"title": "A trial in two areas", "description": "Until December."} | GRID
CHOICE = {
    "reason": "It helps most.",
    "signed_by": "Director of Housing",
    "review_on-day": "1",
    "review_on-month": "3",
    "review_on-year": "2027",
    "public_summary": "We try it in two areas.",
    "is_public": "y",
}


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A fully answered use of high impact with a harm."""
    with app.app_context():
        use, person = a_use(council), council.people[Role.TEAM_MEMBER]
        answer(use, ANSWERS | {"AUT-01": "decides-alone"}, person)
        harms.add_harm(use=use, facts=a_harm(), actor_id=person)
        return use.id


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def _card(app: Flask) -> TradeOffCard:
    with app.app_context():
        return db.session.scalars(select(TradeOffCard)).one()


def _new_card(app: Flask, team: CheckedClient, use_id: int) -> str:
    """The address of a new card."""
    reply = team.post(f"/uses/{use_id}/trade-offs/new", data=CARD | {"nonce": "card"})
    assert reply.status_code == 302
    return f"/uses/{use_id}/trade-offs/{_card(app).id}"


def test_a_card_goes_from_its_facts_to_a_choice(app: Flask, team: CheckedClient, use_id: int) -> None:
    assert "Add a trade-off card, or say why nothing pulls apart" in team.get(f"/uses/{use_id}/submit").text
    address = _new_card(app, team, use_id)
    page = team.get(address).text
    assert "Do nothing: leave things as they are" in page
    assert "Add an option first" in page
    assert "Finish the trade-off card" in team.get(f"/uses/{use_id}/submit").text
    assert team.post(f"{address}/options/new", data=OPTION | {"nonce": "option"}).status_code == 302
    with app.app_context():
        [facts] = card_facts(_card(app).assessment_id)
    nothing, trial = facts.options
    assert (nothing.do_nothing, trial.is_weighed) == (True, True)
    assert "Nothing chosen yet" in team.get(f"/uses/{use_id}/trade-offs").text
    form = CHOICE | {"chosen_id": str(trial.id), "version": "1"}
    assert team.post(f"{address}/choice", data=form).status_code == 302
    page = team.get(address).text
    for words in ("Chosen", "Director of Housing", "1 March 2027", "Weakens it", "We try it in two areas."):
        assert words in page
    assert "trade-off" not in team.get(f"/uses/{use_id}/submit").text


def test_the_same_card_and_option_sent_twice_are_one(app: Flask, team: CheckedClient, use_id: int) -> None:
    address = _new_card(app, team, use_id)
    again = team.post(f"/uses/{use_id}/trade-offs/new", data=CARD | {"nonce": "card"})
    assert again.location.endswith(address)
    for _time in range(2):
        team.post(f"{address}/options/new", data=OPTION | {"nonce": "option"})
    with app.app_context():
        [facts] = card_facts(_card(app).assessment_id)
    assert len(facts.options) == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Give the dilemma a name"),
        ({"principles": ["justice"]}, "Choose at least two principles"),
        ({"principles": []}, "Choose at least two principles"),
        ({"principles": ["justice", "profit"]}, "not valid choices"),
        ({"tension": " "}, "Say what pulls against what"),
        ({"gains": "x" * 2_001}, "Use at most 2,000 characters"),
    ],
)
def test_wrong_facts_are_named_and_nothing_typed_is_lost(
    app: Flask, team: CheckedClient, use_id: int, wrong: dict[str, object], sentence: str
) -> None:
    reply = team.post(f"/uses/{use_id}/trade-offs/new", data=CARD | {"nonce": "a"} | wrong)
    assert reply.status_code == 400
    assert sentence in reply.text or "valid choice" in reply.text
    assert "Tenants who write little" in reply.text
    with app.app_context():
        assert db.session.scalars(select(TradeOffCard)).all() == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Name the option"),
        ({"justice_worst": "7"}, "Not a valid choice"),
        ({"description": "x" * 1_001}, "Use at most 1,000 characters"),
    ],
)
def test_a_wrong_option_is_named(
    app: Flask, team: CheckedClient, use_id: int, wrong: dict[str, str], sentence: str
) -> None:
    address = _new_card(app, team, use_id)
    reply = team.post(f"{address}/options/new", data=OPTION | {"nonce": "b"} | wrong)
    assert reply.status_code == 400
    assert sentence in reply.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"chosen_id": ""}, "Choose the option that was taken"),
        ({"chosen_id": "999"}, "Not a valid choice"),
        ({"reason": ""}, "Say why this option was chosen"),
        ({"signed_by": ""}, "Name the post that signs the choice"),
        ({"review_on-day": "32"}, "Enter a real date"),
        ({"public_summary": ""}, "Write what residents should read"),
    ],
)
def test_a_wrong_choice_is_named(
    app: Flask, team: CheckedClient, council: Council, use_id: int, wrong: dict[str, str], sentence: str
) -> None:
    address = _new_card(app, team, use_id)
    team.post(f"{address}/options/new", data=OPTION | {"nonce": "c"})
    with app.app_context():
        [facts] = card_facts(_card(app).assessment_id)
    form = CHOICE | {"chosen_id": str(facts.options[1].id), "version": "1"} | wrong
    reply = team.post(f"{address}/choice", data=form)
    assert reply.status_code == 400
    assert sentence in reply.text
    with app.app_context():
        assert not card_facts(_card(app).assessment_id)[0].is_settled


@pytest.mark.parametrize("step", ["edit", "choice", "option"])
def test_a_stale_step_shows_both_versions_and_changes_nothing(
    app: Flask, team: CheckedClient, use_id: int, step: str
) -> None:
    address = _new_card(app, team, use_id)
    team.post(f"{address}/options/new", data=OPTION | {"nonce": "d"})
    with app.app_context():
        option = card_facts(_card(app).assessment_id)[0].options[1].id
    where, form, field = {
        "edit": ("edit", CARD, "tension"),
        "choice": ("choice", CHOICE | {"chosen_id": str(option)}, "reason"),
        "option": (f"options/{option}", OPTION, "description"),
    }[step]
    mine = form | {"version": "1"}
    assert team.post(f"{address}/{where}", data=mine | {field: "Their words"}).status_code == 302
    reply = team.post(f"{address}/{where}", data=mine | {field: "My words"})
    assert reply.status_code == 409
    assert "Their words" in reply.text
    assert "My words" in reply.text
    assert "Their words" in team.get(address).text


def test_doing_nothing_stays_and_a_removed_choice_leaves_nothing_chosen(
    app: Flask, team: CheckedClient, council: Council, use_id: int
) -> None:
    address = _new_card(app, team, use_id)
    team.post(f"{address}/options/new", data=OPTION | {"nonce": "e"})
    with app.app_context():
        nothing, trial = card_facts(_card(app).assessment_id)[0].options
    team.post(f"{address}/choice", data=CHOICE | {"chosen_id": str(trial.id), "version": "1"})
    team.post(f"{address}/options/{nothing.id}/remove", data={"version": "1"})
    team.post(f"{address}/options/{trial.id}/remove", data={"version": "2"})
    with app.app_context():
        [facts] = card_facts(_card(app).assessment_id)
    assert [option.id for option in facts.options] == [nothing.id]
    assert facts.chosen is None
    team.post(f"{address}/options/{trial.id}/put-back")
    with app.app_context():
        assert card_facts(_card(app).assessment_id)[0].is_settled


def test_a_removed_card_can_be_put_back(app: Flask, team: CheckedClient, use_id: int) -> None:
    address = _new_card(app, team, use_id)
    team.post(f"{address}/remove", data={"version": "1"})
    assert team.get(address).status_code == 404
    assert "Put back" in team.get(f"/uses/{use_id}/trade-offs").text
    team.post(f"{address}/put-back")
    assert team.get(address).status_code == 200


def test_a_card_takes_twelve_options_and_no_more(
    app: Flask, team: CheckedClient, council: Council, use_id: int
) -> None:
    address = _new_card(app, team, use_id)
    for number in range(11):
        team.post(f"{address}/options/new", data=OPTION | {"nonce": f"o{number}"})
    reply = team.post(f"{address}/options/new", data=OPTION | {"nonce": "last"})
    assert reply.status_code == 400
    assert "twelve options already" in reply.text


def test_a_reason_stands_in_for_a_card_and_can_be_taken_back(
    app: Flask, team: CheckedClient, use_id: int
) -> None:
    address = f"/uses/{use_id}/trade-offs/none"
    assert team.post(address, data={"reason": ""}).status_code == 400
    assert team.post(address, data={"reason": "It sorts stones."}).status_code == 302
    assert "trade-off" not in team.get(f"/uses/{use_id}/submit").text
    assert "It sorts stones." in team.get(f"/uses/{use_id}/trade-offs").text
    assert team.post(address, data={"reason": "New", "version": "1"}).status_code == 302
    assert team.post(address, data={"reason": "Old", "version": "1"}).status_code == 409
    assert team.post(address, data={"withdraw": "1", "reason": "New", "version": "2"}).status_code == 302
    assert "Add a trade-off card" in team.get(f"/uses/{use_id}/submit").text
    with app.app_context():
        assert len(db.session.scalars(select(NoTension)).all()) == 1


def test_rows_of_another_use_or_council_are_not_found(
    app: Flask, team: CheckedClient, council: Council, other_council: Council, use_id: int
) -> None:
    person = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        other = a_use(council, "Another use")
        theirs = a_settled_card(other, person)
        here = a_card(db.session.get_one(type(other), use_id), person)
        option = an_option(other, theirs, person)
    assert team.get(f"/uses/{use_id}/trade-offs/{theirs.id}").status_code == 404
    assert team.get(f"/uses/{use_id}/trade-offs/{here.id}/options/{option.id}").status_code == 404
    team.sign_in(other_council, Role.TEAM_MEMBER)
    assert team.get(f"/uses/{use_id}/trade-offs/{here.id}").status_code == 404
