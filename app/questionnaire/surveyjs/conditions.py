"""Turns parsed SurveyJS expressions into conditions of our language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.data_files.mistakes import quoted
from app.questionnaire.model import All, AnswerType, Any, Comparison, Condition, Operator
from app.questionnaire.surveyjs.expressions import Expression, ExpressionError, Joined, Test, parse
from app.questionnaire.surveyjs.questions import SurveyQuestion
from app.questionnaire.surveyjs.shapes import SurveySource

Known: TypeAlias = Mapping[str, SurveyQuestion]
Found: TypeAlias = Condition | bool


@dataclass(frozen=True)
class Conditions:
    """Compiles expressions that may refer to the questions read so far."""

    source: SurveySource
    known: Known
    all_names: frozenset[str]

    def compiled(self, expression: str, path: str, name: str) -> Condition | None:
        """The condition, or None for an empty expression.

        Raises:
            QuestionnaireError: not understood, refers to a later question, or can never hold.
        """
        if not expression:
            return None
        try:
            found = self._condition(parse(expression))
            if found is False:
                raise ExpressionError("the condition can never hold: it compares with what is no choice")
        except ExpressionError as error:
            raise self.source.wrong(f"{path}.visibleIf", str(error), name) from error
        return None if isinstance(found, bool) else found

    def _condition(self, expression: Expression) -> Found:
        if isinstance(expression, Joined):
            parts = [self._condition(part) for part in expression.parts]
            return _every(parts) if expression.every else _either(parts)
        return self._test(expression)

    def _test(self, test: Test) -> Found:
        asked = self.known.get(test.name)
        if asked is None:
            if test.name in self.all_names:
                raise ExpressionError(f"{quoted(test.name)} is not asked before this (or is a cycle)")
            raise ExpressionError(f"there is no question {quoted(test.name)}")
        kind = asked.question.type
        if kind is AnswerType.SINGLE_CHOICE:
            return self._single(test, asked)
        if kind is AnswerType.MULTIPLE_CHOICE and test.contains:
            return _every([self._picked(asked, Operator.INCLUDES, value.__eq__) for value in test.values])
        raise ExpressionError(f"a comparison like this does not fit {quoted(test.name)}, a {kind} question")

    def _single(self, test: Test, asked: SurveyQuestion) -> Found:
        """On a single answer `contains` looks for a part of its value (README of the data)."""
        if len(test.values) != 1:
            raise ExpressionError(f"{quoted(test.name)} has one answer, which cannot contain several")
        value = test.values[0]
        fits = value.__eq__ if not test.contains else lambda given: value in given
        return self._picked(asked, Operator.EQUALS, fits)

    def _picked(self, asked: SurveyQuestion, operator: Operator, fits: Callable[[str], bool]) -> Found:
        names = [choice.id for choice in asked.choices if fits(choice.value) is True]
        return _either([Comparison(asked.question.id, operator, name) for name in names])


def _every(parts: list[Found]) -> Found:
    if False in parts:
        return False
    kept = tuple(part for part in parts if not isinstance(part, bool))
    return kept[0] if len(kept) == 1 else All(kept) if kept else True


def _either(parts: list[Found]) -> Found:
    kept = tuple(part for part in parts if not isinstance(part, bool))
    return kept[0] if len(kept) == 1 else Any(kept) if kept else False
