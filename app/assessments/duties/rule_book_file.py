"""Reads the rule book of duties from YAML and refuses one that is wrong; keeps no state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from app.assessments.duties.condition_reader import DutyConditionReader, ThresholdInFile
from app.assessments.duties.model import (
    Ask,
    AskKind,
    Basis,
    Confidence,
    Duty,
    DutyChoice,
    DutyFact,
    DutyForce,
    DutyGroup,
    FactKind,
    RuleBook,
)
from app.data_files import NOT_EMPTY, RawPart, Report, key, quoted, read_data

FILE = Path(__file__).with_name("regimes.yaml")
ASKED_WITH_CHOICES = (AskKind.CHOICE, AskKind.CHOICES)


@dataclass(frozen=True, slots=True)
class _InForce:
    """Since when a duty is law, until when, and which day decides."""

    since: Annotated[date, key("from")]
    until: date | None = None
    basis: Basis = Basis.TODAY


@dataclass(frozen=True, slots=True)
class _DutyInFile:
    """A duty as the file states it; its condition is read once the facts are known."""

    id: str
    group: str
    title: str
    law: str
    where: str
    source: str
    gist: str
    confidence: Confidence
    in_force: _InForce
    when: RawPart
    standing: DutyForce = DutyForce.DUTY
    record: str = ""
    note: str = ""
    asks: Annotated[tuple[Ask, ...], key("ask")] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """The whole file."""

    as_at: date
    facts: Annotated[tuple[DutyFact, ...], NOT_EMPTY]
    groups: Annotated[tuple[DutyGroup, ...], NOT_EMPTY]
    duties: Annotated[tuple[_DutyInFile, ...], NOT_EMPTY]
    thresholds: Mapping[str, ThresholdInFile] = field(default_factory=dict)


@cache
def rule_book() -> RuleBook:
    """The rule book of the service."""
    return read_rule_book(FILE.read_text(encoding="utf-8"))


def read_rule_book(source: str) -> RuleBook:
    """A rule book from YAML text.

    Raises:
        DataFileError: with every mistake; what it means is looked at once the file has the right shape.
    """
    report = Report(FILE.name)
    file = report.sound(read_data(source, report, _File, aliases=True))
    by_id = {fact.id: fact for fact in file.facts}
    for index, fact in enumerate(file.facts):
        _check_fact(fact, by_id, f"facts[{index}]", report)
    reader = DutyConditionReader(by_id, file.thresholds, report)
    duties = tuple(_duty(given, reader) for given in file.duties)
    groups = {group.id for group in file.groups}
    book = RuleBook(file.as_at, file.facts, file.groups, duties)
    for index, duty in enumerate(duties):
        path = f"duties[{index}]"
        report.claim("duty", duty.id, f"{path}.id")
        if duty.group not in groups:
            hint = report.suggest(duty.group, groups)
            report.add(f"{path}.group", f"there is no group {quoted(duty.group)}{hint}")
        if not duty.source.startswith("https://"):
            report.add(f"{path}.source", "expected an address that begins with https://")
        for number, ask in enumerate(duty.asks):
            _check_ask(ask, duty, book, f"{path}.ask[{number}]", report)
    return report.sound(book)


def _duty(given: _DutyInFile, reader: DutyConditionReader) -> Duty:
    same = {each.name: getattr(given, each.name) for each in fields(Duty) if hasattr(given, each.name)}
    law = given.in_force
    when = reader.read(given.when)
    return Duty(**{**same, "when": when}, in_force_from=law.since, in_force_until=law.until, basis=law.basis)


def _check_fact(fact: DutyFact, known: Mapping[str, DutyFact], path: str, report: Report) -> None:
    report.claim("fact", fact.id, f"{path}.id")
    _check_choices(fact.choices, fact.kind is FactKind.CHOICE, path, report)
    if fact.after and fact.after[0] not in known:
        hint = report.suggest(fact.after[0], known)
        report.add(f"{path}.after", f"there is no fact {quoted(fact.after[0])}{hint}")


def _check_choices(choices: Iterable[DutyChoice], wanted: bool, path: str, report: Report) -> None:
    listed = tuple(choices)
    if bool(listed) is not wanted:
        report.add(path, "a choice, and nothing else, needs choices")
    for index, choice in enumerate(listed):
        report.claim("choice", choice.id, f"{path}.choices[{index}].id", path)


def _check_ask(ask: Ask, duty: Duty, book: RuleBook, path: str, report: Report) -> None:
    report.claim("ask", ask.id, f"{path}.id", duty.id)
    _check_choices(ask.choices, ask.kind in ASKED_WITH_CHOICES, path, report)
    if not ask.id.isidentifier():
        report.add(f"{path}.id", "use letters and _ only: it names a field of a form")
    if ask.unless and duty.ask(ask.unless) is None:
        hint = report.suggest(ask.unless, [each.id for each in duty.asks])
        report.add(f"{path}.unless", f"there is no ask {quoted(ask.unless)}{hint}")
    if ask.lines_from is not None:
        other = book.duty_by_id.get(ask.lines_from.duty)
        if other is None or other.ask(ask.lines_from.ask) is None:
            report.add(f"{path}.from_ask", "there is no such duty or ask to take lines from")
