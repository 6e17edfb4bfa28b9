"""Reads a search out of an address and writes addresses that differ from it in one point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.register.published.ranking import Sort
from app.register.published.results import PARAMETERS, Search
from app.register.published.search.words import LONGEST_QUERY, parse
from app.web.pagination import page_number

MOST_VALUES = 50
LONGEST_VALUE = 100


def search_from(arguments: MultiDict[str, str]) -> Search:
    """The search that an address asks for; whatever is not understood is left out. Never fails."""
    text = " ".join(arguments.get("q", "").replace("\x00", " ")[:LONGEST_QUERY].split())
    chosen = {name: _values(arguments.getlist(name)) for name in PARAMETERS}
    sort = arguments.get("sort", "")
    return Search(
        text=text,
        query=parse(text),
        chosen={name: values for name, values in chosen.items() if values},
        sort=Sort(sort) if sort in set(Sort) else Sort.RELEVANCE,
        page=page_number(arguments.get("page", "")),
        exact=arguments.get("exact", "") == "yes",
    )


def _values(given: Iterable[str]) -> tuple[str, ...]:
    usable = (value for value in given if 0 < len(value) <= LONGEST_VALUE and value.isprintable())
    return tuple(dict.fromkeys(usable))[:MOST_VALUES]


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a results page, `path` with the search as its arguments."""

    path: str
    search: Search
    language: str = ""

    def page(self, number: int) -> str:
        """Another page of the same results."""
        return self._write(self.search.chosen, page=number)

    def sorted(self, sort: str) -> str:
        """The same results in another order, from the first page."""
        return self._write(self.search.chosen, sort=sort)

    def without(self, parameter: str, value: str) -> str:
        """The results when one value of one filter is taken away."""
        chosen = dict(self.search.chosen)
        chosen[parameter] = tuple(v for v in chosen.get(parameter, ()) if v != value)
        return self._write(chosen)

    def only(self, parameter: str, value: str) -> str:
        """The results with one value of a filter in place of all its others."""
        return self._write({**self.search.chosen, parameter: (value,)})

    def cleared(self) -> str:
        """The results without filters."""
        return self._write({})

    def exactly(self) -> str:
        """The results for the words just as they were typed."""
        return self._write(self.search.chosen, exact=True)

    def at(self, path: str) -> str:
        """The same search on another page, which shows it in another way."""
        return Address(path, self.search, self.language)._write(self.search.chosen)

    def _write(
        self, chosen: Mapping[str, Iterable[str]], *, sort: str = "", page: int = 1, exact: bool = False
    ) -> str:
        pairs = [("q", self.search.text)] if self.search.text else []
        pairs += [(name, value) for name in PARAMETERS for value in chosen.get(name, ())]
        order = sort or self.search.sort.value
        if order != Sort.RELEVANCE:
            pairs.append(("sort", order))
        if exact or self.search.exact:
            pairs.append(("exact", "yes"))
        if page > 1:
            pairs.append(("page", str(page)))
        if self.language:
            pairs.append(("lang", self.language))
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path
