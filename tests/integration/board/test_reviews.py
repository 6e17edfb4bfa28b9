"""What happens to a submission on its way through the board to the owner."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.lifecycle import AssessmentState
from app.assessments.submissions import actions as submissions
from app.assessments.use_assessment import the_assessment
from app.audit import AuditEvent, verify
from app.board import queries
from app.board.conditions.actions import rule_on_condition
from app.board.desk.actions import ConditionInput, advise, comment, return_for_changes
from app.board.lifecycle import ReviewState
from app.board.models import Review
from app.database import db
from app.lifecycle import OutOfTurn
from app.register.models import EntryDraft
from app.register.record import Record
from app.vocabulary.advice import AdviceOutcome, ConditionStatus, PublicReviewState, ResponseOutcome
from app.web.roles import Role
from app.web.versions import Stale
from tests.support.people import Council
from tests.support.responses import answer_all
from tests.support.uses import a_submitted_use, an_advised_use, answer, submit, the_review

pytestmark = pytest.mark.usefixtures("context")
CONDITION = ConditionInput("Publish how often officers change the order.", date(2030, 1, 31))


def test_a_submission_opens_a_review_with_its_counts(council: Council) -> None:
    use = a_submitted_use(council, {"AUT-01": "decides-alone", "PRI-01": None})
    review = the_review(use)
    assert (review.state, review.level, review.flags, review.unknowns) == ("open", "high", 1, 1)


def test_taking_a_submission_back_closes_its_review(council: Council) -> None:
    use = a_submitted_use(council)
    submissions.withdraw(use=use, actor_id=council.people[Role.TEAM_MEMBER])
    assert the_review(use).state == ReviewState.WITHDRAWN
    assert the_assessment(use).state == AssessmentState.DRAFT


def test_a_returned_submission_comes_back_as_a_new_round(council: Council) -> None:
    use = a_submitted_use(council)
    chair, team = council.people[Role.BOARD_CHAIR], council.people[Role.TEAM_MEMBER]
    return_for_changes(review=the_review(use), reasons="Say who checks it.", actor_id=chair)
    answer(use, {"PRI-01": "The supplier has answered."}, team)
    submit(use, team)
    rounds = queries.reviews_of_use(use)
    assert [(r.submission.number, r.state) for r in rounds] == [(2, "open"), (1, "returned")]


def test_advice_cannot_be_given_twice(council: Council) -> None:
    use = an_advised_use(council)
    with pytest.raises(OutOfTurn):
        advise(
            review=the_review(use),
            outcome=AdviceOutcome.DO_NOT_PROCEED,
            reasons="Second thoughts.",
            conditions=(),
            actor_id=council.people[Role.BOARD_CHAIR],
        )
    advice = the_review(use).advice
    assert advice is not None
    assert advice.outcome == "proceed"


def test_conditions_go_with_their_outcome_and_no_other(council: Council) -> None:
    use = a_submitted_use(council)
    chair = council.people[Role.BOARD_CHAIR]
    for outcome, conditions in (
        (AdviceOutcome.PROCEED, (CONDITION,)),
        (AdviceOutcome.PROCEED_WITH_CONDITIONS, ()),
    ):
        with pytest.raises(ValueError, match="Conditions belong"):
            advise(
                review=the_review(use), outcome=outcome, reasons="x", conditions=conditions, actor_id=chair
            )
    assert the_review(use).state == ReviewState.OPEN


def test_the_team_cannot_take_back_what_the_board_has_advised_on(council: Council) -> None:
    use = an_advised_use(council)
    with pytest.raises(OutOfTurn):
        submissions.withdraw(use=use, actor_id=council.people[Role.TEAM_MEMBER])
    assert the_review(use).state == ReviewState.ADVISED


def _respond(use_review: Review, council: Council) -> None:
    answer_all(
        review=use_review,
        outcome=ResponseOutcome.ACCEPT,
        reasons="We agree.",
        post="Director of Housing",
        actor_id=council.people[Role.ACCOUNTABLE_OWNER],
    )


def test_the_response_drafts_a_public_record_without_private_answers(council: Council) -> None:
    use = an_advised_use(council, CONDITION)
    _respond(the_review(use), council)
    draft = db.session.scalars(select(EntryDraft)).one()
    record = Record.from_data(draft.record)
    assert record.review_state is PublicReviewState.REVIEWED
    assert record.field("summary").text.startswith("It sorts repair requests")
    assert "slow to answer" not in record.to_json()
    assert record.board is not None
    assert record.board.response_outcome is ResponseOutcome.ACCEPT
    assert record.board.conditions[0].text == CONDITION.text
    assert "Accountable Owner of" not in record.to_json(), "names of people stay inside"


def test_a_response_is_given_once(council: Council) -> None:
    use = an_advised_use(council)
    _respond(the_review(use), council)
    with pytest.raises(OutOfTurn):
        _respond(the_review(use), council)


def test_a_stale_ruling_changes_nothing(council: Council) -> None:
    use = an_advised_use(council, CONDITION)
    _respond(the_review(use), council)
    review = the_review(use)
    assert review.advice is not None
    condition = review.advice.conditions[0]
    chair = council.people[Role.BOARD_CHAIR]
    seen = condition.version
    rule_on_condition(
        review=review,
        condition=condition,
        status=ConditionStatus.MET,
        note="Seen.",
        seen=seen,
        actor_id=chair,
    )
    with pytest.raises(Stale):
        rule_on_condition(
            review=review,
            condition=condition,
            status=ConditionStatus.NOT_MET,
            note="No.",
            seen=seen,
            actor_id=chair,
        )
    db.session.refresh(condition)
    assert condition.status == "met"


def test_every_step_is_audited_and_the_chain_holds(context: Flask, council: Council) -> None:
    use = an_advised_use(council, CONDITION)
    comment(review=the_review(use), text="Well done.", author_id=council.people[Role.BOARD_MEMBER])
    _respond(the_review(use), council)
    wanted = {"assessment.submitted", "review.advised", "review.commented", "advice.answered"}
    assert wanted <= set(db.session.scalars(select(AuditEvent.action)))
    assert verify() is None


def test_another_councils_review_is_not_found(council: Council, other_council: Council) -> None:
    review = the_review(a_submitted_use(council))
    assert queries.review(other_council.organisation_id, review.id) is None
    assert db.session.scalar(select(func.count()).select_from(Review)) == 1
