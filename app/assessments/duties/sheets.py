"""What a sheet says, as frozen values read from its JSON, and how far that is; knows no database and no page.

A sheet's `answers` hold, by the id of an ask or a fact, `{"value": …}` or `{"unknown": true}`. A value is a
text (a day as 2026-03-25, a sum of money as 49999.99, a choice by its id), a list of ids for several choices,
an object of texts for a route, or a list of such objects for ratings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from app.assessments.duties.model import Ask, AskKind, Duty
from app.vocabulary.labelled import Labelled


class DutyStatus(Labelled):
    """How far the team is with a duty."""

    NOTHING_TO_ANSWER = "nothing_to_answer", "Nothing to answer", "Dim i’w ateb"
    NOT_STARTED = "not_started", "Not answered", "Heb ei ateb"
    IN_PROGRESS = "in_progress", "In progress", "Ar y gweill"
    ANSWERED = "answered", "Answered", "Wedi’i ateb"
    ANSWERED_WITH_UNKNOWNS = (
        "answered_with_unknowns",
        "Answered, but not all known",
        "Wedi’i ateb, ond nid yw popeth yn hysbys",
    )
    NOT_BINDING = (
        "not_binding",
        "The team says that it does not bind",
        "Mae’r tîm yn dweud nad yw’n rhwymo",
    )


@dataclass(frozen=True, slots=True)
class Route:
    """A way in which people reach one safeguard; the first four are what the public can use."""

    link: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    who: str = ""
    days: str = ""

    @property
    def where(self) -> tuple[str, ...]:
        """The ways in, those that are given."""
        return tuple(filter(None, (self.link, self.phone, self.email, self.place)))

    def to_data(self) -> dict[str, str]:
        """As it stands in a sheet; what is empty is left out."""
        return {key: value for key, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Rating:
    """One indicator and how the supplier did, one of RATINGS or empty."""

    name: str = ""
    rating: str = ""
    on: str = ""

    def to_data(self) -> dict[str, str]:
        """As it stands in a sheet; what is empty is left out."""
        return {key: value for key, value in asdict(self).items() if value}


Value = str | tuple[str, ...] | Route | tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """What is said to one ask: a value, "don't know yet" or nothing; `question` when an answer told it."""

    value: Value | None = None
    unknown: bool = False
    question: str = ""

    @property
    def given(self) -> bool:
        """Whether there is a value that tells something; a route needs a way in, ratings one rating."""
        if isinstance(self.value, Route):
            return bool(self.value.where)
        if isinstance(self.value, tuple):
            return any(not isinstance(each, Rating) or each.rating for each in self.value)
        return bool(self.value and self.value.strip())


NOTHING = SheetAnswer()


@dataclass(frozen=True, slots=True)
class DutyProgress:
    """How much of a duty is dealt with, and ids of asks whose answer falls short of the duty."""

    status: DutyStatus
    done: int = 0
    total: int = 0
    unknown: int = 0
    short: tuple[str, ...] = ()

    @property
    def dealt_with(self) -> bool:
        """Whether the team has nothing left to say."""
        return self.status not in (DutyStatus.NOT_STARTED, DutyStatus.IN_PROGRESS)


def read_said(ask: Ask, data: object) -> SheetAnswer:
    """What a sheet says to the ask; what does not fit the ask any more counts as nothing."""
    if not isinstance(data, Mapping):
        return NOTHING
    if data.get("unknown") is True:
        return SheetAnswer(unknown=True)
    value = data.get("value")
    if ask.kind is AskKind.ROUTE:
        return SheetAnswer(_texts(Route, value)) if isinstance(value, Mapping) else NOTHING
    if ask.kind is AskKind.RATINGS:
        listed = value if isinstance(value, list) else []
        return SheetAnswer(tuple(_texts(Rating, each) for each in listed if isinstance(each, Mapping)))
    known = {choice.id for choice in ask.choices}
    if ask.kind is AskKind.CHOICES:
        listed = value if isinstance(value, list) else []
        return SheetAnswer(tuple(each for each in listed if isinstance(each, str) and each in known))
    if not isinstance(value, str) or (ask.kind is AskKind.CHOICE and value not in known):
        return NOTHING
    return SheetAnswer(value)


def _texts(kind: type[Any], data: Mapping[str, Any]) -> Any:
    return kind(**{each.name: str(data.get(each.name, "")) for each in fields(kind)})


def progress(duty: Duty, said: Mapping[str, SheetAnswer], not_binding: str) -> DutyProgress:
    """How far the team is; `not_binding` is its reason for thinking that the duty does not bind it."""
    if not duty.asks:
        return DutyProgress(DutyStatus.NOTHING_TO_ANSWER)
    needed = [ask for ask in duty.asks if not ask.optional]
    done = [ask for ask in needed if _done(ask, said)]
    unknown = sum(said.get(ask.id, NOTHING).unknown for ask in done)
    short = tuple(ask.id for ask in duty.asks if _falls_short(ask, said))
    if not_binding:
        status = DutyStatus.NOT_BINDING
    elif len(done) < len(needed):
        status = DutyStatus.IN_PROGRESS if done else DutyStatus.NOT_STARTED
    else:
        status = DutyStatus.ANSWERED_WITH_UNKNOWNS if unknown else DutyStatus.ANSWERED
    return DutyProgress(status, len(done), len(needed), unknown, short)


def _done(ask: Ask, said: Mapping[str, SheetAnswer]) -> bool:
    here = said.get(ask.id, NOTHING)
    return here.unknown or here.given or _stood_in_for(ask, said)


def _stood_in_for(ask: Ask, said: Mapping[str, SheetAnswer]) -> bool:
    return bool(ask.unless) and said.get(ask.unless, NOTHING).given


def _falls_short(ask: Ask, said: Mapping[str, SheetAnswer]) -> bool:
    here = said.get(ask.id, NOTHING)
    if not here.given or not isinstance(here.value, str) or _stood_in_for(ask, said):
        return False
    if ask.kind is AskKind.NUMBER:
        return here.value.isdecimal() and int(here.value) < ask.least
    return len(lines(here.value)) < ask.least_lines


def lines(text: str) -> list[str]:
    """The lines of a text that hold something, without list marks."""
    return [found for line in text.splitlines() if (found := line.strip().lstrip("-*• ").strip())]
