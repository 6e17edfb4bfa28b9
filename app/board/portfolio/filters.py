"""Which uses an address asks for, in which order, and how many there would be with one filter more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.assessments.lifecycle import AssessmentState
from app.assessments.words import KINDS, PHASES, SERVICE_AREAS
from app.board.portfolio.rows import Attention, PortfolioRow
from app.web.fields import without_unusable
from app.web.pagination import Pagination, page_number

PAGE_SIZE = 25
LONGEST_SEARCH = 200
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


@dataclass(frozen=True, slots=True)
class PortfolioFilter:
    """What an address asks for: one value at most for each filter, a search in names, an order, a page."""

    chosen: Mapping[str, str]
    search: str = ""
    sort: str = FIRST_SORT
    reverse: bool = False
    page: int = 1

    def rows(self, rows: Iterable[PortfolioRow], leaving_out: str = "") -> list[PortfolioRow]:
        """The rows that fit, in their order; `leaving_out` names a filter that does not count."""
        wanted = {name: value for name, value in self.chosen.items() if name != leaving_out}
        needle = self.search.casefold()
        return [
            row
            for row in rows
            if needle in row.name.casefold()
            and all(value in FACETS[name](row) for name, value in wanted.items())
        ]

    def ordered(self, rows: Sequence[PortfolioRow]) -> list[PortfolioRow]:
        """The rows in the order asked for; equal ones by name."""
        key, downwards = SORTS[self.sort]
        return sorted(rows, key=key, reverse=downwards != self.reverse)  # type: ignore[arg-type]

    def counts(self, rows: Sequence[PortfolioRow]) -> dict[str, dict[str, int]]:
        """For each filter how many uses each of its values would leave, beside the other filters."""
        found = {}
        for name, read in FACETS.items():
            counted = Counter(value for row in self.rows(rows, leaving_out=name) for value in read(row))
            found[name] = {value: counted[value] for value in VALUES[name]}
        return found

    def address(self, path: str, *, page: int = 1, sort: str = "", **over: str) -> str:
        """The address of this choice with another page or order, or other values; empty takes one away."""
        chosen = {**self.chosen, **over}
        pairs = [(name, chosen[name]) for name in FACETS if chosen.get(name)]
        order = sort or ("-" if self.reverse else "") + self.sort
        extra = [("q", self.search), ("sort", "" if order == FIRST_SORT else order)]
        pairs += [(name, value) for name, value in extra if value]
        pairs += [("page", str(page))] if page > 1 else []
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def sorted_by(self, path: str, sort: str) -> str:
        """The address for a click on a column's heading: again turns the order round."""
        turned = self.sort == sort and not self.reverse
        return self.address(path, sort=f"-{sort}" if turned else sort)

    def direction(self, sort: str) -> str:
        """How a column is sorted, for its heading's aria-sort."""
        if sort != self.sort:
            return "none"
        return "descending" if SORTS[sort][1] != self.reverse else "ascending"


def choice_from(arguments: MultiDict[str, str]) -> PortfolioFilter:
    """The choice that an address asks for; what is not understood is left out. Never fails."""
    sort = arguments.get("sort", "")
    name = sort.removeprefix("-")
    return PortfolioFilter(
        chosen={key: arguments[key] for key in FACETS if arguments.get(key) in VALUES[key]},
        search=" ".join(without_unusable(arguments.get("q", ""))[:LONGEST_SEARCH].split()),
        sort=name if name in SORTS else FIRST_SORT,
        reverse=sort.startswith("-") and name in SORTS,
        page=page_number(arguments.get("page")),
    )


def page_of(rows: Sequence[PortfolioRow], number: int) -> tuple[Sequence[PortfolioRow], Pagination]:
    """The rows of one page, and where it stands."""
    page = Pagination(number, PAGE_SIZE, len(rows))
    return rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], page
