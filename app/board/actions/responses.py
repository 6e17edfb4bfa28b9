"""The owner's response, the board's rulings on conditions, and what both send to the register."""

from __future__ import annotations

from app.assessments.actions.submissions import move
from app.assessments.lifecycle import Action as AssessmentAction
from app.assessments.publishing import Publisher, build_record
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.snapshot import Snapshot
from app.board.actions.noting import note_review
from app.board.findings import findings
from app.board.lifecycle import REVIEW, Action
from app.board.models import Advice, Condition, Response, Review
from app.database import db, transaction, utcnow
from app.register.actions import amend_board_findings, save_draft
from app.register.actions.drafts import ORIGIN
from app.register.record import ConditionStatus, ResponseOutcome
from app.web.versions import lock, take


def source_key(use_id: int) -> str:
    """The key under which the register knows a use."""
    return f"use-{use_id}"


def respond(*, review: Review, outcome: ResponseOutcome, reasons: str, post: str, actor_id: int) -> Response:
    """Answers the advice in the owner's name and drafts the public record from the submission.

    Raises:
        OutOfTurn: no advice is waiting for a response.
    """
    with transaction() as session:
        take(session, review)
        review.state = REVIEW.after(review.state, Action.RESPOND)
        advice = _advice(review)
        response = Response(
            advice=advice,
            outcome=outcome.value,
            reasons=reasons,
            post=post,
            responded_by_id=actor_id,
            responded_at=utcnow(),
        )
        session.add(response)
        move(session, review.submission.assessment, AssessmentAction.RESPOND)
        session.flush()
        note_review(session, "advice.answered", review, actor_id, outcome=outcome.value)
        draft_record(review=review, actor_id=actor_id)
    return response


def draft_record(*, review: Review, actor_id: int) -> None:
    """Drafts the public record of the reviewed submission for the register's editors."""
    use = review.submission.assessment.use
    organisation = use.organisation
    record = build_record(
        questionnaire=questionnaire_of_submission(review.submission),
        snapshot=Snapshot.from_data(review.submission.snapshot),
        publisher=Publisher(organisation.name, organisation.slug),
        findings=findings(_advice(review)),
    )
    save_draft(
        organisation_id=organisation.id,
        origin=ORIGIN,
        source_key=source_key(use.id),
        record=record,
        actor_id=actor_id,
    )


def rule_on_condition(
    *, review: Review, condition: Condition, status: ConditionStatus, note: str, seen: int, actor_id: int
) -> None:
    """Says whether a condition is met, and tells the public register at once.

    Raises:
        Stale: somebody ruled since the form was filled.
    """
    with transaction() as session:
        fresh = lock(session, condition, seen)
        fresh.status = status.value
        fresh.status_note = note
        fresh.ruled_by_id = actor_id
        fresh.ruled_at = utcnow()
        session.flush()
        note_review(session, "condition.ruled", review, actor_id, condition=fresh.id, status=status.value)
        advice = _advice(review)
        db.session.refresh(advice, ["conditions"])
        amend_board_findings(
            organisation_id=review.organisation_id,
            source_key=source_key(review.submission.assessment.use_id),
            findings=findings(advice),
            actor_id=actor_id,
        )


def _advice(review: Review) -> Advice:
    if review.advice is None:
        raise LookupError(f"Review {review.id} has no advice.")
    return review.advice
