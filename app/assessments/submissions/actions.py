"""Submitting an assessment to the board, taking it back, and every later step of its life."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.assessments.events import reopened, submitted, withdrawn
from app.assessments.lifecycle import ASSESSMENT, AssessmentAction
from app.assessments.models import Assessment, Submission
from app.assessments.snapshots.model import Snapshot
from app.assessments.use_assessment import the_assessment
from app.database import transaction, utcnow
from app.uses.models import UseCase
from app.web.nonces import spend
from app.web.versions import lock_fresh, lock_if_version


def submit(
    *, use: UseCase, snapshot: Snapshot, note: str, seen: int, actor_id: int, nonce: str = ""
) -> Submission:
    """Freezes the snapshot as the next submission and hands the assessment to the board.

    `seen` is the assessment's version that the page was filled from.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        OutOfTurn: the assessment is not with the team.
        Stale: the assessment changed since.
    """
    with transaction() as session:
        spent = spend(session, nonce) if nonce else None
        assessment = lock_if_version(session, the_assessment(use), seen)
        assessment.state = ASSESSMENT.after(assessment.state, AssessmentAction.SUBMIT)
        number = session.scalar(select(func.count()).where(Submission.assessment_id == assessment.id))
        submission = Submission(
            assessment=assessment,
            number=(number or 0) + 1,
            snapshot=snapshot.to_data(),
            content_hash=snapshot.content_hash(),
            note=note,
            submitted_by_id=actor_id,
        )
        session.add(submission)
        session.flush()
        if spent:
            spent.result = str(submission.number)
        for listener in submitted:
            listener(session, submission, use)
        audit.record(use, "assessment.submitted", actor_id=actor_id, submission=submission.id)
    return submission


def withdraw(*, use: UseCase, actor_id: int) -> None:
    """Takes the submission back from the board before it has advised.

    Raises:
        OutOfTurn: it is not with the board.
    """
    with transaction() as session:
        assessment = the_assessment(use)
        move(session, assessment, AssessmentAction.WITHDRAW)
        for listener in withdrawn:
            listener(session, assessment)
        audit.record(use, "assessment.withdrawn", actor_id=actor_id)


def reopen(*, use: UseCase, actor_id: int, why: str = "") -> None:
    """Starts a new round of the assessment, with the last answers in place.

    Raises:
        OutOfTurn: the owner has not responded yet.
    """
    with transaction() as session:
        assessment = the_assessment(use)
        move(session, assessment, AssessmentAction.REOPEN)
        assessment.reopened_at = utcnow()
        for listener in reopened:
            listener(session, use, why, actor_id)
        audit.record(use, "assessment.reopened", actor_id=actor_id)


def move(session: Session, assessment: Assessment, action: AssessmentAction) -> None:
    """Takes the assessment one step on, inside the caller's transaction.

    Raises:
        OutOfTurn: its state has no such step.
    """
    fresh = lock_fresh(session, assessment)
    fresh.state = ASSESSMENT.after(fresh.state, action)
    session.flush()
