"""The form of yes or no."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.answers.forms.types.single_choice import OneChoice
from app.questionnaire.model import NO, YES, Column, Question


class YesOrNo(OneChoice):
    """Two radios whose words are ours."""

    def choices(self, owner: Question | Column) -> list[tuple[str, str, str]]:
        """Yes and no in words."""
        return [(YES, str(_("Yes")), ""), (NO, str(_("No")), "")]


HANDLER = YesOrNo()
