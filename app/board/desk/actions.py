"""Opening a review, commenting and returning it; advising in one go comes from the deliberation."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app import audit
from app.assessments.events import submitted, withdrawn
from app.assessments.lifecycle import AssessmentAction
from app.assessments.models import Assessment, Submission
from app.assessments.questionnaires.queries import questionnaire_of_submission
from app.assessments.submissions.actions import move
from app.assessments.submissions.view import read_submission
from app.board.deliberation.actions import advise, put_away
from app.board.deliberation.inputs import ConditionInput
from app.board.lifecycle import REVIEW, ReviewAction
from app.board.models import Comment, Review
from app.board.notifications import tell_returned, tell_submitted
from app.board.queries import open_review_of
from app.database import transaction, utcnow
from app.uses.models import UseCase
from app.web.nonces import spend
from app.web.versions import lock_fresh

__all__ = [
    "ConditionInput",
    "advise",
    "close_withdrawn",
    "comment",
    "open_review",
    "return_for_changes",
]


@submitted.add
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


@withdrawn.add
def close_withdrawn(session: Session, assessment: Assessment) -> None:
    """Closes the review of a submission that the team took back."""
    review = open_review_of(assessment.id)
    if review is not None:
        review.state = REVIEW.after(review.state, ReviewAction.WITHDRAW)
        put_away(session, review)


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
        audit.record(review, "review.commented", actor_id=author_id, comment=row.id)
    return row


def return_for_changes(*, review: Review, reasons: str, actor_id: int) -> None:
    """Gives the submission back to the team with what must change.

    Raises:
        OutOfTurn: the review is no longer open.
    """
    with transaction() as session:
        lock_fresh(session, review)
        review.state = REVIEW.after(review.state, ReviewAction.RETURN)
        review.return_reasons = reasons
        review.returned_by_id = actor_id
        review.returned_at = utcnow()
        put_away(session, review)
        move(session, review.submission.assessment, AssessmentAction.RETURN)
        tell_returned(session, review, actor_id)
        audit.record(review, "review.returned", actor_id=actor_id)
