"""Reads conditions and thresholds of a rule book, and refuses those that some case would fall through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Annotated, TypeVar

from app.assessments.duties.evaluation import check
from app.assessments.duties.model import (
    BEGUN,
    NO,
    YES,
    Amount,
    Condition,
    During,
    DutyFact,
    FactKind,
    FactValue,
    Is,
    Threshold,
    ThresholdRow,
)
from app.data_files import NOT_EMPTY, ONE_OR_MORE, RawPart, Report, convert, key, quoted
from app.data_files.fields import Fields
from app.data_files.tree import Node
from app.logic import All, read_condition

EXAMPLE = "{fact: …, is: …}"
NOTHING: Condition = All(())
Kind = TypeVar("Kind")
Values = Annotated[frozenset[str], ONE_OR_MORE]


@dataclass(frozen=True, slots=True)
class ThresholdInFile:
    """A table of amounts as the file states it: the fact that is measured, the source, and rows of facts."""

    value: str
    rows: Annotated[tuple[RawPart, ...], NOT_EMPTY]
    source: str = ""


@dataclass(frozen=True, slots=True)
class _TestInFile:
    """A test of a fact; which keys fit depends on the fact."""

    fact: str
    values: Annotated[Values, key("is")] = frozenset()
    perhaps: Values = frozenset()
    at_least: Decimal | None = None
    more_than: Decimal | None = None
    perhaps_from: Decimal | None = None
    since: Annotated[date | None, key("from")] = None
    before: date | None = None
    threshold: str = ""


class DutyConditionReader:
    """Reads conditions on known facts; what is wrong goes into the report."""

    def __init__(
        self, facts: Mapping[str, DutyFact], thresholds: Mapping[str, ThresholdInFile], report: Report
    ) -> None:
        self._facts = facts
        self._report = report
        self._thresholds = {
            name: self._table(each, f"thresholds.{name}") for name, each in thresholds.items()
        }

    def read(self, part: RawPart) -> Condition:
        """One condition."""
        return read_condition(part.node, part.path, self._report, self._test, EXAMPLE)

    def _test(self, node: Node, path: str) -> Condition:
        given = convert(node, path, self._report, _TestInFile)
        fact = None if given is None else self._fact(given.fact, f"{path}.fact")
        if given is None or fact is None:
            return NOTHING
        if fact.kind in (FactKind.YES_NO, FactKind.CHOICE):
            return self._is(fact, given.values, given.perhaps, path)
        if fact.kind is FactKind.DATE:
            return self._during(fact.id, given.since, given.before, path)
        if given.threshold:
            return self._named_threshold(fact, given.threshold, f"{path}.threshold")
        if (given.at_least is None) == (given.more_than is None):
            self._report.add(path, "expected one of at_least and more_than")
            return NOTHING
        limit = given.more_than if given.at_least is None else given.at_least
        return Amount(fact.id, limit or Decimal(0), given.at_least is not None, given.perhaps_from)

    def _fact(self, name: str, path: str) -> DutyFact | None:
        if name not in self._facts:
            hint = self._report.suggest(name, self._facts)
            self._report.add(path, f"there is no fact {quoted(name)}{hint}")
        return self._facts.get(name)

    def _is(self, fact: DutyFact, values: frozenset[str], perhaps: frozenset[str], path: str) -> Is:
        known = {choice.id for choice in fact.choices} or {YES, NO}
        if not values or not values | perhaps <= known or values & perhaps:
            self._report.add(path, f"{fact.id} is one of {', '.join(sorted(known))}, each named once")
        return Is(fact.id, values, perhaps)

    def _during(self, fact: str, since: date | None, before: date | None, path: str) -> During:
        if since is None and before is None:
            self._report.add(path, "expected from, before or both, as days")
        return During(fact, since, before)

    def _named_threshold(self, fact: DutyFact, name: str, path: str) -> Condition:
        found = self._thresholds.get(name)
        if found is None or found.fact != fact.id:
            hint = self._report.suggest(name, self._thresholds)
            self._report.add(path, f"there is no threshold {quoted(name)} for {fact.id}{hint}")
        return found or NOTHING

    def _table(self, given: ThresholdInFile, path: str) -> Threshold:
        self._fact(given.value, f"{path}.value")
        found = Threshold(given.value, tuple(self._row(part) for part in given.rows))
        if not self._report.has_mistakes:
            self._refuse_gaps(found, path)
        return found

    def _row(self, part: RawPart) -> ThresholdRow:
        fields = Fields(part.node, part.path, self._report, "amount", f"from before {' '.join(self._facts)}")
        amount = self._value(fields, "amount", Decimal)
        since, before = self._value(fields, "from", date), self._value(fields, "before", date)
        tests: list[Is | During] = []
        if "from" in fields or "before" in fields:
            tests.append(During(BEGUN, since, before))
        for name in fields.names:
            if name in self._facts:
                values = self._value(fields, name, Values)
                tests.append(self._is(self._facts[name], values or frozenset(), frozenset(), fields.at(name)))
        return ThresholdRow(amount or Decimal(0), tuple(tests))

    def _value(self, fields: Fields, name: str, kind: type[Kind]) -> Kind | None:
        node = fields.node(name)
        return None if node is None else convert(node, fields.at(name), self._report, kind)

    def _refuse_gaps(self, threshold: Threshold, path: str) -> None:
        """Every case needs an amount: one that had none would turn a duty off once more is known."""
        tests = [test for row in threshold.rows for test in row.tests]
        asked = dict.fromkeys(test.fact for test in tests if isinstance(test, Is))
        choices = [[choice.id for choice in self._facts[name].choices] for name in asked]
        periods = [test for test in tests if isinstance(test, During)]
        edges = sorted({day for period in periods for day in (period.since, period.before) if day})
        days = [edge + timedelta(days=step) for edge in edges for step in (-1, 0)] or [date.min]
        for day, case in product(days, product(*choices)):
            facts: dict[str, FactValue] = {BEGUN: day, **dict(zip(asked, case, strict=True))}
            if not any(check(All(row.tests), facts).holds for row in threshold.rows):
                told = ", ".join(f"{name} {value}" for name, value in facts.items())
                self._report.add(path, f"no amount for {told}")
                return
