"""Which reviews an address asks for, in which order, and how many one filter more would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from app.assessments.words import LEVELS, SERVICE_AREAS
from app.board.lifecycle import REVIEW, ReviewState
from app.board.triage.rows import QueueRow
from app.board.triage.words import BLOCKED, COLUMNS, DUE, ROUTE_FILTER, WHO
from app.web.lists import FacetCounts, ListAddress, ListFilter, ListSearch, ListSorting, ListView, page_rows
from app.web.pagination import Pagination

MOST = 2000
TABS = (
    ReviewState.OPEN,
    ReviewState.APPEALED,
    ReviewState.ADVISED,
    ReviewState.RETURNED,
    ReviewState.RESPONDED,
)
_LEVELS = tuple(LEVELS)
_PRIORITIES = ("low", "normal", "high")
VALUES: dict[str, tuple[str, ...]] = {
    "who": tuple(WHO),
    "blocked": tuple(BLOCKED),
    "due": tuple(DUE),
    "level": tuple(reversed(_LEVELS)),
    "route": tuple(ROUTE_FILTER),
    "area": tuple(SERVICE_AREAS),
}
# A column and whether its first click puts the greatest on top.
SORTS: dict[str, tuple[Callable[[QueueRow], object], bool]] = {
    "waiting": (lambda row: row.opened_at, False),
    "name": (lambda row: row.name.casefold(), False),
    "level": (lambda row: (not row.is_shut, _LEVELS.index(row.level)), True),
    "flags": (lambda row: -1 if row.is_shut else row.flags, True),
    "unknowns": (lambda row: -1 if row.is_shut else row.unknowns, True),
    "due": (lambda row: (row.due_on or date.max, -_PRIORITIES.index(row.priority)), False),
    "blocked": (lambda row: VALUES["blocked"].index(row.blocked.code), False),
}
FIRST_SORT = "waiting"
# On tabs of what is over: nothing is due and nobody is waited for, and the newest stands first.
OVER_COLUMNS = ("name", "level", "flags", "unknowns", "waiting")


def facets_of(row: QueueRow, me: int, today: date) -> Iterator[tuple[str, str]]:
    """The values that a row has in each filter; of a review without a part for the reader, few."""
    if any(each.person_id == me for each in row.reviewers):
        yield "who", "mine"
    if row.part == "undeclared":
        yield "who", "undeclared"
    if not row.reviewers:
        yield "who", "unassigned"
    yield "blocked", row.blocked.code
    yield "due", row.due_group(today)
    if not row.is_shut:
        yield "level", row.level
    yield "route", row.route or "none"
    yield "area", row.service_area


class QueueAddress(ListAddress):
    """A tab of the queue, one value at most for each filter, words, an order, a page or all of them."""

    parts = (
        *(ListFilter(name, values) for name, values in VALUES.items()),
        ListView("state", TABS, usual=ReviewState.OPEN),
        ListSearch(),
        ListSorting(SORTS, FIRST_SORT, lambda before: before.get("state", ReviewState.OPEN) in REVIEW.final),
        ListView("show", ("all",)),
    )
    page_size = 50
    adds_behind = True

    @property
    def state(self) -> ReviewState:
        return ReviewState(self["state"])

    @property
    def everything(self) -> bool:
        return self["show"] == "all"

    @property
    def is_over(self) -> bool:
        """Whether the tab holds reviews that need nothing more."""
        return self.state in REVIEW.final

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that say something on this tab."""
        return OVER_COLUMNS if self.is_over else tuple(COLUMNS)

    def apply(self, rows: Iterable[QueueRow], me: int, today: date) -> tuple[list[QueueRow], FacetCounts]:
        """The rows that fit, in order, and for each filter how many each of its values would leave."""
        return self.narrow(
            rows, lambda row: facets_of(row, me, today), lambda row: f"{row.name}\n{row.owner}"
        )

    def page_of(self, rows: Sequence[QueueRow]) -> tuple[Sequence[QueueRow], Pagination]:
        """The rows of the page asked for, or all of them, and where the page stands."""
        size = MOST if self.everything else self.page_size
        page = Pagination.within(self.page, size, len(rows))
        return page_rows(rows, page), page


choice_from = QueueAddress.read
