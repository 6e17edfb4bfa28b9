"""Pages of a long list: which one, how many, which page numbers to show."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Pagination:
    """One page of a list of `total` rows, `size` rows a page; `number` counts from 1."""

    number: int
    size: int
    total: int

    @classmethod
    def within(cls, number: int, size: int, total: int) -> Pagination:
        """The page asked for, or the last one where the list has become shorter."""
        page = cls(number, size, total)
        return page if number <= page.pages else cls(page.pages, size, total)

    @property
    def start(self) -> int:
        """How many rows stand before this page."""
        return (self.number - 1) * self.size

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Position of the first row shown, from 1; 0 when there are none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    def numbers(self) -> tuple[int | None, ...]:
        """Page numbers to show, None where some are left out: first, last and the neighbours."""
        wanted = {1, self.pages, *range(self.number - 1, self.number + 2)}
        shown: list[int | None] = []
        for number in sorted(n for n in wanted if 1 <= n <= self.pages):
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return tuple(shown)


def page_number(text: str | None) -> int:
    """The page number that an address asks for; 1 for anything that is not one."""
    if text and text.isascii() and text.isdigit() and len(text) <= 6:
        return min(max(int(text), 1), MOST_PAGES)
    return 1
