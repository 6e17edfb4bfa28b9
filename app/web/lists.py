"""What every list page is made of: filters in the address, sorting, counts, pages, ticked rows, CSV.

A list says what its address may hold as the `parts` of a `ListAddress` of its own, in the order in which the
address names them. It knows no table: rows come in as any objects, statements as SQLAlchemy's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeVar
from urllib.parse import urlencode

import wtforms as wtf
from flask import Response, request
from sqlalchemy import Select
from werkzeug.datastructures import MultiDict

from app.web.fields import without_unusable
from app.web.pagination import Pagination, page_number
from app.web.spreadsheets import sheet, sheet_reply

Row = TypeVar("Row")
Statement = TypeVar("Statement", bound=Select[*tuple[Any, ...]])
FacetCounts = dict[str, dict[str, int]]
Allowed = tuple[str, ...] | Callable[[str], bool]
LONGEST_SEARCH = 200


def is_id(text: str) -> bool:
    """Whether a value of an address could be the id of a row in either database."""
    return text.isascii() and text.isdigit() and len(text) < 10


def _allows(allowed: Allowed, value: str) -> bool:
    return value in allowed if isinstance(allowed, tuple) else allowed(value)


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A filter that narrows a list to one of its values; any other value counts as none chosen."""

    name: str
    values: Allowed

    def read(self, asked: str, _before: Mapping[str, str]) -> str:
        return asked if asked and _allows(self.values, asked) else ""


@dataclass(frozen=True, slots=True)
class ListView:
    """Which of several views of a list is shown, as a tab is; the usual one is not in the address."""

    name: str
    values: Allowed
    usual: str = ""

    def read(self, asked: str, _before: Mapping[str, str]) -> str:
        return asked if asked != self.usual and _allows(self.values, asked) else ""


@dataclass(frozen=True, slots=True)
class ListSearch:
    """The words that a list is searched for, without what no database keeps, cut at `longest` letters.

    Several spaces count as one unless the list `keeps_spaces`.
    """

    longest: int = LONGEST_SEARCH
    keeps_spaces: bool = False
    name: ClassVar[str] = "q"

    def read(self, asked: str, _before: Mapping[str, str]) -> str:
        usable = without_unusable(asked.strip() if self.keeps_spaces else asked)[: self.longest]
        return usable if self.keeps_spaces else " ".join(usable.split())


@dataclass(frozen=True, slots=True)
class ListSorting:
    """The columns that a list can be sorted by, each with its key and whether it begins with the greatest.

    `first` is the column of a list that nobody sorted, `first_turned` whether it then stands the other way
    round, given what the address says before.
    """

    columns: Mapping[str, tuple[Callable[[Any], Any], bool]]
    first: str
    first_turned: Callable[[Mapping[str, str]], bool] = lambda _before: False
    name: ClassVar[str] = "sort"

    def read(self, asked: str, before: Mapping[str, str]) -> str:
        column = asked.removeprefix("-")
        usual = (column, asked.startswith("-")) == (self.first, self.first_turned(before))
        return "" if column not in self.columns or usual else asked

    def order(self, values: Mapping[str, str]) -> tuple[str, bool]:
        """The column, and whether it is turned round."""
        asked = values.get(self.name, "")
        if not asked:
            return self.first, self.first_turned(values)
        return asked.removeprefix("-"), asked.startswith("-")


Part = ListFilter | ListView | ListSearch | ListSorting


@dataclass(frozen=True, slots=True)
class ListAddress:
    """What an address asks of one list; a list's own subclass names its parts.

    `values` holds what differs from the usual, in the order of the parts. `adds_behind` says that links put
    a value that is new to the address behind the others rather than at its place.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    page: int = 1

    parts: ClassVar[tuple[Part, ...]] = ()
    page_size: ClassVar[int] = 25
    adds_behind: ClassVar[bool] = False

    @classmethod
    def read(cls, arguments: MultiDict[str, str]) -> Self:
        """What these arguments ask for; whatever is not understood is left out. Never fails."""
        values: dict[str, str] = {}
        for part in cls.parts:
            value = part.read(arguments.get(part.name, ""), values)
            if value:
                values[part.name] = value
        return cls(values, page_number(arguments.get("page")))

    @classmethod
    def asked(cls) -> Self:
        """What the address of this request asks for."""
        return cls.read(request.args)

    def __getitem__(self, name: str) -> str:
        """The value of a part, the usual one where the address has none; KeyError for an unknown part."""
        part = next((each for each in self.parts if each.name == name), None)
        if part is None:
            raise KeyError(name)
        return self.values.get(name) or (part.usual if isinstance(part, ListView) else "")

    @property
    def search(self) -> str:
        """The words searched for."""
        return self.values.get(ListSearch.name, "")

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that narrow the list."""
        filters = {part.name for part in self.parts if isinstance(part, ListFilter)}
        return {name: value for name, value in self.values.items() if name in filters}

    def address(self, path: str, *, page: int = 1, **over: str) -> str:
        """The address with other values or another page, else the first; an empty value takes one away.

        `path` may hold arguments of its own, as it does in a language that is not the usual one.
        """
        values = {**self.values, **over}
        if not self.adds_behind:
            values = {part.name: values.get(part.name, "") for part in self.parts}
        pairs = [(name, value) for name, value in values.items() if value]
        pairs += [("page", str(page))] if page > 1 else []
        return f"{path}{'&' if '?' in path else '?'}{urlencode(pairs)}" if pairs else path

    def arguments(self) -> dict[str, Any]:
        """What the address holds, for `url_for`."""
        return {**self.values, "page": self.page} if self.page > 1 else dict(self.values)

    @property
    def _sorting(self) -> ListSorting:
        return next(part for part in self.parts if isinstance(part, ListSorting))

    def sorted_by(self, path: str, column: str) -> str:
        """The address for a click on a column's heading: again turns the order round."""
        turned = self._sorting.order(self.values) == (column, False)
        return self.address(path, sort=self._sorting.read(f"-{column}" if turned else column, self.values))

    def direction(self, column: str) -> str:
        """How a column is sorted, for its heading's aria-sort."""
        now, turned = self._sorting.order(self.values)
        if column != now:
            return "none"
        return "descending" if self._sorting.columns[column][1] != turned else "ascending"

    def narrow(
        self,
        rows: Iterable[Row],
        facets: Callable[[Row], Iterable[tuple[str, str]]],
        words: Callable[[Row], str],
    ) -> tuple[list[Row], FacetCounts]:
        """The rows that fit, sorted, and for each filter how many each of its values would leave.

        `facets` gives the names and values of the filters that a row falls under, `words` the text that a
        search looks at.
        """
        filters = [part for part in self.parts if isinstance(part, ListFilter)]
        counted = {each.name: Counter[str]() for each in filters}
        chosen, needle = self.chosen.items(), self.search.casefold()
        fitting: list[Row] = []
        for row in rows:
            if needle and needle not in words(row).casefold():
                continue
            has = set(facets(row))
            missing = [pair for pair in chosen if pair not in has]
            if not missing:
                fitting.append(row)
            for name, value in has:
                if not missing or (len(missing) == 1 and missing[0][0] == name):
                    counted[name][value] += 1
        column, turned = self._sorting.order(self.values)
        key, downwards = self._sorting.columns[column]
        fitting.sort(key=key, reverse=downwards != turned)
        counts = {
            each.name: {value: counted[each.name][value] for value in each.values}
            for each in filters
            if isinstance(each.values, tuple)
        }
        return fitting, counts

    def pagination(self, total: int) -> Pagination:
        """The page asked for of `total` rows, which may lie behind the last."""
        return Pagination(self.page, self.page_size, total)


def page_rows(rows: Sequence[Row], page: Pagination) -> Sequence[Row]:
    """The rows of one page."""
    return rows[page.start : page.start + page.size]


def on_page(statement: Statement, page: Pagination | None) -> Statement:
    """A statement narrowed to the rows of one page; the whole of it for a download, without a page."""
    return statement if page is None else statement.limit(page.size).offset(page.start)


class ChosenMany(wtf.SelectMultipleField):
    """The ids of the rows that were ticked in a list; which of them exist is asked of the database.

    A value that is no id makes the field invalid and empty, or is left out when it `skips_others`.
    """

    def __init__(self, *args: Any, skips_others: bool = False, **more: Any) -> None:
        super().__init__(*args, coerce=int, validate_choice=False, **more)
        self.skips_others = skips_others

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Takes the ids posted; ValueError for what is no number unless others are skipped."""
        if self.skips_others:
            self.data = [int(text) for text in valuelist if is_id(text)]
        else:
            super().process_formdata(valuelist)


def csv_download(name: str, headings: Sequence[str], rows: Iterable[Iterable[object]]) -> Response:
    """A list as the file `name`.csv, every cell made safe for spreadsheets; no cache keeps it."""
    return sheet_reply(sheet(headings, rows), name)
