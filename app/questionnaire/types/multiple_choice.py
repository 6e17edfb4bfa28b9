"""As many choices as apply."""

from __future__ import annotations

from collections.abc import Sequence

from app.questionnaire.language.domains import Domain
from app.questionnaire.language.problems import ValueProblem, check_choice
from app.questionnaire.language.question import AnswerType, Question
from app.questionnaire.language.terms import Operator
from app.questionnaire.types.single_choice import SingleChoice


class MultipleChoice(SingleChoice):
    """The value is a list of ids, each once and in the order of the choices."""

    fits_column = False
    fewest_choices = 1
    many = True
    operators = frozenset({Operator.INCLUDES})

    def problems(self, question: Question, value: object) -> list[ValueProblem]:
        """Whether each is one of the choices."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            return [ValueProblem("wrong_type")]
        each_once = dict.fromkeys(each if isinstance(each, str) else None for each in value)
        return [problem for each in each_once for problem in check_choice(each, question.choice_ids)]

    def normalise(self, question: Question, value: object) -> list[str] | None:
        """The ids once and in order; unknown ones come last."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            return None
        given = list(dict.fromkeys(each for each in value if isinstance(each, str)))
        order = {name: place for place, name in enumerate(question.choice_ids)}
        return sorted(given, key=lambda name: order.get(name, len(order)))

    def domain(self, question: Question) -> Domain:
        """Any number of choices: nothing that includes asks can be ruled out."""
        return Domain()

    def converted(self, value: object, before: AnswerType) -> object:
        """One choice becomes a list of one."""
        return [value] if isinstance(value, str) else super().converted(value, before)

    def named(self, question: Question, value: object) -> list[tuple[str | None, str]]:
        """The choices taken."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            return []
        return [(str(each), self.words(question.choices, str(each))) for each in value]


TYPE = MultipleChoice("multiple_choice")
