"""What advice means for a use that goes on: it is past the phase of its advice, or must come back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.assessments.hooks import Pointer, pointers
from app.assessments.models import Assessment, Submission
from app.board.configuration.model import BACK_TO_TEAM
from app.board.lifecycle import ReviewState
from app.board.models import Advice, Review
from app.database import db
from app.register.pages.advice_view import beyond_sentence, limit_sentence
from app.uses.models import UseCase
from app.web.roles import Actor


@pointers.add
def limits_of_advice(use: UseCase, _actor: Actor) -> Sequence[Pointer]:
    """Links that say why the newest advice asks for another round: one statement."""
    found = db.session.execute(
        select(Advice.for_phase, Advice.outcome, Review.state)
        .join(Review, Review.id == Advice.review_id)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .where(Assessment.use_id == use.id)
        .order_by(Submission.number.desc(), Advice.number.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return ()
    said = url_for("board.said", use_id=use.id)
    pointers = []
    beyond = beyond_sentence(found.for_phase, use.phase)
    if beyond:
        pointers.append(Pointer(f"{limit_sentence(found.for_phase)} {beyond}", said))
    if found.state == ReviewState.RESPONDED and found.outcome in BACK_TO_TEAM:
        pointers.append(Pointer(_("The board wants to see this again: start a new round"), said))
    return pointers
