"""Pages of a long list: numbers in addresses, first and last rows, which numbers are shown."""

from __future__ import annotations

import pytest

from app.web.pagination import Pagination, page_number


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        *(("3", 3), ("999999", 100_000), (None, 1), ("", 1), ("0", 1), ("-1", 1), ("1.5", 1), ("x", 1)),
        *(("²", 1), ("٣", 1), ("9" * 5000, 1), ("1\0", 1), (" 2", 1)),
    ],
)
def test_an_address_may_ask_for_any_page(asked: str | None, number: int) -> None:
    assert page_number(asked) == number


@pytest.mark.parametrize(
    ("number", "total", "pages", "first", "last"),
    [(1, 0, 1, 0, 0), (1, 1, 1, 1, 1), (1, 20, 1, 1, 20), (2, 21, 2, 21, 21), (3, 60, 3, 41, 60)],
)
def test_a_page_knows_its_rows(number: int, total: int, pages: int, first: int, last: int) -> None:
    page = Pagination(number, 20, total)
    assert (page.pages, page.first, page.last) == (pages, first, last)


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (1, 9, (1, 2, None, 9)),
        (5, 9, (1, None, 4, 5, 6, None, 9)),
        (9, 9, (1, None, 8, 9)),
    ],
)
def test_first_last_and_neighbours_are_shown(number: int, pages: int, shown: tuple[int | None, ...]) -> None:
    assert Pagination(number, 10, pages * 10).numbers() == shown
