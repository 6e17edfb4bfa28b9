"""Where the part that knows members' posts says what the public may read of a member: the post, the name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """What a member is, and whether their name is public."""

    post: str = ""
    name_is_public: bool = False


SeatSource = Callable[[int], Mapping[int, Seat]]
_sources: list[SeatSource] = []


def gives_seats(source: SeatSource) -> SeatSource:
    """Registers a function that gives the seat of each person of an organisation's board by id."""
    if source not in _sources:
        _sources.append(source)
    return source


def seats_of(organisation_id: int) -> dict[int, Seat]:
    """The seat of each person who has one."""
    return {person_id: seat for source in _sources for person_id, seat in source(organisation_id).items()}
