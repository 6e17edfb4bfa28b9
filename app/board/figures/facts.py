"""What is known of a board's work, as frozen values from which the figures are counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class UseFact:
    """A use: when it was written down, first sent to the board, first in the register, and taken off it."""

    recorded_on: date
    submitted_on: date | None = None
    answered_on: date | None = None
    published_on: date | None = None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """A review: when it began and when the board first spoke, with advice or by sending it back."""

    opened_on: date
    returned_on: date | None = None
    advised_on: date | None = None

    @property
    def spoken_on(self) -> date | None:
        """When the board first spoke; None while it has not."""
        return min((day for day in (self.returned_on, self.advised_on) if day), default=None)


@dataclass(frozen=True, slots=True)
class AdviceFact:
    """An advice: its meaning, how it was decided, and the owner's answer."""

    outcome: str
    issued_on: date
    rule: str = ""
    dissents: int = 0
    response: str = ""
    responded_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConditionFact:
    """A condition: its date, the first one if it was moved, how it stands, and when it was shown and met."""

    due_on: date
    status: str
    met_on: date | None = None
    first_due_on: date | None = None
    evidence_on: date | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on a day, with a code that says what."""

    on: date
    code: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a year is counted from."""

    uses: tuple[UseFact, ...] = ()
    reviews: tuple[ReviewFact, ...] = ()
    advices: tuple[AdviceFact, ...] = ()
    conditions: tuple[ConditionFact, ...] = ()
    appeals: tuple[Happening, ...] = ()
    incidents: tuple[Happening, ...] = ()
    looks: tuple[Happening, ...] = ()
    pauses: tuple[date, ...] = ()
    meetings: tuple[date, ...] = ()
    interests: tuple[date, ...] = field(default=())
