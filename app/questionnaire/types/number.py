"""A number, whole or not, with or without a unit."""

from __future__ import annotations

import math

from app.questionnaire.language.answer import Form
from app.questionnaire.language.domains import Domain
from app.questionnaire.language.problems import ValueProblem
from app.questionnaire.language.question import ORDERED, SAME, AnswerType, Question

MOST_NUMBER = 10**15


class Number(AnswerType):
    """The value is a finite number; what is whole is an int."""

    keys = frozenset({"min", "max", "unit"})
    fits_column = True
    operators = SAME | ORDERED
    form = Form.NUMBER
    keeps_blank = True

    def problems(self, question: Question, value: object) -> list[ValueProblem]:
        """Whether it is a number in the question's range."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not -math.inf < value < math.inf:
            return [ValueProblem("not_a_number")]
        low = -MOST_NUMBER if question.minimum is None else question.minimum
        high = MOST_NUMBER if question.maximum is None else question.maximum
        if value < low:
            return [ValueProblem("too_small", (("least", low),))]
        return [ValueProblem("too_large", (("most", high),))] if value > high else []

    def domain(self, question: Question) -> Domain:
        """The question's range."""
        low = -math.inf if question.minimum is None else question.minimum
        return Domain(low=low, high=math.inf if question.maximum is None else question.maximum)


TYPE = Number("number")
