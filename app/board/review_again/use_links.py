"""What review again adds to the overview of a use: what waits, and the way to its page."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.assessments.hooks import Pointer, pointers
from app.assessments.lifecycle import AssessmentState
from app.assessments.use_assessment import assessment_of
from app.board.review_again import queries
from app.uses.models import UseCase
from app.web.roles import Actor


@pointers.add
def review_again(use: UseCase, actor: Actor) -> Sequence[Pointer]:
    """A link for every use that was answered on or has a reason waiting: one statement."""
    waiting = len(queries.open_triggers(use.id))
    assessment = assessment_of(use)
    answered = assessment is not None and (
        assessment.state == AssessmentState.RESPONDED or assessment.reopened_at is not None
    )
    if not waiting and not answered:
        return ()
    text = _("When it is looked at again")
    if waiting:
        text = ngettext("%(num)d reason to look at it again", "%(num)d reasons to look at it again", waiting)
    return (Pointer(text, url_for("board.again", use_id=use.id)),)
