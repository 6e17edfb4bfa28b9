"""What raises triggers by itself: a phase that changed, a condition that lapsed, a date that came."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.queries import organisations
from app.assessments.models import Assessment, Submission
from app.board.models import Advice, Condition, Response, Review
from app.board.review_again import queries
from app.board.review_again.actions import raise_trigger
from app.board.review_again.kinds import CONDITION_LAPSED, DATE, PHASE_CHANGED, PHASE_PASSED
from app.board.review_again.lifecycle import TriggerState
from app.board.review_again.models import Trigger
from app.board.review_again.notifications import tell_waiting
from app.board.review_again.publishing import publish_answer
from app.uses.hooks import UseEdit, use_edited
from app.uses.models import UseCase
from app.vocabulary.uses import PHASES

LONGEST_DETAIL = 300


@use_edited.add
def phase_moved(session: Session, edit: UseEdit) -> None:
    """Raises a trigger when a use moves to another phase, a stronger one when its advice was for one only."""
    use = edit.use
    if "phase" not in edit.before or use.phase == "retired":
        return
    limit = _for_phase(session, use)
    passed = limit in PHASES and PHASES.index(use.phase) > PHASES.index(limit)
    raise_trigger(
        session,
        use=use,
        kind=PHASE_PASSED if passed else PHASE_CHANGED,
        source=f"phase-{use.phase}",
        actor_id=edit.actor_id,
    )


def _for_phase(session: Session, use: UseCase) -> str:
    """The one phase that the newest advice is for; empty when it is for all."""
    return (
        session.scalars(
            select(Advice.for_phase)
            .join(Review, Review.id == Advice.review_id)
            .join(Submission, Submission.id == Review.submission_id)
            .join(Assessment, Assessment.id == Submission.assessment_id)
            .where(Assessment.use_id == use.id)
            .order_by(Advice.id.desc())
            .limit(1)
        ).one_or_none()
        or ""
    )


def _use_of(session: Session, advice_id: int) -> UseCase:
    return session.scalars(
        select(UseCase)
        .join(Assessment, Assessment.use_id == UseCase.id)
        .join(Submission, Submission.assessment_id == Assessment.id)
        .join(Review, Review.submission_id == Submission.id)
        .join(Advice, Advice.review_id == Review.id)
        .where(Advice.id == advice_id)
    ).one()


def raise_lapsed(session: Session, condition: Condition) -> None:
    """Raises a trigger for a condition that passed its date unmet."""
    raise_trigger(
        session,
        use=_use_of(session, condition.advice_id),
        kind=CONDITION_LAPSED,
        source=f"condition-{condition.id}",
        detail=condition.text[:LONGEST_DETAIL],
        once=True,
    )


def publish_answer_of(session: Session, response: Response, actor_id: int) -> None:
    """Takes the last confirmation and the open round out of the draft of the entry."""
    publish_answer(_use_of(session, response.advice_id), actor_id)


def raise_due(session: Session, today: date) -> int:
    """Raises a trigger for every use whose time to look again has come."""
    raised = 0
    for organisation in organisations():
        due = {key: day for key, day in queries.due_dates(organisation.id).items() if day <= today}
        uses = session.scalars(select(UseCase).where(UseCase.id.in_(due)).order_by(UseCase.id)).all()
        for use in uses:
            made = raise_trigger(
                session, use=use, kind=DATE, source=f"due-{due[use.id]}", once=True, today=today
            )
            raised += made is not None
    return raised


def remind_waiting(session: Session, today: date) -> int:
    """Reminds of every trigger that waits and is nearly or more than due."""
    rows = session.execute(
        select(Trigger, UseCase)
        .join(UseCase, UseCase.id == Trigger.use_id)
        .where(Trigger.state == TriggerState.RAISED)
        .order_by(Trigger.id)
    ).all()
    return sum(tell_waiting(session, use, trigger, today) for trigger, use in rows)
