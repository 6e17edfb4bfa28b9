"""Reads the rule book of duties from YAML and refuses one that is wrong, naming the place; keeps no state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from app.assessments.duties.model import (
    Ask,
    AskKind,
    AskSource,
    Basis,
    Confidence,
    Duty,
    DutyChoice,
    DutyFact,
    DutyForce,
    DutyGroup,
    FactKind,
    FactSource,
    Owner,
    RuleBook,
)
from app.assessments.duties.reading_conditions import ConditionReader
from app.assessments.duties.reading_values import (
    RuleBookError,
    flag,
    items,
    mapping,
    only,
    text,
    whole,
    words,
)

FILE = Path(__file__).with_name("regimes.yaml")
ASK_OPTIONS = ("optional", "least", "least_lines", "unless")
ASKED_WITH_CHOICES = (AskKind.CHOICE, AskKind.CHOICES)
Code = TypeVar("Code", FactKind, Owner, DutyForce, Confidence, Basis, AskKind)


@cache
def rule_book() -> RuleBook:
    """The rule book of the service."""
    return read_rule_book(FILE.read_text(encoding="utf-8"))


def read_rule_book(source: str) -> RuleBook:
    """A rule book from YAML text.

    Raises:
        RuleBookError: naming the entry that is wrong.
    """
    try:
        data = mapping(yaml.load(source, Loader=yaml.CSafeLoader), "file")
    except yaml.YAMLError as error:
        raise RuleBookError("file", f"not YAML: {error}") from error
    only(data, "file", "as_at", "facts", "thresholds", "groups", "duties")
    facts = tuple(_fact(mapping(each, at), at) for at, each in items(data, "facts"))
    _once("facts", [fact.id for fact in facts])
    groups = tuple(
        DutyGroup(text(mapping(each, at), "id", at), text(each, "title", at))
        for at, each in items(data, "groups")
    )
    reader = ConditionReader(
        {fact.id: fact for fact in facts}, mapping(data.get("thresholds", {}), "thresholds")
    )
    duties = tuple(_duty(mapping(each, at), at, reader) for at, each in items(data, "duties"))
    _once("duties", [duty.id for duty in duties])
    unknown = {duty.group for duty in duties} - {group.id for group in groups}
    if unknown:
        raise RuleBookError("duties", f"no such group: {', '.join(sorted(unknown))}")
    strangers = {fact.after[0] for fact in facts if fact.after} - {fact.id for fact in facts}
    if strangers:
        raise RuleBookError("facts", f"no such fact: {', '.join(sorted(strangers))}")
    book = RuleBook(_day(data.get("as_at"), "as_at"), facts, groups, duties)
    _check_ask_sources(book)
    return book


def _once(at: str, ids: list[str]) -> None:
    twice = {name for name in ids if ids.count(name) > 1}
    if twice:
        raise RuleBookError(at, f"used twice: {', '.join(sorted(twice))}")


def _code(kind: type[Code], data: Mapping[str, Any], key: str, at: str, default: str = "") -> Code:
    value = text(data, key, at, default)
    try:
        return kind(value)
    except ValueError as error:
        raise RuleBookError(f"{at}.{key}", f"{value!r} is none of {', '.join(kind)}") from error


def _day(value: object, at: str) -> date:
    if not isinstance(value, date):
        raise RuleBookError(at, "expected a day like 2026-03-25")
    return value


def _group(data: Mapping[str, Any], at: str) -> DutyGroup:
    only(data, at, "id", "title")
    return DutyGroup(text(data, "id", at), text(data, "title", at))


def _choices(data: Mapping[str, Any], at: str) -> tuple[DutyChoice, ...]:
    found = []
    for place, each in items(data, "choices", at, needed=False):
        choice = mapping(each, place)
        only(choice, place, "id", "text", "hint")
        found.append(
            DutyChoice(
                text(choice, "id", place), text(choice, "text", place), text(choice, "hint", place, "")
            )
        )
    _once(f"{at}.choices", [choice.id for choice in found])
    return tuple(found)


def _fact(data: Mapping[str, Any], at: str) -> DutyFact:
    only(data, at, "id", "kind", "belongs_to", "title", "text", "help", "after", "choices", "from")
    kind = _code(FactKind, data, "kind", at)
    choices = _choices(data, at)
    if bool(choices) != (kind is FactKind.CHOICE):
        raise RuleBookError(at, "a choice, and nothing else, needs choices")
    sources = items(data, "from", at, needed=False)
    return DutyFact(
        id=text(data, "id", at),
        kind=kind,
        title=text(data, "title", at),
        text=text(data, "text", at),
        help=text(data, "help", at, ""),
        after=_after(data, at),
        owner=_code(Owner, data, "belongs_to", at, Owner.USE),
        choices=choices,
        sources=tuple(_source(mapping(each, place), place) for place, each in sources),
    )


def _after(data: Mapping[str, Any], at: str) -> tuple[str, str] | None:
    if "after" not in data:
        return None
    given = mapping(data["after"], f"{at}.after")
    if len(given) != 1:
        raise RuleBookError(f"{at}.after", "expected one fact and its value")
    [(name, value)] = given.items()
    return str(name), words(value)


def _source(data: Mapping[str, Any], at: str) -> FactSource:
    only(data, at, "question", "means", "answered", "not_applicable", "firm")
    means = mapping(data.get("means", {}), f"{at}.means")
    return FactSource(
        question=text(data, "question", at),
        means={words(key): words(value) for key, value in means.items()},
        answered=text(data, "answered", at, ""),
        not_applicable=text(data, "not_applicable", at, ""),
        firm=flag(data, "firm", at, default=True),
    )


def _duty(data: Mapping[str, Any], at: str, reader: ConditionReader) -> Duty:
    only(
        data,
        at,
        *("id", "group", "title", "law", "where", "source", "in_force", "note", "confidence", "standing"),
        *("when", "gist", "record", "ask"),
    )
    at = f"duties.{text(data, 'id', at)}"
    source = text(data, "source", at)
    if not source.startswith("https://"):
        raise RuleBookError(f"{at}.source", "expected an address that begins with https://")
    in_force = mapping(data.get("in_force"), f"{at}.in_force")
    only(in_force, f"{at}.in_force", "from", "until", "basis")
    asks = tuple(_ask(mapping(each, place), place) for place, each in items(data, "ask", at, needed=False))
    _once(f"{at}.ask", [ask.id for ask in asks])
    return Duty(
        id=text(data, "id", at),
        group=text(data, "group", at),
        title=text(data, "title", at),
        law=text(data, "law", at),
        where=text(data, "where", at),
        source=source,
        gist=text(data, "gist", at),
        when=reader.read(data.get("when"), f"{at}.when"),
        in_force_from=_day(in_force.get("from"), f"{at}.in_force.from"),
        in_force_until=_day(in_force["until"], f"{at}.in_force.until") if "until" in in_force else None,
        basis=_code(Basis, in_force, "basis", at, Basis.TODAY),
        standing=_code(DutyForce, data, "standing", at, DutyForce.DUTY),
        confidence=_code(Confidence, data, "confidence", at),
        record=text(data, "record", at, ""),
        note=text(data, "note", at, ""),
        asks=asks,
    )


def _ask(data: Mapping[str, Any], at: str) -> Ask:
    only(data, at, "id", "kind", "text", "help", "choices", "from", "from_ask", *ASK_OPTIONS)
    kind = _code(AskKind, data, "kind", at)
    choices = _choices(data, at)
    if bool(choices) != (kind in ASKED_WITH_CHOICES):
        raise RuleBookError(at, "a choice, and nothing else, needs choices")
    if not text(data, "id", at).isidentifier():
        raise RuleBookError(f"{at}.id", "use letters and _ only: it names a field of a form")
    return Ask(
        id=text(data, "id", at),
        kind=kind,
        text=text(data, "text", at),
        help=text(data, "help", at, ""),
        choices=choices,
        source=_ask_source(data, at),
        optional=flag(data, "optional", at, default=False),
        least=whole(data, "least", at),
        least_lines=whole(data, "least_lines", at),
        unless=text(data, "unless", at, ""),
    )


def _ask_source(data: Mapping[str, Any], at: str) -> AskSource | None:
    if "from_ask" in data:
        other = mapping(data["from_ask"], f"{at}.from_ask")
        return AskSource(duty=text(other, "duty", at), ask=text(other, "ask", at))
    if "from" in data:
        given = mapping(data["from"], f"{at}.from")
        return AskSource(question=text(given, "question", at), row=text(given, "row", at, ""))
    return None


def _check_ask_sources(book: RuleBook) -> None:
    for duty in book.duties:
        for ask in duty.asks:
            at = f"duties.{duty.id}.ask.{ask.id}"
            if ask.unless and duty.ask(ask.unless) is None:
                raise RuleBookError(at, f"no such ask: {ask.unless}")
            if ask.source is None or not ask.source.duty:
                continue
            other = book.duty_by_id.get(ask.source.duty)
            if other is None or other.ask(ask.source.ask) is None:
                raise RuleBookError(at, "no such duty or ask to take lines from")
