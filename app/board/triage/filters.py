"""Which reviews an address asks for, in which order, and how many one filter more would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.assessments.words import LEVELS, SERVICE_AREAS
from app.board.lifecycle import REVIEW, ReviewState
from app.board.triage.rows import QueueRow
from app.board.triage.words import BLOCKED, COLUMNS, DUE, ROUTE_FILTER, WHO
from app.web.fields import without_unusable
from app.web.pagination import Pagination, page_number

PAGE_SIZE, MOST = 50, 2000
LONGEST_SEARCH = 200
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


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What an address asks for: a tab, one value at most for each filter, words, an order, a page or all."""

    state: ReviewState
    chosen: Mapping[str, str]
    search: str = ""
    sort: str = FIRST_SORT
    reverse: bool = False
    page: int = 1
    everything: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the tab holds reviews that need nothing more."""
        return self.state in REVIEW.final

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that say something on this tab."""
        return OVER_COLUMNS if self.is_over else tuple(COLUMNS)

    def apply(
        self, rows: Iterable[QueueRow], me: int, today: date
    ) -> tuple[list[QueueRow], dict[str, dict[str, int]]]:
        """The rows that fit, in order, and for each filter how many each of its values would leave."""
        fitting: list[QueueRow] = []
        counted = {name: Counter[str]() for name in VALUES}
        needle = self.search.casefold()
        for row in rows:
            if needle and needle not in f"{row.name}\n{row.owner}".casefold():
                continue
            has = set(facets_of(row, me, today))
            missing = [pair for pair in self.chosen.items() if pair not in has]
            if not missing:
                fitting.append(row)
            for name, value in has:
                if not missing or (len(missing) == 1 and missing[0][0] == name):
                    counted[name][value] += 1
        key, downwards = SORTS[self.sort]
        fitting.sort(key=key, reverse=downwards != self.reverse)  # type: ignore[arg-type]
        counts = {name: {value: counted[name][value] for value in VALUES[name]} for name in VALUES}
        return fitting, counts

    def pairs(self) -> list[tuple[str, str]]:
        """What the address holds beside the page."""
        order = self._order()
        extra = [
            ("state", "" if self.state is ReviewState.OPEN else self.state.value),
            ("q", self.search),
            ("sort", order),
            ("show", "all" if self.everything else ""),
        ]
        return [*self.chosen.items(), *((name, value) for name, value in extra if value)]

    def address(self, path: str, *, page: int = 1, **over: str) -> str:
        """The address of this choice with another page or other values; an empty value takes one away."""
        pairs = {**dict(self.pairs()), **over}
        shown = [(name, value) for name, value in pairs.items() if value]
        shown += [("page", str(page))] if page > 1 else []
        return f"{path}?{urlencode(shown)}" if shown else path

    def sorted_by(self, path: str, sort: str) -> str:
        """The address for a click on a column's heading: again turns the order round."""
        turned = self.sort == sort and not self.reverse
        return self.address(path, sort="" if self._is_first(sort, turned) else f"-{sort}" if turned else sort)

    def _order(self) -> str:
        """The order as an address says it; nothing for the one that the tab begins with."""
        return "" if self._is_first(self.sort, self.reverse) else ("-" if self.reverse else "") + self.sort

    def _is_first(self, sort: str, reverse: bool) -> bool:
        return (sort, reverse) == (FIRST_SORT, self.is_over)

    def direction(self, sort: str) -> str:
        """How a column is sorted, for its heading's aria-sort."""
        if sort != self.sort:
            return "none"
        return "descending" if SORTS[sort][1] != self.reverse else "ascending"

    def page_of(self, rows: Sequence[QueueRow]) -> tuple[Sequence[QueueRow], Pagination]:
        """The rows of the page asked for, or all of them, and where the page stands."""
        size = MOST if self.everything else PAGE_SIZE
        number = min(self.page, Pagination(1, size, len(rows)).pages)
        return rows[(number - 1) * size : number * size], Pagination(number, size, len(rows))


def choice_from(arguments: MultiDict[str, str]) -> QueueFilter:
    """The choice that an address asks for; what is not understood is left out. Never fails."""
    asked, sort = arguments.get("state", ""), arguments.get("sort", "")
    name = sort.removeprefix("-")
    state = ReviewState(asked) if asked in TABS else ReviewState.OPEN
    return QueueFilter(
        state=state,
        chosen={key: arguments[key] for key in VALUES if arguments.get(key) in VALUES[key]},
        search=" ".join(without_unusable(arguments.get("q", ""))[:LONGEST_SEARCH].split()),
        sort=name if name in SORTS else FIRST_SORT,
        reverse=sort.startswith("-") if name in SORTS else state in REVIEW.final,
        page=page_number(arguments.get("page")),
        everything=arguments.get("show") == "all",
    )
