"""The kinds of triggers as triggers.yaml states them; a file that is wrong is refused when it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from app.data_files import Report, key, quoted, read_data, whole
from app.register.record.public_fields import all_fields
from app.register.words import AGAIN

FILE = Path(__file__).with_name("triggers.yaml")
DATE, PHASE_CHANGED, PHASE_PASSED = "date", "phase_changed", "phase_passed"
INCIDENT, CONDITION_LAPSED = "incident", "condition_lapsed"
# What the service raises by itself, so the file has to have it.
NEEDED = (DATE, PHASE_CHANGED, PHASE_PASSED, INCIDENT, CONDITION_LAPSED)
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


@dataclass(frozen=True, slots=True)
class TriggerKind:
    """One kind. `days` is how long the owner has to answer, `look_at` are groups of public fields."""

    code: Annotated[str, key("kind")]
    label: str
    explanation: str
    source: TriggerSource
    unchanged: UnchangedAnswer
    days: Annotated[int, whole(1, LONGEST_DEADLINE)]
    raised_by: frozenset[Party] = frozenset()
    look_at: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Triggers:
    """The whole file."""

    triggers: tuple[TriggerKind, ...]


def read_triggers(text: str) -> tuple[TriggerKind, ...]:
    """The kinds from YAML text, in its order.

    Raises:
        DataFileError: with every mistake.
    """
    report = Report(FILE.name)
    file = read_data(text, report, _Triggers)
    if file is not None:
        for index, kind in enumerate(file.triggers):
            _check(kind, f"triggers[{index}]", report)
        missing = set(NEEDED) - {kind.code for kind in file.triggers}
        if missing:
            report.add("triggers", f"missing: {', '.join(sorted(missing))}")
    return report.sound(file).triggers


def _check(kind: TriggerKind, path: str, report: Report) -> None:
    report.claim("kind", kind.code, f"{path}.kind")
    if kind.code not in AGAIN:
        report.add(f"{path}.kind", f"app/register/words.py has no words for {quoted(kind.code)}")
    if (kind.source is TriggerSource.DECLARED) is not bool(kind.raised_by):
        report.add(f"{path}.raised_by", "what is declared names who may, and nothing else does")
    for group in sorted(kind.look_at - {each.id for each in all_fields().groups}):
        report.add(f"{path}.look_at", f"there is no group of fields {quoted(group)}")


@cache
def all_kinds() -> dict[str, TriggerKind]:
    """The service's own kinds by code, read once."""
    return {kind.code: kind for kind in read_triggers(FILE.read_text(encoding="utf-8"))}


def declared_kinds(parties: frozenset[Party]) -> tuple[TriggerKind, ...]:
    """The kinds that these parties may declare, in the file's order."""
    return tuple(kind for kind in all_kinds().values() if kind.raised_by & parties)
