"""Which uses an address asks for, in which order, and how many there would be with one filter more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.assessments.lifecycle import AssessmentState
from app.assessments.words import KINDS, PHASES, SERVICE_AREAS
from app.board.portfolio.rows import Attention, PortfolioRow
from app.web.lists import FacetCounts, ListAddress, ListFilter, ListSearch, ListSorting

_LEVEL_ORDER = ("open", "low", "medium", "high")
_STATES = tuple(state.value for state in AssessmentState)
FLAG_GROUPS = ("none", "few", "many")
FACETS: dict[str, Callable[[PortfolioRow], Iterable[str]]] = {
    "attention": lambda row: [reason.value for reason in row.attention],
    "state": lambda row: [row.state],
    "level": lambda row: [row.level_code],
    "area": lambda row: [row.service_area],
    "flags": lambda row: [flag_group(row.red_flags)],
    "phase": lambda row: [row.phase],
    "kind": lambda row: [row.kind],
}
VALUES: dict[str, tuple[str, ...]] = {
    "attention": tuple(reason.value for reason in Attention),
    "state": _STATES,
    "level": tuple(reversed(_LEVEL_ORDER)),
    "area": tuple(SERVICE_AREAS),
    "flags": tuple(reversed(FLAG_GROUPS)),
    "phase": tuple(PHASES),
    "kind": tuple(KINDS),
}
# A column and whether its first click puts the greatest on top.
SORTS: dict[str, tuple[Callable[[PortfolioRow], object], bool]] = {
    "attention": (lambda row: (len(row.attention), row.red_flags), True),
    "name": (lambda row: row.name.casefold(), False),
    "state": (lambda row: _STATES.index(row.state), False),
    "level": (lambda row: _LEVEL_ORDER.index(row.level_code), True),
    "flags": (lambda row: row.red_flags, True),
    "unknowns": (lambda row: row.unknowns, True),
    "changed": (lambda row: row.changed_at, True),
}
FIRST_SORT = "attention"


def flag_group(count: int) -> str:
    """A number of red flags as the code of a filter: none, few (one or two), many."""
    return "none" if not count else "few" if count <= 2 else "many"


class PortfolioAddress(ListAddress):
    """One value at most for each filter, a search in names, an order, a page."""

    parts = (
        *(ListFilter(name, values) for name, values in VALUES.items()),
        ListSearch(),
        ListSorting(SORTS, FIRST_SORT),
    )

    def apply(self, rows: Iterable[PortfolioRow]) -> tuple[list[PortfolioRow], FacetCounts]:
        """The rows that fit, in order and equal ones by name, and what each filter would leave."""
        return self.narrow(rows, _facets_of, lambda row: row.name)


def _facets_of(row: PortfolioRow) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, read in FACETS.items() for value in read(row))
