"""Who may not ask for a second look, answer it or agree, and when: refused, nothing changed, a trace left."""

from __future__ import annotations

import pytest
from flask import Flask

from app.board.appeals import actions
from app.board.interests.actions import declare
from app.board.interests.standing import InterestKind
from app.board.lifecycle import ReviewState
from app.board.triage.models import ReviewAssignment
from app.database import db, transaction
from app.lifecycle import OutOfTurn
from app.uses.models import UseCase
from app.vocabulary.advice import ResponseOutcome
from app.web.roles import Role
from tests.support.appeals import (
    ASK,
    CHANGED,
    GROUNDS,
    HERE,
    STANDS,
    advise_again,
    an_advised_case,
    an_appealed_case,
    review_state,
    the_appeal,
    version,
)
from tests.support.client import CheckedClient
from tests.support.conditions import a_person, refusals
from tests.support.people import Council
from tests.support.responses import answer_all
from tests.support.uses import the_review


@pytest.fixture
def advised(app: Flask, council: Council) -> int:
    with app.app_context():
        return an_advised_case(council)


@pytest.fixture
def appealed(app: Flask, council: Council) -> int:
    with app.app_context():
        return an_appealed_case(council)


def test_whoever_signed_or_led_or_is_recused_does_not_answer(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    people = council.people
    with app.app_context():
        a_person(council, "recused", Role.BOARD_MEMBER)
        review = the_review(db.session.get_one(UseCase, 1))
        declare(
            review=review,
            person_id=people["recused"],
            kind=InterestKind.OTHER,
            text="My sister works there.",
            actor_id=people["recused"],
        )
        with transaction() as session:
            session.add(
                ReviewAssignment(
                    review_id=1,
                    person_id=people[Role.BOARD_MEMBER],
                    lead=True,
                    assigned_by_id=people[Role.BOARD_SECRETARY],
                )
            )
        seen = version()
    sentences = {
        Role.BOARD_CHAIR: "You signed this advice",
        Role.BOARD_MEMBER: "You led this review",
        "recused": "You declared an interest",
        Role.BOARD_SECRETARY: "not one of the members",
        Role.TEAM_MEMBER: "Your role does not allow this",
    }
    for name, sentence in sentences.items():
        reply = client.sign_in(council, name).post(HERE, data=STANDS | seen)
        assert reply.status_code == 403, name
        assert sentence in reply.get_data(as_text=True), name
    with app.app_context():
        assert refusals() == ["board.answer_appeal"] * 5
        assert the_appeal().state == "asked"


def test_the_writer_does_not_agree_with_themselves(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    with app.app_context():
        seen = version()
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.post(HERE, data=STANDS | seen).status_code == 302
    with app.app_context():
        seen = version()
    reply = client.post(f"{HERE}/agree", data=seen)
    assert reply.status_code == 403
    assert "You wrote this answer" in reply.get_data(as_text=True)
    with app.app_context():
        assert the_appeal().state == "answer_written"
        assert refusals() == ["board.agree_to_appeal"]


def test_old_pages_and_second_clicks_change_nothing(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    with app.app_context():
        old = version()
    client.sign_in(council, Role.BOARD_MEMBER)
    client.post(HERE, data=STANDS | old)
    twice = client.post(HERE, data=CHANGED | old)
    assert twice.status_code == 403
    assert "written an answer already" in twice.get_data(as_text=True)
    client.sign_in(council, "second_member")
    assert client.post(f"{HERE}/agree", data=old).status_code == 302
    assert "another one by now" in client.get(HERE).get_data(as_text=True)
    with app.app_context():
        assert the_appeal().state == "answer_written"
        seen = version()
    client.post(f"{HERE}/agree", data=seen)
    assert client.post(f"{HERE}/agree", data=seen).status_code == 403
    with app.app_context():
        assert refusals() == ["board.answer_appeal", "appeal.agree stale", "board.agree_to_appeal"]


def test_it_is_too_late_after_the_response_and_too_early_before_advice(
    app: Flask, client: CheckedClient, council: Council, advised: int
) -> None:
    with app.app_context():
        answer_all(
            review=the_review(db.session.get_one(UseCase, 1)),
            outcome=ResponseOutcome.ACCEPT,
            reasons="We agree.",
            post="Director of Housing",
            actor_id=council.people[Role.ACCOUNTABLE_OWNER],
        )
        with pytest.raises(OutOfTurn):
            actions.ask(review=the_review(db.session.get_one(UseCase, 1)), grounds="x", actor_id=1)
    reply = client.sign_in(council, Role.TEAM_MEMBER).post(ASK, data=GROUNDS)
    assert reply.status_code == 403
    assert "too late" in reply.get_data(as_text=True)


def test_another_councils_board_and_team_find_no_appeal(
    client: CheckedClient, other_council: Council, appealed: int
) -> None:
    client.sign_in(other_council, Role.BOARD_CHAIR)
    assert client.get(HERE).status_code == 404
    assert client.post(HERE, data=STANDS).status_code == 404
    client.sign_in(other_council, Role.TEAM_MEMBER)
    assert client.post(ASK, data=GROUNDS).status_code == 404


def test_nobody_signs_a_second_advice_before_the_members_want_one(
    app: Flask, council: Council, appealed: int
) -> None:
    with app.app_context():
        with pytest.raises(OutOfTurn):
            advise_again(council)
        db.session.rollback()
        assert review_state() == ReviewState.APPEALED
        assert len(the_review(db.session.get_one(UseCase, 1)).advices) == 1


def test_the_team_takes_its_wish_back_before_an_answer_and_not_after(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    assert "Take the wish back" in client.get(ASK).get_data(as_text=True)
    assert client.post(f"{ASK}/take-back").status_code == 302
    with app.app_context():
        assert review_state() == ReviewState.ADVISED
    assert client.post(f"{ASK}/take-back").status_code == 403
    assert client.post(ASK, data=GROUNDS).status_code == 403
    with app.app_context():
        assert refusals() == ["board.take_back_appeal", "board.appeal"]
