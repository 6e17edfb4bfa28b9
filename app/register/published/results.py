"""One page of search results with its filters, as values that a template can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlalchemy import select

from app.database import db
from app.register import words
from app.register.models import EntryRow
from app.register.published.facets import Counts, OrganisationCount, bodies
from app.register.published.ranking import Found, Sort, ids_of_page, interpret
from app.register.published.revision import RegisterRevision
from app.register.published.search.codes import CODES, code_of, number_of
from app.register.published.search.words import Query, fold
from app.web.pagination import Pagination

PAGE_SIZE = 20
NOT_STATED = "not_stated"
# What stands in addresses, and the column behind it.
PARAMETERS = {
    "organisation": "body_id",
    "area": "service_area",
    "phase": "phase",
    "kind": "kind",
    "data": "personal_data",
    "challenge": "challenge_route",
}


@dataclass(frozen=True, slots=True)
class Search:
    """What an address asks for. `chosen` holds values as the address gives them, by parameter."""

    text: str
    query: Query
    chosen: Mapping[str, tuple[str, ...]]
    sort: Sort
    page: int = 1
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter with the number of entries that choosing it would leave."""

    value: str
    label: str
    count: int
    chosen: bool

    @property
    def initial(self) -> str:
        """The letter under which a list from A to Z has it."""
        return fold(self.label)[:1].upper()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One entry in a list."""

    entry_id: int
    slug: str
    title: str
    summary: str
    organisation_name: str
    language: str
    phase: str
    review_state: str
    published_at: datetime

    @property
    def path(self) -> str:
        """The path of the entry's page; written here because building twenty addresses costs more."""
        return f"/register/{self.entry_id}-{quote(self.slug)}"


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that the results page shows."""

    found: Found
    rows: tuple[ResultRow, ...]
    pagination: Pagination
    options: Mapping[str, tuple[Option, ...]]


_ROW = (
    EntryRow.entry_id,
    EntryRow.slug,
    EntryRow.title,
    EntryRow.summary,
    EntryRow.organisation_name,
    EntryRow.language,
    EntryRow.phase,
    EntryRow.review_state,
    EntryRow.published_at,
)


def find(state: RegisterRevision, search: Search) -> Results:
    """The page of results that an address asks for; the last page when it asks for one beyond."""
    known = bodies(state)
    chosen = _numbers(search.chosen, known)
    found = interpret(state, search.query, exact=search.exact)
    total, counts = found.cube.counts(chosen)
    pages = max(1, -(-total // PAGE_SIZE))
    pagination = Pagination(min(search.page, pages), PAGE_SIZE, total)
    sort = search.sort if search.query or search.sort is not Sort.RELEVANCE else Sort.NEWEST
    ids = ids_of_page(
        found.query,
        chosen,
        sort,
        offset=(pagination.number - 1) * PAGE_SIZE,
        size=PAGE_SIZE,
        total=total,
    )
    return Results(found, rows_of(ids), pagination, _options(chosen, counts, known))


def rows_of(ids: list[int]) -> tuple[ResultRow, ...]:
    """The rows of these entries in this order; one statement."""
    rows = db.session.connection().execute(select(*_ROW).where(EntryRow.entry_id.in_(ids)))
    by_id = {row[0]: ResultRow(*row) for row in rows}
    return tuple(by_id[entry_id] for entry_id in ids if entry_id in by_id)


def newest(limit: int) -> tuple[ResultRow, ...]:
    """The entries published last; one statement."""
    rows = db.session.execute(
        select(*_ROW).order_by(EntryRow.published_at.desc(), EntryRow.entry_id.desc()).limit(limit)
    )
    return tuple(ResultRow(*row) for row in rows)


def _numbers(
    chosen: Mapping[str, tuple[str, ...]], known: Mapping[int, OrganisationCount]
) -> dict[str, frozenset[int]]:
    numbers: dict[str, frozenset[int]] = {}
    for parameter, values in chosen.items():
        column = PARAMETERS[parameter]
        if parameter == "organisation":
            numbers[column] = frozenset(body.id for body in known.values() if body.slug in values)
        else:
            numbers[column] = frozenset(
                number_of(column, value) for value in values if value in CODES[column] or value == NOT_STATED
            )
    return numbers


def _options(
    chosen: Mapping[str, frozenset[int]], counts: Counts, known: Mapping[int, OrganisationCount]
) -> dict[str, tuple[Option, ...]]:
    options: dict[str, tuple[Option, ...]] = {}
    for parameter, column in PARAMETERS.items():
        marked = chosen.get(column, frozenset())
        counted = counts[column]
        used = [*counted, *(number for number in marked if number not in counted)]
        if column == "body_id":
            named = [(known[n].slug, known[n].name, n) for n in used if n in known]
            named.sort(key=lambda item: (item[2] not in marked, -counted.get(item[2], 0), item[1]))
        else:
            labels = words.FACETS[column]
            codes = [(code_of(column, n), n) for n in sorted(used, key=lambda n: n or 1_000)]
            named = [(code or NOT_STATED, words.word(labels, code), n) for code, n in codes]
        options[parameter] = tuple(
            Option(value, label, counted.get(n, 0), n in marked) for value, label, n in named
        )
    return options
