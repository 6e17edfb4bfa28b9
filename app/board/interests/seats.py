"""Where the part that knows members' posts says what the public may read of a member: the post, the name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.hooks import Hook


@dataclass(frozen=True, slots=True)
class Seat:
    """What a member is, and whether their name is public."""

    post: str = ""
    name_is_public: bool = False


SeatSource = Callable[[int], Mapping[int, Seat]]
seat_sources: Hook[SeatSource] = Hook(
    "The register of interests asks for the seat of each person of an organisation's board by id."
)


def seats_of(organisation_id: int) -> dict[int, Seat]:
    """The seat of each person who has one."""
    return {person_id: seat for source in seat_sources for person_id, seat in source(organisation_id).items()}
