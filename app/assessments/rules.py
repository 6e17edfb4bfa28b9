"""Who may change an assessment, and when the board and editors may read it."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased

from app.assessments.lifecycle import ASSESSMENT, EDITABLE, AssessmentAction, AssessmentState
from app.assessments.models import Assessment
from app.assessments.use_assessment import assessment_of
from app.lifecycle import Who, by_table
from app.uses.access import Sharing, sharing
from app.uses.models import UseCase
from app.uses.rules import TEAM
from app.web.roles import Actor


def _with_team(actor: Actor, use: UseCase, **_others: object) -> str | None:
    assessment = assessment_of(use)
    if assessment is None or assessment.state in EDITABLE:
        return None
    return _("The assessment is with the board or finished, so it cannot be changed now.")


def is_submitted(use: UseCase) -> bool:
    """Whether the assessment of the use has left its team's first or next draft."""
    assessment = assessment_of(use)
    return assessment is not None and assessment.state != AssessmentState.DRAFT


def _submitted() -> ColumnElement[bool]:
    left = aliased(Assessment)  # the query may join the assessment itself
    return exists().where(left.use_id == UseCase.id, left.state != AssessmentState.DRAFT.value)


sharing.add(Sharing(is_shared=is_submitted, condition=_submitted))
EDIT = TEAM.where("while the assessment is with the team", _with_team)
SUBMIT = by_table(EDIT, ASSESSMENT, AssessmentAction.SUBMIT)
WITHDRAW = by_table(TEAM, ASSESSMENT, AssessmentAction.WITHDRAW)
REOPEN = by_table(TEAM, ASSESSMENT, AssessmentAction.REOPEN, only=[Who.TEAM])
