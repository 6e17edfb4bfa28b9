"""The kinds of triggers as triggers.yaml states them; a file that is wrong is refused when it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

from app.register.record.public_fields import all_fields
from app.register.words import AGAIN

FILE = Path(__file__).with_name("triggers.yaml")
DATE, PHASE_CHANGED, PHASE_PASSED = "date", "phase_changed", "phase_passed"
INCIDENT, CONDITION_LAPSED = "incident", "condition_lapsed"
# What the service raises by itself, so the file has to have it.
NEEDED = (DATE, PHASE_CHANGED, PHASE_PASSED, INCIDENT, CONDITION_LAPSED)
KEYS = frozenset({"kind", "label", "explanation", "source", "raised_by", "unchanged", "days", "look_at"})
LONGEST_DEADLINE = 365


class TriggerSource(StrEnum):
    """Where triggers of a kind come from."""

    EVENT = "event"
    DECLARED = "declared"
    DATE = "date"


class Party(StrEnum):
    """Who may say that something changed."""

    TEAM = "team"
    OWNER = "owner"
    EDITOR = "editor"
    SECRETARY = "secretary"


class UnchangedAnswer(StrEnum):
    """Whether "nothing changed" may answer a trigger."""

    YES = "yes"
    WORDS = "words"
    NO = "no"


Code = TypeVar("Code", TriggerSource, Party, UnchangedAnswer)


class TriggersError(ValueError):
    """The file of triggers is wrong; the message says where."""


@dataclass(frozen=True, slots=True)
class TriggerKind:
    """One kind. `days` is how long the owner has to answer, `look_at` are groups of public fields."""

    code: str
    label: str
    explanation: str
    source: TriggerSource
    raised_by: frozenset[Party]
    unchanged: UnchangedAnswer
    days: int
    look_at: frozenset[str]


def read_triggers(text: str) -> tuple[TriggerKind, ...]:
    """The kinds from YAML text, in its order.

    Raises:
        TriggersError: naming the entry that is wrong.
    """
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise TriggersError(f"not YAML: {error}") from error
    listed = data.get("triggers") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        raise TriggersError("triggers: expected a list")
    found = tuple(_kind(entry, f"triggers[{number}]") for number, entry in enumerate(listed))
    codes = [kind.code for kind in found]
    doubled = {code for code in codes if codes.count(code) > 1}
    missing = set(NEEDED) - set(codes)
    if doubled or missing:
        raise TriggersError(f"listed twice: {sorted(doubled)}; missing: {sorted(missing)}")
    return found


def _kind(entry: object, place: str) -> TriggerKind:
    if not isinstance(entry, dict) or not isinstance(entry.get("kind"), str):
        raise TriggersError(f"{place}: expected an entry with a kind")
    place = str(entry["kind"])
    unknown = set(entry) - KEYS
    if unknown:
        raise TriggersError(f"{place}: unknown {sorted(unknown)}")
    if place not in AGAIN:
        raise TriggersError(f"{place}: app/register/words.py has no words for it")
    kind = TriggerKind(
        code=place,
        label=_text(entry, "label", place),
        explanation=_text(entry, "explanation", place),
        source=_one(TriggerSource, entry.get("source"), f"{place}.source"),
        raised_by=frozenset(
            _one(Party, each, f"{place}.raised_by") for each in _list(entry, "raised_by", place)
        ),
        unchanged=_one(UnchangedAnswer, entry.get("unchanged"), f"{place}.unchanged"),
        days=_days(entry.get("days"), place),
        look_at=frozenset(_group(each, place) for each in _list(entry, "look_at", place)),
    )
    if (kind.source is TriggerSource.DECLARED) is not bool(kind.raised_by):
        raise TriggersError(f"{place}.raised_by: what is declared names who may, and nothing else does")
    return kind


def _text(entry: dict[str, object], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise TriggersError(f"{place}.{key}: expected a text")
    return value


def _list(entry: dict[str, object], key: str, place: str) -> list[object]:
    value = entry.get(key, [])
    if not isinstance(value, list):
        raise TriggersError(f"{place}.{key}: expected a list")
    return value


def _one(codes: type[Code], value: object, place: str) -> Code:
    try:
        return codes(str(value))
    except ValueError as error:
        raise TriggersError(f"{place}: expected one of {', '.join(codes)}") from error


def _days(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= LONGEST_DEADLINE:
        raise TriggersError(f"{place}.days: expected a number of days up to {LONGEST_DEADLINE}")
    return value


def _group(value: object, place: str) -> str:
    if value not in {group.id for group in all_fields().groups}:
        raise TriggersError(f"{place}.look_at: no group of fields {value}")
    return str(value)


@cache
def all_kinds() -> dict[str, TriggerKind]:
    """The service's own kinds by code, read once."""
    return {kind.code: kind for kind in read_triggers(FILE.read_text(encoding="utf-8"))}


def declared_kinds(parties: frozenset[Party]) -> tuple[TriggerKind, ...]:
    """The kinds that these parties may declare, in the file's order."""
    return tuple(kind for kind in all_kinds().values() if kind.raised_by & parties)
