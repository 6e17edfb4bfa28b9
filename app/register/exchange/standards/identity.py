"""Which of the records that a register holds already a row of a file is, where its id does not say so alone.

Rows without an id, and rows that share one, are told apart by name, team and text; never by their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from app.register.record import FieldState, Record


@dataclass(frozen=True, slots=True)
class Likeness:
    """What tells records of one key apart: everything, and apart from that title, team and summary.

    Each as its hash, good within one process: every row of a file keeps one while the file is read.
    """

    content: int
    title: int
    team: int
    summary: int


@dataclass(frozen=True, slots=True)
class RowClaim:
    """A row that asks for a record of the register."""

    row: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record that the register holds, by its key there."""

    key: str
    likeness: Likeness


@dataclass(slots=True)
class Pairing:
    """Which row is which record, which rows are new, and which could be one of several records."""

    same: dict[int, str] = field(default_factory=dict)
    new: list[int] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)


# From the surest likeness to the weakest. Each counts only where no other row and no other record has it, not
# even one that is paired already: what is left over when the others found their own may be something new.
LIKENESSES: tuple[Callable[[Likeness], Hashable], ...] = (
    lambda one: (one.title, one.team, one.summary),
    lambda one: (one.title, one.team),
    lambda one: (one.title, one.summary),
)


def likeness_of(record: Record) -> Likeness:
    """Give what tells a record apart from others of its key; the key itself does not count."""
    said = frozenset(each for each in record.fields if each[1].state is not FieldState.NOT_ANSWERED)
    about = (record.title, record.organisation_name, record.phase, record.service_area)
    team = record.field("team").text
    return Likeness(hash((about, said)), hash(record.title), hash(team), hash(record.summary))


def pair(claims: Sequence[RowClaim], held: Sequence[HeldRecord], *, has_id: bool) -> Pairing:
    """Tell which row is which record. `has_id` says that the rows share an id and not only a name."""
    found = Pairing()
    if has_id and len(claims) == len(held) == 1:
        found.same[claims[0].row] = held[0].key
        return found
    rows, records = list(claims), list(held)
    _pair_equal(rows, records, found)
    for likeness in LIKENESSES:
        wanted = Counter(likeness(each.likeness) for each in claims)
        offered = Counter(likeness(each.likeness) for each in held)
        alone = {mark for mark in wanted if wanted[mark] == offered[mark] == 1}
        _pair_alone(rows, records, likeness, alone, found)
    for claim in rows:
        maybe = any(has_id or claim.likeness.team == each.likeness.team for each in records)
        (found.unclear if maybe else found.new).append(claim.row)
    return found


def _pair_equal(rows: list[RowClaim], records: list[HeldRecord], found: Pairing) -> None:
    """Pair what is the same to the letter; of several that are, it does not matter which is which."""
    for claim in list(rows):
        twin = next((each for each in records if each.likeness.content == claim.likeness.content), None)
        if twin is not None:
            found.same[claim.row] = twin.key
            rows.remove(claim)
            records.remove(twin)


def _pair_alone(
    rows: list[RowClaim],
    records: list[HeldRecord],
    likeness: Callable[[Likeness], Hashable],
    alone: set[Hashable],
    found: Pairing,
) -> None:
    by_likeness = {likeness(each.likeness): each for each in records}
    for claim in list(rows):
        mark = likeness(claim.likeness)
        if mark in alone and mark in by_likeness:
            found.same[claim.row] = by_likeness[mark].key
            rows.remove(claim)
            records.remove(by_likeness.pop(mark))
