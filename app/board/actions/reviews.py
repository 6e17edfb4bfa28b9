"""Opening a review, commenting, returning it and advising."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.assessments import events
from app.assessments.actions.submissions import move
from app.assessments.lifecycle import Action as AssessmentAction
from app.assessments.models import Assessment, Submission, UseCase
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.reading import read_submission
from app.board.actions.noting import note_review
from app.board.lifecycle import REVIEW, Action
from app.board.models import Advice, Comment, Condition, Review
from app.board.queries import open_review_of
from app.board.signals import advice_signed
from app.board.telling import tell_returned, tell_submitted
from app.database import transaction, utcnow
from app.register.record import AdviceOutcome
from app.web.nonces import spend
from app.web.versions import take


@dataclass(frozen=True, slots=True)
class ConditionInput:
    """A condition as typed."""

    text: str
    due_on: date


@events.submitted.connect
def open_review(session: Session, submission: Submission, use: UseCase) -> None:
    """Opens a review as soon as a submission is made, in the same transaction."""
    reading = read_submission(questionnaire_of_submission(submission), submission)
    review = Review(
        organisation_id=use.organisation_id,
        submission_id=submission.id,
        level=reading.level.highest.value,
        flags=len(reading.flags),
        unknowns=len(reading.unknown),
        opened_at=submission.submitted_at,
    )
    session.add(review)
    session.flush()
    tell_submitted(session, review, use, submission.submitted_by_id)


@events.withdrawn.connect
def close_withdrawn(session: Session, assessment: Assessment) -> None:
    """Closes the review of a submission that the team took back."""
    review = open_review_of(assessment.id)
    if review is not None:
        review.state = REVIEW.after(review.state, Action.WITHDRAW)


def comment(
    *,
    review: Review,
    text: str,
    author_id: int,
    question_id: str = "",
    harm_id: int | None = None,
    nonce: str = "",
) -> Comment:
    """Adds a comment on a question, a harm or the whole submission.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
    """
    with transaction() as session:
        if nonce:
            spend(session, nonce)
        row = Comment(
            review_id=review.id,
            text=text,
            author_id=author_id,
            question_id=question_id,
            harm_id=harm_id,
            written_at=utcnow(),
        )
        session.add(row)
        session.flush()
        note_review(session, "review.commented", review, author_id, comment=row.id)
    return row


def return_for_changes(*, review: Review, reasons: str, actor_id: int) -> None:
    """Gives the submission back to the team with what must change.

    Raises:
        OutOfTurn: the review is no longer open.
    """
    with transaction() as session:
        take(session, review)
        review.state = REVIEW.after(review.state, Action.RETURN)
        review.return_reasons = reasons
        review.returned_by_id = actor_id
        review.returned_at = utcnow()
        move(session, review.submission.assessment, AssessmentAction.RETURN)
        tell_returned(session, review, actor_id)
        note_review(session, "review.returned", review, actor_id)


def advise(
    *,
    review: Review,
    outcome: AdviceOutcome,
    reasons: str,
    conditions: Sequence[ConditionInput],
    actor_id: int,
) -> Advice:
    """Issues the board's advice.

    Raises:
        OutOfTurn: the review is no longer open.
        ValueError: conditions are given for another outcome, or missing for this one.
    """
    if bool(conditions) != (outcome is AdviceOutcome.PROCEED_WITH_CONDITIONS):
        raise ValueError("Conditions belong to the outcome 'proceed with conditions', and to no other.")
    with transaction() as session:
        take(session, review)
        review.state = REVIEW.after(review.state, Action.ADVISE)
        advice = Advice(
            review=review,
            number=len(review.advices) + 1,
            outcome=outcome.value,
            reasons=reasons,
            issued_by_id=actor_id,
            issued_at=utcnow(),
            conditions=[Condition(text=c.text, due_on=c.due_on) for c in conditions],
        )
        session.add(advice)
        move(session, review.submission.assessment, AssessmentAction.ADVISE)
        note_review(session, "review.advised", review, actor_id, outcome=outcome.value)
        advice_signed.send(advice, session=session, actor_id=actor_id)
    return advice
