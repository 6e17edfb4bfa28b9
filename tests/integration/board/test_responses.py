"""The accountable owner answers point by point; advice and response stand side by side everywhere."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Membership
from app.board.models import Advice, Condition, Response
from app.board.responses.models import ResponseDraft, ResponsePoint
from app.database import db, transaction
from app.register.models import EntryDraft
from app.register.record import Record
from app.vocabulary.advice import ConditionStatus, ResponseOutcome
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import FIGURES, LETTER, a_person, refusals
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import an_advised_use, the_review

Data = dict[str, str]


@pytest.fixture
def review_id(app: Flask, council: Council) -> int:
    """Advice with two conditions that waits for the owner; its conditions have the ids 1 and 2."""
    with app.app_context():
        return the_review(an_advised_use(council, FIGURES, LETTER)).id


@pytest.fixture
def owner(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.ACCOUNTABLE_OWNER)


@pytest.fixture
def good(council: Council) -> Data:
    """Accepts the advice and the first condition, departs from the second."""
    return {
        "advice-answer": "accept",
        "condition1-answer": "accept",
        "condition1-owner_id": str(council.people[Role.TEAM_MEMBER]),
        "condition1-owner_post": "Repairs manager",
        "condition2-answer": "depart",
        "condition2-reasons": "The letter is tested already.",
        "reasons": "We do what matters most.",
        "post": "Director of Housing",
    }


def test_each_point_is_answered_and_the_whole_follows(
    app: Flask, owner: CheckedClient, review_id: int, good: Data, council: Council
) -> None:
    page = owner.get(f"/responses/{review_id}").get_data(as_text=True)
    assert page.index("Publish how often officers") < page.index("Rewrite the letter")
    assert owner.post(f"/responses/{review_id}", data=good).status_code == 302
    with app.app_context():
        rows = db.session.scalars(select(ResponsePoint).order_by(ResponsePoint.id)).all()
        points = [(row.condition_id, row.outcome) for row in rows]
        assert points == [
            (None, "accept"),
            (1, "accept"),
            (2, "depart"),
        ]
        assert db.session.scalars(select(Response.outcome)).one() == "accept_in_part"
        first, second = db.session.scalars(select(Condition).order_by(Condition.id))
        assert (first.owner_id, first.owner_post) == (council.people[Role.TEAM_MEMBER], "Repairs manager")
        assert (second.status, second.owner_id) == ("departed", None)


def test_what_is_public_tells_each_point_and_never_calls_a_departed_condition_late(
    app: Flask, owner: CheckedClient, review_id: int, good: Data
) -> None:
    owner.post(f"/responses/{review_id}", data=good)
    with app.app_context():
        board = Record.from_data(db.session.scalars(select(EntryDraft)).one().record).board
    assert board is not None
    assert [(p.asked, p.outcome.value, p.reasons) for p in board.points] == [
        ("Go ahead, with conditions", "accept", ""),
        (FIGURES.text, "accept", ""),
        (LETTER.text, "depart", "The letter is tested already."),
    ]
    assert board.response_outcome is ResponseOutcome.ACCEPT_IN_PART
    departed = board.conditions[1]
    assert departed.status is ConditionStatus.DEPARTED
    assert not departed.overdue_on(LETTER.due_on.replace(year=2040))
    assert board.conditions[0].owner_post == "Repairs manager"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"advice-answer": ""}, "The advice itself: choose your answer"),
        ({"advice-answer": "perhaps"}, "Not a valid choice"),
        ({"condition2-reasons": ""}, "Condition 2: say why you do not accept all of it"),
        ({"condition1-answer": "accept_in_part"}, "Condition 1: say why you do not accept all of it"),
        ({"condition1-owner_id": ""}, "Condition 1: choose who sees to it"),
        ({"condition1-owner_id": "999999"}, "Not a valid choice"),
        ({"condition1-owner_post": ""}, "Condition 1: enter the post of the person"),
        ({"condition1-owner_post": "x" * 201}, "Use at most 200 characters"),
        ({"condition1-reasons": "x" * 8001}, "Use at most 8,000 characters"),
        ({"reasons": ""}, "Give your reasons"),
        ({"reasons": "a\x00b"}, "cannot be saved"),
        ({"post": ""}, "Enter your post"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_recorded(
    app: Flask, owner: CheckedClient, review_id: int, good: Data, wrong: Data, sentence: str
) -> None:
    reply = owner.post(f"/responses/{review_id}", data=good | wrong)
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    assert "We do what matters most." in reply.get_data(as_text=True) or "reasons" in wrong
    with app.app_context():
        assert db.session.scalar(select(Response.id)) is None


def test_nobody_of_another_council_can_be_named(
    app: Flask, owner: CheckedClient, review_id: int, good: Data, other_council: Council
) -> None:
    stranger = str(other_council.people[Role.TEAM_MEMBER])
    assert (
        owner.post(f"/responses/{review_id}", data=good | {"condition1-owner_id": stranger}).status_code
        == 400
    )


def test_a_condition_that_is_departed_from_needs_nobody(
    owner: CheckedClient, review_id: int, good: Data
) -> None:
    nobody = {"condition2-owner_id": "", "condition2-owner_post": ""}
    assert owner.post(f"/responses/{review_id}", data=good | nobody).status_code == 302


def test_words_are_kept_for_later_and_go_when_the_response_is_recorded(
    app: Flask, client: CheckedClient, council: Council, review_id: int, good: Data
) -> None:
    owner = client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    address = f"/responses/{review_id}"
    half = {"advice-answer": "accept", "condition2-reasons": "Half a thought", "later": "1", "version": "0"}
    assert owner.post(address, data=half).status_code == 302
    page = owner.get(address).get_data(as_text=True)
    assert "Half a thought" in page
    assert "comes to" not in page
    whole = {key: value for key, value in good.items() if key != "post"} | {"later": "1", "version": "1"}
    assert owner.post(address, data=whole).status_code == 302
    assert "this comes to: Accept in part" in owner.get(address).get_data(as_text=True)
    for role in (Role.TEAM_MEMBER, Role.BOARD_CHAIR):
        client.sign_in(council, role)
        use = "/uses/1/board" if role is Role.TEAM_MEMBER else f"/board/reviews/{review_id}"
        assert "We do what matters" not in client.get(use).get_data(as_text=True)
    client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    assert client.post(address, data=good).status_code == 302
    with app.app_context():
        assert db.session.scalar(select(ResponseDraft.id)) is None


def test_two_windows_lose_no_word(app: Flask, owner: CheckedClient, review_id: int) -> None:
    address = f"/responses/{review_id}"
    owner.post(address, data={"reasons": "From the first window", "later": "1", "version": "0"})
    reply = owner.post(address, data={"reasons": "From the second window", "later": "1", "version": "0"})
    page = reply.get_data(as_text=True)
    assert reply.status_code == 409
    assert "From the first window" in page
    assert "From the second window" in page
    with app.app_context():
        assert db.session.scalars(select(ResponseDraft)).one().words["reasons"] == "From the first window"
        assert refusals() == ["advice.answer_kept stale"]
    again = {"reasons": "From the second window", "later": "1", "version": "1"}
    assert owner.post(address, data=again).status_code == 302


def test_what_cannot_be_kept_is_said(app: Flask, owner: CheckedClient, review_id: int) -> None:
    for wrong in ({"reasons": "x" * 8001}, {"condition1-owner_post": "x" * 201}, {"post": "a\x00b"}):
        reply = owner.post(f"/responses/{review_id}", data=wrong | {"later": "1", "version": "0"})
        assert reply.status_code == 400, wrong
    with app.app_context():
        assert db.session.scalar(select(ResponseDraft.id)) is None


def test_a_response_is_given_once_and_only_by_the_owner(
    app: Flask, client: CheckedClient, council: Council, review_id: int, good: Data
) -> None:
    address = f"/responses/{review_id}"
    with app.app_context():
        a_person(council, "other_owner", Role.ACCOUNTABLE_OWNER)
    assert client.sign_in(council, "other_owner").post(address, data=good).status_code == 403
    client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    assert client.post(address, data=good).status_code == 302
    again = client.post(address, data=good | {"reasons": "Second thoughts"})
    assert again.status_code == 403
    assert "Nothing was changed" in again.get_data(as_text=True)
    later = client.post(address, data=good | {"later": "1"})
    assert later.status_code == 403
    with app.app_context():
        assert refusals() == ["board.respond"] * 3
        assert db.session.scalars(select(Response.reasons)).one() == good["reasons"]


def test_another_councils_owner_finds_nothing(
    client: CheckedClient, other_council: Council, review_id: int, good: Data
) -> None:
    client.sign_in(other_council, Role.ACCOUNTABLE_OWNER)
    assert client.get(f"/responses/{review_id}").status_code == 404
    assert client.post(f"/responses/{review_id}", data=good).status_code == 404


def test_people_who_left_or_lost_the_role_cannot_see_to_a_condition(
    app: Flask, owner: CheckedClient, review_id: int, good: Data, council: Council
) -> None:
    with app.app_context():
        leaver = a_person(council, "leaver", Role.TEAM_MEMBER)
        with transaction() as session:
            session.execute(db.delete(Membership).where(Membership.person_id == leaver))
    reply = owner.post(f"/responses/{review_id}", data=good | {"condition1-owner_id": str(leaver)})
    assert reply.status_code == 400


def test_team_owner_and_board_read_advice_and_answers_side_by_side(
    client: CheckedClient, council: Council, review_id: int, good: Data
) -> None:
    client.sign_in(council, Role.ACCOUNTABLE_OWNER).post(f"/responses/{review_id}", data=good)
    pages = {
        Role.ACCOUNTABLE_OWNER: f"/responses/{review_id}",
        Role.TEAM_MEMBER: "/uses/1/board",
        Role.BOARD_MEMBER: f"/board/reviews/{review_id}",
    }
    for role, address in pages.items():
        text = client.sign_in(council, role).get(address).get_data(as_text=True)
        for words in (FIGURES.text, "Depart from it", "The letter is tested already.", "Repairs manager"):
            assert words in text, (role, words)


def test_the_page_takes_the_same_statements_with_more_conditions(
    app: Flask, client: CheckedClient, council: Council, sql_counter: StatementCounter
) -> None:
    with app.app_context():
        few = the_review(an_advised_use(council, FIGURES)).id
        many = the_review(an_advised_use(council, *[FIGURES] * 12)).id
    client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    counts = []
    for number in (few, few, many):
        with sql_counter:
            client.get(f"/responses/{number}")
        counts.append(sql_counter.total)
    assert counts[1] == counts[2]
    with app.app_context():
        assert db.session.scalar(select(Advice.id).limit(1))
