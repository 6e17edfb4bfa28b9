"""One of several choices."""

from __future__ import annotations

from app.questionnaire.language.domains import Domain
from app.questionnaire.language.problems import ValueProblem, check_choice
from app.questionnaire.language.question import SAME, AnswerType, OperandKind, Question
from app.questionnaire.language.terms import Operand


class SingleChoice(AnswerType):
    """The value is the id of a choice."""

    keys = frozenset({"choices"})
    fits_column = True
    weighted = True
    operators = SAME
    operand = OperandKind.CHOICE

    def problems(self, question: Question, value: object) -> list[ValueProblem]:
        """Whether it is one of the choices."""
        return check_choice(value, question.choice_ids)

    def measure(self, question: Question, value: object) -> float | None:
        """The place among the choices."""
        return question.choice_ids.index(str(value)) if value in question.choice_ids else None

    def limit(self, question: Question, operand: Operand) -> float | None:
        """The place of the choice that the condition names."""
        return self.measure(question, operand)

    def domain(self, question: Question) -> Domain:
        """The choices in their order."""
        return Domain(choices=frozenset(question.choice_ids), ranked=question.choice_ids)


TYPE = SingleChoice("single_choice")
