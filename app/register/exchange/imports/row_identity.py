"""Finds out which entry each row of a file is, before anything is written, and which the file lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.register.exchange.imports.rows import key_of
from app.register.exchange.standards import Converted, HeldRecord, RowClaim, likeness_of, numbered_id, pair
from app.register.models import Entry, EntrySource, EntryVersion
from app.register.record import Record

BATCH = 500
UNCLEAR = (
    "more than one record has this id or name, and neither team nor text tells which of them this is; "
    "not imported. Give each an id of its own"
)


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry that came from the same source; `is_public` unless it was retired."""

    id: int
    title: str
    is_public: bool


@dataclass(slots=True)
class RowKeys:
    """The key of each row whose id does not say it alone, the rows that stay unclear, and the keys in use."""

    keys: dict[int, str] = field(default_factory=dict)
    unclear: set[int] = field(default_factory=set)
    used: set[str] = field(default_factory=set)

    def apply(self, row: Converted) -> Converted:
        """Give the row under its own key."""
        return row.under(self.keys.get(row.row, row.source_id))


class RowGroups:
    """Gathers rows by the id or name that they share, as a file is read."""

    def __init__(self) -> None:
        self._claims: dict[str, list[RowClaim]] = {}
        self._has_id: dict[str, bool] = {}

    def add(self, row: Converted) -> None:
        """Take one row in; rejected ones have no record and no key."""
        if row.record is not None:
            self._claims.setdefault(row.base_id, []).append(RowClaim(row.row, likeness_of(row.record)))
            self._has_id[row.base_id] = row.has_id

    def keys(self, session: Session, known: Mapping[str, KnownEntry]) -> RowKeys:
        """Give each row its key in the register."""
        held = {base: _held_keys(base, known) for base in self._claims}
        doubtful = {
            base: keys
            for base, keys in held.items()
            if not (self._has_id[base] and len(self._claims[base]) == 1 and len(keys) <= 1)
        }
        wanted = [known[key_of(key)].id for keys in doubtful.values() for key in keys]
        records = _source_records(session, wanted)
        found = RowKeys()
        for base, claims in self._claims.items():
            keys = doubtful.get(base)
            if keys is None:
                found.used.add(key_of(base))
                continue
            candidates = [HeldRecord(key, likeness_of(records[known[key_of(key)].id])) for key in keys]
            self._settle(base, claims, candidates, found)
        return found

    def _settle(
        self, base: str, claims: Sequence[RowClaim], held: Sequence[HeldRecord], found: RowKeys
    ) -> None:
        pairing = pair(claims, held, has_id=self._has_id[base])
        found.keys.update(pairing.same)
        for number, row in enumerate(pairing.new, start=len(held) + 1):
            found.keys[row] = numbered_id(base, number)
        found.unclear.update(pairing.unclear)
        taken = [found.keys[claim.row] for claim in claims if claim.row in found.keys]
        # An entry that a row may be is not missing from the file.
        unsure = [each.key for each in held] if pairing.unclear else []
        found.used.update(key_of(key) for key in (*taken, *unsure))


def _held_keys(base: str, known: Mapping[str, KnownEntry]) -> list[str]:
    """The keys of this id or name in the register; they are numbered without gaps, as entries stay."""
    keys: list[str] = []
    while key_of(key := numbered_id(base, len(keys) + 1)) in known:
        keys.append(key)
    return keys


def known_entries(session: Session, organisation_id: int | None, origin: str) -> dict[str, KnownEntry]:
    """Every entry of an organisation that came from one standard, by its key there."""
    rows = session.execute(
        select(Entry.source_key, Entry.id, Entry.title, Entry.retired_at)
        .where(
            Entry.organisation_id == organisation_id, Entry.origin == origin, Entry.source_key.is_not(None)
        )
        .order_by(Entry.id)
    )
    return {row.source_key: KnownEntry(row.id, row.title, row.retired_at is None) for row in rows}


def _source_records(session: Session, entry_ids: Sequence[int]) -> dict[int, Record]:
    """What the source said of each entry when it was read last, whatever editors made of it since."""
    found: dict[int, Record] = {}
    for start in range(0, len(entry_ids), BATCH):
        part = entry_ids[start : start + BATCH]
        newest = (
            select(EntryVersion.entry_id, func.max(EntryVersion.number).label("number"))
            .join(Entry, Entry.id == EntryVersion.entry_id)
            .where(
                EntryVersion.entry_id.in_(part),
                or_(EntryVersion.content_hash == Entry.source_hash, EntryVersion.number == 1),
            )
            .group_by(EntryVersion.entry_id)
            .subquery()
        )
        versions = select(EntryVersion.entry_id, EntryVersion.record).join(
            newest,
            (newest.c.entry_id == EntryVersion.entry_id) & (newest.c.number == EntryVersion.number),
        )
        found |= {row.entry_id: Record.from_data(row.record) for row in session.execute(versions)}
        kept = select(EntrySource.entry_id, EntrySource.record).where(EntrySource.entry_id.in_(part))
        found |= {row.entry_id: Record.from_data(row.record) for row in session.execute(kept)}
    return found


def missing(known: Mapping[str, KnownEntry], used: Iterable[str]) -> list[str]:
    """The titles of public entries that came from the source before and are not in the file."""
    present = set(used)
    return [entry.title for key, entry in known.items() if entry.is_public and key not in present]
