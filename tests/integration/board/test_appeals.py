"""A team asks once for a second look; members who neither signed nor led answer it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEvent
from app.board.appeals import actions
from app.board.desk.actions import ConditionInput
from app.board.lifecycle import ReviewState
from app.board.models import Condition, Response
from app.board.triage.models import ReviewAssignment
from app.database import db, transaction
from app.register.models import EntryDraft
from app.register.record import Record
from app.uses.models import UseCase
from app.vocabulary.advice import AppealOutcome, ResponseOutcome
from app.web.roles import Role
from tests.support.appeals import (
    ASK,
    CHANGED,
    GROUNDS,
    HERE,
    STANDS,
    advise_again,
    agreed,
    an_advised_case,
    an_appealed_case,
    review_state,
    the_appeal,
    version,
)
from tests.support.client import CheckedClient
from tests.support.conditions import refusals
from tests.support.people import Council
from tests.support.responses import answer_all
from tests.support.statements import StatementCounter
from tests.support.uses import an_advised_use, the_review


@pytest.fixture
def advised(app: Flask, council: Council) -> int:
    with app.app_context():
        return an_advised_case(council)


@pytest.fixture
def appealed(app: Flask, council: Council) -> int:
    with app.app_context():
        return an_appealed_case(council)


def test_the_team_asks_once_and_the_owner_waits(
    app: Flask, client: CheckedClient, council: Council, advised: int
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    assert "Ask for a second look" in client.get("/uses/1/board").get_data(as_text=True)
    assert client.get(ASK).status_code == 200
    assert client.post(ASK, data={"grounds": ""}).status_code == 400
    assert client.post(ASK, data={"grounds": "x" * 8001}).status_code == 400
    assert client.post(ASK, data=GROUNDS).status_code == 302
    again = client.post(ASK, data=GROUNDS)
    assert again.status_code == 403
    assert "It can ask once" in again.get_data(as_text=True)
    assert "It can ask once" in client.get(ASK).get_data(as_text=True)
    client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    refused = client.post("/responses/1", data={"reasons": "We agree.", "post": "Director"})
    assert refused.status_code == 403
    assert "asked the board for a second look" in refused.get_data(as_text=True)
    assert "Waiting for a second look" in client.get("/responses").get_data(as_text=True)
    assert GROUNDS["grounds"] in client.get("/responses/1").get_data(as_text=True)
    with app.app_context():
        assert review_state() == ReviewState.APPEALED
        assert refusals() == ["board.appeal", "board.respond"]
        assert db.session.scalar(select(Response.id)) is None


def test_an_advice_that_stands_goes_back_to_the_owner_with_both_texts_public(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    agreed(app, client, council, STANDS)
    with app.app_context():
        assert review_state() == ReviewState.ADVISED
        assert the_appeal().state == "stands"
        answer_all(
            review=the_review(db.session.get_one(UseCase, 1)),
            outcome=ResponseOutcome.ACCEPT,
            reasons="We agree.",
            post="Director of Housing",
            actor_id=council.people[Role.ACCOUNTABLE_OWNER],
        )
        board = Record.from_data(db.session.scalars(select(EntryDraft)).one().record).board
        assert board is not None
        assert board.appeal is not None
        assert board.appeal.outcome is AppealOutcome.STANDS
        assert (board.appeal.grounds, board.appeal.reasons) == (GROUNDS["grounds"], STANDS["reasons"])
        assert board.appeal.earlier_outcome is None
        assert "Second Member" not in db.session.scalars(select(EntryDraft)).one().record
    page = client.sign_in(council, Role.TEAM_MEMBER).get("/uses/1/board").get_data(as_text=True)
    assert "The advice stands" in page
    assert client.post(ASK, data=GROUNDS).status_code == 403


def test_a_changed_mind_leads_to_a_second_advice_and_the_first_stays_readable(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    agreed(app, client, council, CHANGED)
    with app.app_context():
        assert review_state() == ReviewState.APPEALED
        advise_again(council)
        review = the_review(db.session.get_one(UseCase, 1))
        assert review.state == ReviewState.ADVISED
        assert [(each.number, each.reasons) for each in review.advices] == [
            (1, "A person reads every request."),
            (2, "The figures are good."),
        ]
        assert the_appeal().state == "changed"
        assert db.session.get_one(Condition, 1, populate_existing=True).status == "no_longer_needed"
        answer_all(
            review=review,
            outcome=ResponseOutcome.ACCEPT,
            reasons="We agree.",
            post="Director of Housing",
            actor_id=council.people[Role.ACCOUNTABLE_OWNER],
        )
        board = Record.from_data(db.session.scalars(select(EntryDraft)).one().record).board
        assert board is not None
        assert board.appeal is not None
        assert board.reasons == "The figures are good."
        assert board.conditions == ()
        assert board.appeal.outcome is AppealOutcome.CHANGED
        assert board.appeal.earlier_reasons == "A person reads every request."
    page = client.sign_in(council, Role.TEAM_MEMBER).get("/uses/1/board").get_data(as_text=True)
    assert "The figures are good." in page
    assert "which the newer one replaces" in page


def test_the_chair_names_who_stands_in_where_too_few_are_left(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    people = council.people
    with app.app_context(), transaction() as session:
        for name in (Role.BOARD_MEMBER, "second_member"):
            session.add(
                ReviewAssignment(
                    review_id=1,
                    person_id=people[name],
                    lead=True,
                    assigned_by_id=people[Role.BOARD_SECRETARY],
                )
            )
    client.sign_in(council, Role.BOARD_CHAIR)
    page = client.get(HERE).get_data(as_text=True)
    assert "Two members are needed" in page
    for wrong in ("", str(people[Role.BOARD_CHAIR]), str(people[Role.TEAM_MEMBER]), "999"):
        assert client.post(f"{HERE}/substitute", data={"person_id": wrong}).status_code == 400
    for name in (Role.BOARD_MEMBER, Role.BOARD_SECRETARY):
        named = client.post(f"{HERE}/substitute", data={"person_id": str(people[name])})
        assert named.status_code == 302
    assert (
        client.sign_in(council, Role.BOARD_MEMBER)
        .post(f"{HERE}/substitute", data={"person_id": "1"})
        .status_code
        == 403
    )
    with app.app_context():
        seen = version()
    assert client.post(HERE, data=STANDS | seen).status_code == 302
    with app.app_context():
        seen = version()
    client.sign_in(council, Role.BOARD_SECRETARY)
    assert client.post(f"{HERE}/agree", data=seen).status_code == 302
    with app.app_context():
        assert the_appeal().state == "stands"


def test_an_answer_is_sent_back_and_written_again(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    with app.app_context():
        seen = version()
    client.sign_in(council, Role.BOARD_MEMBER).post(HERE, data=STANDS | seen)
    with app.app_context():
        seen = version()
    client.sign_in(council, "second_member")
    assert client.post(f"{HERE}/object", data={"objection": "", **seen}).status_code == 400
    assert client.post(f"{HERE}/object", data={"objection": "Page 4 matters.", **seen}).status_code == 302
    assert "Page 4 matters." in client.get(HERE).get_data(as_text=True)
    agreed(app, client, council, CHANGED)
    with app.app_context():
        assert the_appeal().state == "to_be_changed"


def test_every_step_is_audited(app: Flask, client: CheckedClient, council: Council, appealed: int) -> None:
    agreed(app, client, council, STANDS)
    with app.app_context():
        wanted = {"appeal.asked", "appeal.answer_written", "appeal.answered"}
        assert wanted <= set(db.session.scalars(select(AuditEvent.action)))


def test_the_page_takes_a_fixed_number_of_statements(
    app: Flask, client: CheckedClient, council: Council, advised: int, sql_counter: StatementCounter
) -> None:
    with app.app_context():
        many = [ConditionInput(f"Number {number}", date(2030, 1, 1)) for number in range(10)]
        use = an_advised_use(council, *many)
        team = council.people[Role.TEAM_MEMBER]
        for each in (1, use.id):
            actions.ask(
                review=the_review(db.session.get_one(UseCase, each)), grounds="Look again.", actor_id=team
            )
    client.sign_in(council, Role.BOARD_MEMBER)
    counts = []
    for number in (1, 1, 2):
        with sql_counter:
            client.get(f"/board/reviews/{number}/appeal")
        counts.append(sql_counter.total)
    assert counts[1] == counts[2]
