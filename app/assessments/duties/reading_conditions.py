"""Reads conditions and thresholds of a rule book, and refuses those that some case would fall through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import product
from typing import Any

from app.assessments.duties.evaluation import check
from app.assessments.duties.model import (
    BEGUN,
    NO,
    YES,
    Amount,
    Condition,
    During,
    DutyFact,
    Every,
    FactKind,
    FactValue,
    Is,
    Some,
    Threshold,
    ThresholdRow,
)
from app.assessments.duties.reading_values import RuleBookError, items, mapping, only, text, words

AMOUNTS = ("at_least", "more_than", "perhaps_from")


class ConditionReader:
    """Reads conditions on known facts; `thresholds` are the tables of amounts by name."""

    def __init__(self, facts: Mapping[str, DutyFact], thresholds: Mapping[str, Any]) -> None:
        self._facts = facts
        self._thresholds = {
            name: self._table(mapping(data, f"thresholds.{name}"), f"thresholds.{name}")
            for name, data in thresholds.items()
        }

    def read(self, data: object, at: str) -> Condition:
        """One condition.

        Raises:
            RuleBookError: naming the place.
        """
        node = mapping(data, at)
        for name, kind in (("all", Every), ("any", Some)):
            if name in node:
                only(node, at, name)
                return kind(tuple(self.read(each, place) for place, each in items(node, name, at)))
        only(
            node,
            at,
            "fact",
            "is",
            "perhaps",
            "at_least",
            "more_than",
            "perhaps_from",
            "from",
            "before",
            "threshold",
        )
        fact = self._fact(text(node, "fact", at), at)
        if fact.kind in (FactKind.YES_NO, FactKind.CHOICE):
            return self._is(fact, node, at)
        if fact.kind is FactKind.DATE:
            return During(fact.id, *_period(node, at))
        if "threshold" in node:
            return self._named_threshold(fact, text(node, "threshold", at), at)
        return _amount(fact, node, at)

    def _fact(self, name: str, at: str) -> DutyFact:
        if name not in self._facts:
            raise RuleBookError(at, f"no such fact: {name}")
        return self._facts[name]

    def _is(self, fact: DutyFact, node: Mapping[str, Any], at: str) -> Is:
        known = {choice.id for choice in fact.choices} or {YES, NO}
        values, perhaps = _values(node.get("is"), at), _values(node.get("perhaps", []), at)
        if not values or not values | perhaps <= known or values & perhaps:
            raise RuleBookError(at, f"{fact.id} is one of {', '.join(sorted(known))}, each named once")
        return Is(fact.id, values, perhaps)

    def _named_threshold(self, fact: DutyFact, name: str, at: str) -> Threshold:
        found = self._thresholds.get(name)
        if found is None or found.fact != fact.id:
            raise RuleBookError(at, f"no threshold {name!r} for {fact.id}")
        return found

    def _table(self, data: Mapping[str, Any], at: str) -> Threshold:
        only(data, at, "value", "source", "rows")
        rows = tuple(self._row(mapping(each, place), place) for place, each in items(data, "rows", at))
        found = Threshold(self._fact(text(data, "value", at), at).id, rows)
        self._refuse_gaps(found, at)
        return found

    def _row(self, data: Mapping[str, Any], at: str) -> ThresholdRow:
        tests: list[Is | During] = []
        if "from" in data or "before" in data:
            tests.append(During(BEGUN, *_period(data, at)))
        for name, values in data.items():
            if name not in ("from", "before", "amount"):
                tests.append(self._is(self._fact(name, at), {"is": values}, at))
        return ThresholdRow(_pounds(data.get("amount"), f"{at}.amount"), tuple(tests))

    def _refuse_gaps(self, threshold: Threshold, at: str) -> None:
        """Every case needs an amount: one that had none would turn a duty off once more is known."""
        tests = [test for row in threshold.rows for test in row.tests]
        asked = dict.fromkeys(test.fact for test in tests if isinstance(test, Is))
        choices = [[choice.id for choice in self._facts[name].choices] for name in asked]
        periods = [test for test in tests if isinstance(test, During)]
        edges = sorted({day for period in periods for day in (period.since, period.before) if day})
        days = [edge + timedelta(days=step) for edge in edges for step in (-1, 0)] or [date.min]
        for day, case in product(days, product(*choices)):
            facts: dict[str, FactValue] = {BEGUN: day, **dict(zip(asked, case, strict=True))}
            if not any(all(check(test, facts).holds for test in row.tests) for row in threshold.rows):
                raise RuleBookError(at, f"no amount for {facts}")


def _values(value: object, at: str) -> frozenset[str]:
    if value is None or isinstance(value, dict):
        raise RuleBookError(at, "expected a value or a list of values")
    listed = value if isinstance(value, list) else [value]
    return frozenset(words(each) for each in listed)


def _pounds(value: object, at: str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise RuleBookError(at, "expected an amount in pounds") from error


def _amount(fact: DutyFact, node: Mapping[str, Any], at: str) -> Amount:
    if ("at_least" in node) == ("more_than" in node):
        raise RuleBookError(at, "expected one of at_least and more_than")
    inclusive = "at_least" in node
    perhaps = _pounds(node["perhaps_from"], at) if "perhaps_from" in node else None
    return Amount(fact.id, _pounds(node["at_least" if inclusive else "more_than"], at), inclusive, perhaps)


def _period(node: Mapping[str, Any], at: str) -> tuple[date | None, date | None]:
    days = (node.get("from"), node.get("before"))
    if not any(days) or any(day is not None and not isinstance(day, date) for day in days):
        raise RuleBookError(at, "expected from, before or both, as days")
    return days
