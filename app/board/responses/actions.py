"""Writing a response, leaving it for later, and giving it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import audit
from app.assessments.lifecycle import AssessmentAction
from app.assessments.submissions.actions import move
from app.board.conditions.lifecycle import CONDITION, ConditionAction, state_of
from app.board.incidents.retention import publish_with_answer
from app.board.lifecycle import REVIEW, ReviewAction, ReviewState
from app.board.models import Advice, Condition, Response, Review
from app.board.publishing import draft_record, standing_advice
from app.board.responses.models import ResponseDraft, ResponsePoint
from app.board.responses.overall_answer import PointInput, in_order, overall
from app.board.review_again.automatic_triggers import publish_answer_of
from app.board.words import RESPONSES
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.messages import MessageKind, tell
from app.vocabulary.advice import ConditionStatus, ResponseOutcome
from app.web.versions import Stale, lock_fresh


def respond(
    *, review: Review, points: Sequence[PointInput], reasons: str, post: str, actor_id: int
) -> Response:
    """Answers the advice point by point in the owner's name and drafts the public record.

    The whole outcome follows from the points, so the two cannot contradict each other.

    Raises:
        OutOfTurn: no advice is waiting for a response, or the team has asked for a second look.
        NotEveryPoint: the points are not those of the advice, or one lacks its reasons.
    """
    with transaction() as session:
        lock_fresh(session, review)
        review.state = REVIEW.after(review.state, ReviewAction.RESPOND)
        advice = standing_advice(review)
        answers = in_order(points, [condition.id for condition in advice.conditions])
        response = Response(
            advice=advice,
            outcome=overall(answers).value,
            reasons=reasons,
            post=post,
            responded_by_id=actor_id,
            responded_at=utcnow(),
        )
        session.add(response)
        session.flush()
        _answer_points(session, advice, response, answers)
        session.execute(delete(ResponseDraft).where(ResponseDraft.advice_id == advice.id))
        move(session, review.submission.assessment, AssessmentAction.RESPOND)
        session.flush()
        audit.record(review, "advice.answered", actor_id=actor_id, outcome=response.outcome)
        draft_record(review=review, actor_id=actor_id)
        publish_with_answer(session, response)
        publish_answer_of(session, response, actor_id)
        _tell(session, review, response, actor_id)
    return response


def _answer_points(
    session: Session, advice: Advice, response: Response, answers: Sequence[PointInput]
) -> None:
    conditions = {condition.id: condition for condition in advice.conditions}
    for answer in answers:
        session.add(
            ResponsePoint(
                response_id=response.id,
                condition_id=answer.condition_id,
                outcome=answer.outcome.value,
                reasons=answer.reasons,
            )
        )
        if answer.condition_id is not None:
            _settle(lock_fresh(session, conditions[answer.condition_id]), answer)
    session.flush()


def _settle(condition: Condition, answer: PointInput) -> None:
    """Names who sees to a condition; one from which the owner departs is no longer owed."""
    if answer.outcome is not ResponseOutcome.DEPART:
        condition.owner_id = answer.owner_id
        condition.owner_post = answer.owner_post or condition.owner_post
        return
    condition.owner_post = ""
    if CONDITION.may(state_of(condition), ConditionAction.DEPART):
        condition.status = ConditionStatus.DEPARTED.value
        condition.evidence_on = None


def save_draft(*, review: Review, words: Mapping[str, Any], seen: int, actor_id: int) -> ResponseDraft:
    """Keeps what the owner has written so far; `seen` is the version of the draft that they had, 0 for none.

    Raises:
        OutOfTurn: no advice is waiting for a response.
        Stale: other words were kept meanwhile, from another window.
    """
    with transaction() as session:
        lock_fresh(session, review)
        if review.state != ReviewState.ADVISED:
            raise OutOfTurn(review.state, ReviewAction.RESPOND)
        advice = standing_advice(review)
        draft = session.scalars(
            select(ResponseDraft)
            .where(ResponseDraft.advice_id == advice.id)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if (draft.version if draft else 0) != seen:
            raise Stale(draft)
        if draft is None:
            draft = ResponseDraft(advice_id=advice.id, words=dict(words), saved_by_id=actor_id)
            session.add(draft)
        draft.words = dict(words)
        draft.saved_by_id, draft.saved_at = actor_id, utcnow()
        session.flush()
        audit.record(review, "advice.answer_kept", actor_id=actor_id)
    return draft


def _tell(session: Session, review: Review, response: Response, actor_id: int) -> None:
    use = review.submission.assessment.use
    tell(
        session,
        kind=MessageKind.RESPONSE_GIVEN,
        organisation_id=review.organisation_id,
        to=[response.advice.issued_by_id, *(person.id for person in use.team)],
        about=use.name,
        endpoint="board.said",
        arguments={"use_id": use.id},
        words={"outcome": RESPONSES[response.outcome], "by": response.post},
        key=f"response-{response.id}",
        actor_id=actor_id,
    )
