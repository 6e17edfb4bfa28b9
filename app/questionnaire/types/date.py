"""A day."""

from __future__ import annotations

import re
from datetime import date

from app.questionnaire.language.answer import Form
from app.questionnaire.language.domains import Domain
from app.questionnaire.language.problems import ValueProblem
from app.questionnaire.language.question import ORDERED, SAME, AnswerType, OperandKind, Question

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Day(AnswerType):
    """The value is a day in ISO form, such as 2027-03-27."""

    fits_column = True
    operators = SAME | ORDERED
    operand = OperandKind.DATE
    form = Form.DATE

    def problems(self, question: Question, value: object) -> list[ValueProblem]:
        """Whether it is a day of the calendar."""
        if not isinstance(value, str):
            return [ValueProblem("wrong_type")]
        try:
            date.fromisoformat(value if DATE.fullmatch(value) else "")
        except ValueError:
            return [ValueProblem("bad_date")]
        return []

    def measure(self, question: Question, value: object) -> str | None:
        """The day itself: ISO days are ordered as texts."""
        return value if isinstance(value, str) else None

    def domain(self, question: Question) -> Domain:
        """Any day; between two days that follow each other there is none."""
        return Domain(whole=True)


TYPE = Day("date")
