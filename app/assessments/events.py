"""What the board and higher rooms of this package may listen to, inside the same transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.assessments.models import Assessment, Submission
from app.hooks import Hook
from app.uses.models import UseCase

submitted: Hook[Callable[[Session, Submission, UseCase], None]] = Hook("A submission was made.")
withdrawn: Hook[Callable[[Session, Assessment], None]] = Hook("A submission was taken back.")
reopened: Hook[Callable[[Session, UseCase, str, int], None]] = Hook(
    "A new round was opened; the last arguments are why (words or empty) and who opened it."
)
assessment_changed: Hook[Callable[[Session, Assessment], None]] = Hook(
    "Answers or harms changed, or the assessment is new."
)


def tell_changed(session: Session, assessment: Assessment) -> None:
    """Calls everybody who keeps something that follows from the answers or harms, after the change."""
    for listener in assessment_changed:
        listener(session, assessment)
