"""What proposals ask of parts that they know nothing of: meetings, and appeals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.board.lifecycle import ReviewState
from app.board.models import Review

# Gives an organisation's meetings that may still decide: id and words such as "12 March 2027, Town Hall".
MeetingSource = Callable[[int], Sequence[tuple[int, str]]]
_sources: list[MeetingSource] = []


def adds_meetings(source: MeetingSource) -> MeetingSource:
    """Registers a function that gives the meetings to which a proposal may be put."""
    if source not in _sources:
        _sources.append(source)
    return source


def meetings_of(organisation_id: int) -> list[tuple[int, str]]:
    """The meetings of an organisation to which a proposal may be put, the next one first."""
    return [each for source in _sources for each in source(organisation_id)]


# Whether an appealed review waits for another advice, because its second look wants one.
SecondLook = Callable[[Review], bool]
_second_looks: list[SecondLook] = []


def adds_second_look(source: SecondLook) -> SecondLook:
    """Registers a function that says whether an appealed review waits for another advice."""
    if source not in _second_looks:
        _second_looks.append(source)
    return source


def awaits_advice(review: Review) -> bool:
    """Whether the board is to advise: the review is open, or its second look wants another advice."""
    if review.state == ReviewState.APPEALED:
        return any(source(review) for source in _second_looks)
    return review.state == ReviewState.OPEN
