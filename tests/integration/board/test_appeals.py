"""A team asks once for a second look; members who neither signed nor led answer it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessments.models import UseCase
from app.audit import AuditEvent
from app.board.actions.reviews import ConditionInput, advise
from app.board.appeals import actions
from app.board.appeals.models import Appeal
from app.board.interests.actions import declare
from app.board.interests.standing import Kind
from app.board.lifecycle import State
from app.board.models import Condition, Response
from app.board.responses.actions import answer_all
from app.board.triage.models import ReviewAssignment
from app.database import db, transaction
from app.lifecycle import OutOfTurn
from app.register.models import EntryDraft
from app.register.record import AdviceOutcome, AppealOutcome, Record, ResponseOutcome
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import FIGURES, a_person, refusals
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import an_advised_use, the_review

GROUNDS = {"grounds": "The board read the old figures. Page 4 has the new ones."}
ASK, HERE = "/uses/1/board/appeal", "/board/reviews/1/appeal"
STANDS = {"outcome": "stands", "reasons": "The new figures change nothing."}
CHANGED = {"outcome": "changed", "reasons": "The new figures show less harm."}


@pytest.fixture
def advised(app: Flask, council: Council) -> int:
    """A use with advice that the chair signed; the board has two more members beside its secretary."""
    with app.app_context():
        a_person(council, "second_member", Role.BOARD_MEMBER)
        return an_advised_use(council, FIGURES).id


@pytest.fixture
def appealed(app: Flask, council: Council, advised: int) -> int:
    """The same after the team has asked for a second look."""
    with app.app_context():
        review = the_review(db.session.get_one(UseCase, advised))
        actions.ask(review=review, grounds=GROUNDS["grounds"], actor_id=council.people[Role.TEAM_MEMBER])
        return advised


def review_state() -> str:
    db.session.rollback()
    return the_review(db.session.get_one(UseCase, 1, populate_existing=True)).state


def the_appeal() -> Appeal:
    db.session.rollback()
    return db.session.scalars(select(Appeal).execution_options(populate_existing=True)).one()


def version() -> dict[str, str]:
    return {"version": str(the_appeal().version)}


def agreed(app: Flask, client: CheckedClient, council: Council, answer: dict[str, str]) -> None:
    """One member writes the answer, the other one agrees."""
    with app.app_context():
        seen = version()
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.post(HERE, data=answer | seen).status_code == 302
    with app.app_context():
        seen = version()
    client.sign_in(council, "second_member")
    assert client.post(f"{HERE}/agree", data=seen).status_code == 302


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
        assert review_state() == State.APPEALED
        assert refusals() == ["board.appeal", "board.respond"]
        assert db.session.scalar(select(Response.id)) is None


def test_an_advice_that_stands_goes_back_to_the_owner_with_both_texts_public(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    agreed(app, client, council, STANDS)
    with app.app_context():
        assert review_state() == State.ADVISED
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
        assert review_state() == State.APPEALED
        advise_again(council)
        review = the_review(db.session.get_one(UseCase, 1))
        assert review.state == State.ADVISED
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


def advise_again(council: Council) -> None:
    """The board makes a second advice by the usual way."""
    advise(
        review=the_review(db.session.get_one(UseCase, 1)),
        outcome=AdviceOutcome.PROCEED,
        reasons="The figures are good.",
        conditions=(),
        actor_id=council.people[Role.BOARD_CHAIR],
    )


def test_nobody_signs_a_second_advice_before_the_members_want_one(
    app: Flask, council: Council, appealed: int
) -> None:
    with app.app_context():
        with pytest.raises(OutOfTurn):
            advise_again(council)
        db.session.rollback()
        assert review_state() == State.APPEALED
        assert len(the_review(db.session.get_one(UseCase, 1)).advices) == 1


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
            kind=Kind.OTHER,
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


def test_the_team_takes_its_wish_back_before_an_answer_and_not_after(
    app: Flask, client: CheckedClient, council: Council, appealed: int
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    assert "Take the wish back" in client.get(ASK).get_data(as_text=True)
    assert client.post(f"{ASK}/take-back").status_code == 302
    with app.app_context():
        assert review_state() == State.ADVISED
    assert client.post(f"{ASK}/take-back").status_code == 403
    assert client.post(ASK, data=GROUNDS).status_code == 403
    with app.app_context():
        assert refusals() == ["board.take_back_appeal", "board.appeal"]


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
