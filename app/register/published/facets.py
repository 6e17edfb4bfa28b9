"""Counts what can be filtered: one grouped statement for each search, whatever filters are set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, func, select, text

from app.database import db
from app.register.models import EntryFacet, PublicBody
from app.register.published.revision import Fact, RegisterRevision, kept_counts, kept_fact
from app.register.published.search.stores import store_of
from app.register.published.search.words import Query

FACETS = ("body_id", "service_area", "phase", "kind", "personal_data", "challenge_route")
_COLUMNS = tuple(getattr(EntryFacet, name) for name in FACETS)
Chosen = Mapping[str, frozenset[int]]
# Bytes, measured by tests/unit/web/test_weighed_cache.py: two tuples, two numbers, an entry of a dictionary;
# and a search that finds nothing, with the longest words that can be searched for.
_CELL = 360
_CUBE = 8_000

Counts = dict[str, dict[int, int]]


@dataclass(frozen=True)
class Cube:
    """How many of the entries found share each combination of filter values, in the order of FACETS."""

    cells: tuple[tuple[tuple[int, ...], int], ...]
    total: int

    def counts(self, chosen: Chosen) -> tuple[int, Counts]:
        """How many entries all filters leave, and each filter's values counted under the other filters."""
        wanted = [(index, chosen[name]) for index, name in enumerate(FACETS) if chosen.get(name)]
        return self._filtered(wanted) if wanted else (self.total, self._unfiltered)

    @property
    def weight(self) -> int:
        """How many bytes it takes at most, what it works out later included."""
        return _CUBE + _CELL * len(self.cells)

    @cached_property
    def _unfiltered(self) -> Counts:
        return self._filtered([])[1]

    def _filtered(self, wanted: list[tuple[int, frozenset[int]]]) -> tuple[int, Counts]:
        counters: list[dict[int, int]] = [{} for _ in FACETS]
        passing = []
        for cell in self.cells:
            values, count = cell
            failed = [index for index, allowed in wanted if values[index] not in allowed] if wanted else ()
            if not failed:
                passing.append(cell)
            elif len(failed) == 1:
                counter, value = counters[failed[0]], values[failed[0]]
                counter[value] = counter.get(value, 0) + count
        for index, counter in enumerate(counters):
            for values, count in passing:
                value = values[index]
                counter[value] = counter.get(value, 0) + count
        return sum(count for _, count in passing), dict(zip(FACETS, counters, strict=True))


@dataclass(frozen=True, slots=True)
class OrganisationCount:
    """A public body with published entries."""

    id: int
    slug: str
    name: str


def bodies(state: RegisterRevision) -> dict[int, OrganisationCount]:
    """Every body with published entries, by id."""

    def read() -> dict[int, OrganisationCount]:
        used = select(EntryFacet.body_id).distinct()
        rows = db.session.execute(
            select(PublicBody.id, PublicBody.slug, PublicBody.name).where(PublicBody.id.in_(used))
        )
        return {row.id: OrganisationCount(row.id, row.slug, row.name) for row in rows}

    return kept_fact(state, Fact.BODIES, read)


def cube(state: RegisterRevision, query: Query) -> Cube:
    """Counts of everything that the query finds; of the whole register for an empty query."""
    if not query:
        return kept_fact(state, Fact.EVERYTHING, lambda: _read_cube(query))
    keeper = kept_counts()
    found: Cube | None = keeper.find(state, query)
    if found is None:
        found = _read_cube(query)
        keeper.keep(state, query, found, found.weight)
    return found


def _read_cube(query: Query) -> Cube:
    statement = select(*_COLUMNS, func.count()).group_by(*_COLUMNS)
    if query:
        store = store_of(db.session())
        statement = statement.join(store.table, EntryFacet.entry_id == store.key).where(
            text(store.matches).bindparams(words=store.words(query))
        )
    cells = tuple((tuple(row[:-1]), row[-1]) for row in db.session.connection().execute(statement))
    return Cube(cells, sum(count for _, count in cells))


def conditions(chosen: Chosen) -> list[ColumnElement[bool]]:
    """The chosen filters as SQL: any of the values of one filter, all filters together."""
    return [getattr(EntryFacet, name).in_(sorted(chosen[name])) for name in FACETS if chosen.get(name)]
