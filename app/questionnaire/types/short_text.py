"""A text of one line."""

from __future__ import annotations

from app.questionnaire.language.problems import ValueProblem, check_text
from app.questionnaire.language.question import AnswerType, Question


class ShortText(AnswerType):
    """The value is a text without spaces around it."""

    keys = frozenset({"max_length"})
    fits_column = True
    keeps_blank = True
    own_words = True

    def problems(self, question: Question, value: object) -> list[ValueProblem]:
        """Whether it can be stored and is not too long."""
        return check_text(value, question.longest)

    def converted(self, value: object, before: AnswerType) -> object:
        """A number becomes its text."""
        taken = super().converted(value, before)
        return str(taken) if isinstance(taken, int | float) else taken


TYPE = ShortText("short_text")
