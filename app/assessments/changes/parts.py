"""What the page shows of one change, whatever was changed: who, when, what, and the words that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _

from app.assessments.changes.word_difference import WordChange, WordRun, compare, shorten

Texts = Mapping[str, str]
MOST_OPEN = 3


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """One part of what was changed (the answer, the note, …) with its words; the label may be empty."""

    label: str
    pieces: tuple[WordRun, ...]


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One change as the page shows it; `kind` picks the link, `target` is a question's id or a number."""

    at: datetime
    by: str
    did: str
    subject: str
    kind: str
    target: str
    parts: tuple[ChangedPart, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether it tells much that has no difference in it: the page folds it away."""
        plain = all(piece.kind is WordChange.SAME for part in self.parts for piece in part.pieces)
        return plain and len(self.parts) > MOST_OPEN

    @property
    def time(self) -> str:
        """The hour and minute, as the day stands above."""
        return str(format_datetime(self.at, "HH:mm"))


def differences(before: Texts | None, after: Texts) -> tuple[ChangedPart, ...]:
    """The parts that differ; without a text before, all that is said now, and no word of it is marked."""
    if before is None:
        return tuple(
            ChangedPart(label, (WordRun(WordChange.SAME, said),)) for label, said in after.items() if said
        )
    labels = dict.fromkeys([*after, *before])
    pairs = ((label, before.get(label, ""), after.get(label, "")) for label in labels)
    return tuple(ChangedPart(label, shorten(compare(old, new))) for label, old, new in pairs if old != new)


def text(facts: Mapping[str, object], name: str) -> str:
    """What kept facts say under a name; empty when an older version of them lacks it."""
    return str(facts.get(name) or "")


def word(known: Mapping[Any, object], code: object) -> str:
    """The word on screen for a code; a code that is no longer known stands for itself."""
    return str(known.get(code, code or "")) if isinstance(code, str | int) else ""


def yes_no(value: object) -> str:
    """Yes or no."""
    return _("Yes") if value else _("No")
