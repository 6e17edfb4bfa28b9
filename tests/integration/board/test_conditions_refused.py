"""Who may not hand in, rule or move a date, and what is wrong: named or refused, nothing changed."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.board.conditions.models import ConditionEvidence, ConditionRuling
from app.board.interests.actions import declare
from app.board.interests.standing import InterestKind
from app.board.models import Condition
from app.database import db, transaction
from app.uses.actions import add_member
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import FIGURES, LETTER, a_person, an_answered_use, refusals
from tests.support.people import Council
from tests.support.uses import the_review

RULE = "/board/reviews/1/conditions/1"
SHOWN = {"text": "The first figures are online.", "link": "https://www.example.org/figures"}
MET = {"status": "met", "note": "We read the page."}
MOVED = {"due_on-day": "30", "due_on-month": "4", "due_on-year": "2031", "reasons": "The supplier is late."}


def the_condition() -> Condition:
    db.session.rollback()
    return db.session.get_one(Condition, 1, populate_existing=True)


@pytest.fixture
def answered(app: Flask, council: Council) -> int:
    """A use with the conditions 1 and 2, which the owner accepted."""
    with app.app_context():
        return an_answered_use(council, FIGURES, LETTER).id


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"status": ""}, "Choose how the condition stands"),
        ({"status": "open"}, "Not a valid choice"),
        ({"status": "departed"}, "Not a valid choice"),
        ({"note": ""}, "Give the reasons in a sentence"),
        ({"note": "x" * 4001}, "Use at most 4,000 characters"),
    ],
)
def test_a_wrong_ruling_is_named(
    app: Flask,
    client: CheckedClient,
    council: Council,
    answered: int,
    wrong: dict[str, str],
    sentence: str,
) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    reply = client.post(RULE, data=MET | {"version": "2"} | wrong)
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalar(select(ConditionRuling.id)) is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Say what was done"),
        ({"text": "x" * 4001}, "Use at most 4,000 characters"),
        ({"link": "javascript:alert(1)"}, "Enter a whole web address"),
        ({"link": "http://["}, "Enter a whole web address"),
        ({"link": "https://example.org/" + "x" * 500}, "Use at most 500 characters"),
    ],
)
def test_wrong_evidence_is_named(
    app: Flask,
    client: CheckedClient,
    council: Council,
    answered: int,
    wrong: dict[str, str],
    sentence: str,
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    reply = client.post("/conditions/1/evidence", data=SHOWN | wrong)
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalar(select(ConditionEvidence.id)) is None


def test_evidence_sent_twice_is_handed_in_once(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    for _time in range(2):
        client.post("/conditions/1/evidence", data=SHOWN | {"nonce": "the-same"})
    assert "handed in already" in client.get("/conditions/1").get_data(as_text=True)
    with app.app_context():
        assert len(list(db.session.scalars(select(ConditionEvidence.id)))) == 1
        assert refusals() == ["condition.evidence twice"]


def test_a_ruling_from_an_old_page_changes_nothing(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    assert client.post(RULE, data=MET | {"version": "2"}).status_code == 302
    stale = client.post(RULE, data={"status": "not_met", "note": "Nothing is online.", "version": "2"})
    assert stale.status_code == 409
    assert "Nothing is online." in stale.get_data(as_text=True)
    moved = client.post("/board/reviews/1/conditions/2/date", data=MOVED | {"version": "1"})
    assert moved.status_code == 409
    assert "The supplier is late." in moved.get_data(as_text=True)
    with app.app_context():
        assert the_condition().status == "met"
        assert refusals() == ["condition.rule stale", "condition.move_date stale"]


def test_who_has_a_part_in_a_condition_does_not_rule_on_it(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    with app.app_context():
        own = a_person(council, "own_chair", Role.BOARD_CHAIR, Role.TEAM_MEMBER)
        sees = a_person(council, "seeing_chair", Role.BOARD_CHAIR, Role.ACCOUNTABLE_OWNER)
        gave = a_person(council, "giving_chair", Role.BOARD_CHAIR, Role.TEAM_MEMBER)
        condition = the_condition()
        use = condition.advice.review.submission.assessment.use
        add_member(use=use, person_id=own, actor_id=None)
        with transaction() as session:
            session.get_one(Condition, 1).owner_id = sees
            session.add(ConditionEvidence(condition_id=1, text="I saw it.", given_by_id=gave))
        declare_none_for(council, "own_chair", "seeing_chair", "giving_chair")
        version = the_condition().version
    sentences = {
        "own_chair": "your own use",
        "seeing_chair": "your own condition",
        "giving_chair": "You handed in evidence",
    }
    for name, sentence in sentences.items():
        reply = client.sign_in(council, name).post(RULE, data=MET | {"version": str(version)})
        assert reply.status_code == 403, name
        assert sentence in reply.get_data(as_text=True), name
    with app.app_context():
        assert the_condition().status == "open"
        assert refusals() == ["board.rule_on_condition"] * 3


def declare_none_for(council: Council, *names: str) -> None:
    """Lets more people of the board say that they have no interest in the first review."""
    review = the_review(db.session.get_one(Condition, 1).advice.review.submission.assessment.use)
    for name in names:
        declare(
            review=review,
            person_id=council.people[name],
            kind=InterestKind.NONE,
            actor_id=council.people[name],
        )


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.REGISTER_EDITOR, Role.ADMINISTRATOR, "stranger"])
def test_only_chair_and_secretary_rule_and_only_those_concerned_hand_in(
    app: Flask, client: CheckedClient, council: Council, answered: int, role: str
) -> None:
    with app.app_context():
        a_person(council, "stranger", Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER)
    client.sign_in(council, role)
    assert client.post(RULE, data=MET | {"version": "2"}).status_code == 403
    assert client.post(f"{RULE}/date", data=MOVED | {"version": "2"}).status_code == 403
    assert client.post("/conditions/1/evidence", data=SHOWN).status_code == 403
    with app.app_context():
        assert len(refusals()) == 3
        assert the_condition().version == 2


def test_another_councils_board_finds_no_condition(
    client: CheckedClient, other_council: Council, answered: int
) -> None:
    client.sign_in(other_council, Role.BOARD_CHAIR)
    assert client.get("/conditions/1").status_code == 404
    assert client.post(RULE, data=MET).status_code == 404
    assert FIGURES.text not in client.get("/board/conditions").get_data(as_text=True)


def test_a_condition_of_another_review_is_not_found(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    with app.app_context():
        an_answered_use(council, FIGURES)
    client.sign_in(council, Role.BOARD_CHAIR)
    assert client.get("/board/reviews/2/conditions/1").status_code == 404
    assert client.post("/board/reviews/2/conditions/1", data=MET | {"version": "2"}).status_code == 404
    assert client.post("/board/reviews/2/conditions/1/date", data=MOVED).status_code == 404
    with app.app_context():
        assert the_condition().version == 2


def test_a_recused_member_rules_on_nothing_and_reads_no_list_of_it(
    app: Flask, client: CheckedClient, council: Council, answered: int
) -> None:
    with app.app_context():
        chair = council.people[Role.BOARD_CHAIR]
        review = the_review(the_condition().advice.review.submission.assessment.use)
        declare(review=review, person_id=chair, kind=InterestKind.OTHER, text="My sister.", actor_id=chair)
    client.sign_in(council, Role.BOARD_CHAIR)
    assert client.post(RULE, data=MET | {"version": "2"}).status_code == 403
    assert client.get("/conditions/1").status_code == 403
    assert FIGURES.text not in client.get("/board/conditions").get_data(as_text=True)
    assert FIGURES.text not in client.get("/board/conditions.csv").get_data(as_text=True)
    with app.app_context():
        assert refusals() == ["board.rule_on_condition"]
