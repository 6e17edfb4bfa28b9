"""What happened to a use after its review: confirmed as unchanged, paused, gone wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.vocabulary.incidents import IncidentSeverity


@dataclass(frozen=True, slots=True)
class PublicConfirmation:
    """The owner confirmed that nothing changed; `by_post` is a post, never a person's name."""

    on: date
    by_post: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """The use is stopped for a while, since a day and for a reason."""

    since: date
    reason: str


@dataclass(frozen=True, slots=True)
class UnderReview:
    """A new round of the review is open since a day; `because` holds codes of `words.AGAIN`, known or not."""

    since: date
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicIncident:
    """Something that went wrong, told to the public: what, how bad, what was done, what was learnt."""

    summary: str
    severity: IncidentSeverity
    reported_on: date
    done: str = ""
    learnt: str = ""
    closed_on: date | None = None
