"""Which answers to one question are still possible under comparisons; used to find what can never hold."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date

from app.questionnaire.language.terms import Comparison, Operand, Operator


@dataclass(frozen=True)
class Domain:
    """The answers left: a set of choices, or a range of numbers (rows and days are whole), or anything."""

    choices: frozenset[str] | None = None
    ranked: tuple[str, ...] = ()
    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False
    excluded: frozenset[float] = frozenset()
    whole: bool = False
    blank: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no answer is left."""
        if self.choices is not None and not self.choices:
            return True
        if self.low > self.high:
            return True
        if self.low < self.high:
            return False
        return self.low_open or self.high_open or self.low in self.excluded

    def narrowed(self, comparison: Comparison) -> Domain:
        """What is left when the comparison must hold as well."""
        operator, operand = comparison.operator, comparison.operand
        blank = operator is Operator.ANSWERED and operand is False
        if self.blank is not None and self.blank != blank:
            return replace(self, choices=frozenset())
        left = replace(self, blank=blank)
        if operator in (Operator.ANSWERED, Operator.INCLUDES):
            return left
        if self.choices is not None:
            return replace(left, choices=self.choices & self._chosen(operator, str(operand)))
        return left._limited(operator, _measure(operand))

    def _chosen(self, operator: Operator, choice: str) -> frozenset[str]:
        if choice not in self.ranked:
            return frozenset()
        place = self.ranked.index(choice)
        return {
            Operator.EQUALS: frozenset({choice}),
            Operator.NOT_EQUALS: frozenset(self.ranked) - {choice},
            Operator.MORE_THAN: frozenset(self.ranked[place + 1 :]),
            Operator.LESS_THAN: frozenset(self.ranked[:place]),
        }[operator]

    def _limited(self, operator: Operator, number: float) -> Domain:
        if operator is Operator.EQUALS:
            return self._above(number, False)._below(number, False)
        if operator is Operator.NOT_EQUALS:
            return replace(self, excluded=self.excluded | {number})
        return self._above(number, True) if operator is Operator.MORE_THAN else self._below(number, True)

    def _above(self, number: float, is_open: bool) -> Domain:
        if self.whole and is_open:
            number, is_open = math.floor(number) + 1, False
        if (number, is_open) <= (self.low, self.low_open):
            return self
        return replace(self, low=number, low_open=is_open)

    def _below(self, number: float, is_open: bool) -> Domain:
        if self.whole and is_open:
            number, is_open = math.ceil(number) - 1, False
        if (-number, is_open) <= (-self.high, self.high_open):
            return self
        return replace(self, high=number, high_open=is_open)


def _measure(operand: Operand) -> float:
    return date.fromisoformat(operand).toordinal() if isinstance(operand, str) else float(operand)
