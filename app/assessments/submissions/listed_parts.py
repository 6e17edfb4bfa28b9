"""What a submission says beside answers and harms, ready for reading: lenses, trade-offs, voices, changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from app.assessments.lenses.canvas import ReadLens, canvas
from app.assessments.snapshots.model import Snapshot
from app.assessments.trade_offs.picture import ReadCard, read_cards
from app.assessments.voices.view import ReadVoice, read_voices


class SubmissionPart(StrEnum):
    """A part of a submission that may change between rounds."""

    LENSES = "lenses"
    TRADE_OFFS = "trade_offs"
    NO_TENSION = "no_tension"
    VOICES = "voices"


@dataclass(frozen=True, slots=True)
class PartChange:
    """Something that is new, gone or different since the submission before; `text` names it."""

    part: SubmissionPart
    text: str
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Wider:
    """The lenses, the trade-off cards (unsettled ones first) and the voices of a submission."""

    lenses: tuple[ReadLens, ...]
    cards: tuple[ReadCard, ...]
    no_tension: str
    voices: tuple[ReadVoice, ...]

    @property
    def has_marks(self) -> bool:
        """Whether there is a mark on any lens."""
        return any(lens.marks for lens in self.lenses)


class _NumberedRow(Protocol):
    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=_NumberedRow)


def read_wider(snapshot: Snapshot) -> Wider:
    """Makes the three parts ready for reading."""
    return Wider(
        lenses=canvas(snapshot.lenses),
        cards=tuple(sorted(read_cards(snapshot.trade_offs), key=lambda card: card.facts.is_settled)),
        no_tension=snapshot.no_tension,
        voices=read_voices(snapshot.voices),
    )


def changed_parts(snapshot: Snapshot, earlier: Snapshot | None) -> tuple[PartChange, ...]:
    """Every mark, card and voice that is new, gone or different; nothing when there is no earlier one."""
    if earlier is None:
        return ()
    found = [
        *_changes(SubmissionPart.LENSES, earlier.lenses, snapshot.lenses, lambda mark: mark.text),
        *_changes(
            SubmissionPart.TRADE_OFFS, earlier.trade_offs, snapshot.trade_offs, lambda card: card.title
        ),
        *_changes(SubmissionPart.VOICES, earlier.voices, snapshot.voices, lambda voice: voice.who),
    ]
    if earlier.no_tension != snapshot.no_tension:
        text = snapshot.no_tension or earlier.no_tension
        found.append(
            PartChange(SubmissionPart.NO_TENSION, text, not earlier.no_tension, not snapshot.no_tension)
        )
    return tuple(found)


def _changes(
    part: SubmissionPart, before: Iterable[T], now: Iterable[T], name: Callable[[T], str]
) -> Iterator[PartChange]:
    old = {item.id: item for item in before}
    new = {item.id: item for item in now}
    for key, item in new.items():
        if old.get(key) != item:
            yield PartChange(part, name(item), is_new=key not in old)
    yield from (PartChange(part, name(item), is_gone=True) for key, item in old.items() if key not in new)
