"""Yes or no."""

from __future__ import annotations

from app.questionnaire.language.answer import Form
from app.questionnaire.language.question import Question
from app.questionnaire.language.terms import NO, YES
from app.questionnaire.types.single_choice import SingleChoice


class YesNo(SingleChoice):
    """The value is yes or no; a file names no choices."""

    keys = frozenset()
    own_choices = (YES, NO)
    form = Form.YES_NO

    def measure(self, question: Question, value: object) -> float | None:
        """Yes is neither more nor less than no."""
        return None


TYPE = YesNo("yes_no")
