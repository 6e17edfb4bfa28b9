"""The addresses of lists: what is read, what is written, what one filter more would leave."""

from __future__ import annotations

from typing import NamedTuple

import pytest
import wtforms as wtf
from werkzeug.datastructures import MultiDict

from app.web.lists import (
    ChosenMany,
    ListAddress,
    ListFilter,
    ListSearch,
    ListSorting,
    ListView,
    is_id,
    page_rows,
)
from app.web.pagination import Pagination


class Fruit(NamedTuple):
    """A row to filter."""

    name: str
    colour: str
    weight: int


class FruitAddress(ListAddress):
    """A list with every kind of part."""

    parts = (
        ListFilter("colour", ("red", "green")),
        ListFilter("basket", is_id),
        ListView("show", ("ripe", "rotten"), usual="ripe"),
        ListSearch(longest=8),
        ListSorting(
            {"name": (lambda row: row.name, False), "weight": (lambda row: row.weight, True)},
            "name",
            lambda before: before.get("show") == "rotten",
        ),
    )
    page_size = 2


class PiledAddress(FruitAddress):
    """The same list, whose links put what is new behind the rest."""

    adds_behind = True


ROWS = [
    Fruit("apple", "red", 3),
    Fruit("pear", "green", 2),
    Fruit("plum", "red", 1),
    Fruit("lime", "green", 1),
]


def _read(**arguments: str) -> FruitAddress:
    return FruitAddress.read(MultiDict(arguments))


def _names(choice: FruitAddress) -> list[str]:
    return [row.name for row in _narrowed(choice)[0]]


def _narrowed(choice: FruitAddress) -> tuple[list[Fruit], dict[str, dict[str, int]]]:
    return choice.narrow(ROWS, lambda row: [("colour", row.colour)], lambda row: row.name)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        *(("colour", "blue"), ("colour", ""), ("basket", "x"), ("basket", "9" * 10), ("basket", "²")),
        *(
            ("show", "odd"),
            ("show", "ripe"),
            ("sort", "odd"),
            ("sort", "--name"),
            ("sort", "name"),
            ("q", " "),
        ),
        *(("page", "x"), ("other", "red")),
    ],
)
def test_what_is_not_understood_or_usual_is_left_out(name: str, asked: str) -> None:
    assert _read(**{name: asked}).address("/fruit") == "/fruit"


def test_an_address_differs_in_one_point() -> None:
    choice = _read(sort="-weight", q="a  b\0", show="rotten", colour="red", page="3")
    assert choice.page == 3
    assert choice.address("/fruit") == "/fruit?colour=red&show=rotten&q=a+b&sort=-weight"
    assert choice.address("/fruit", page=2, colour="") == "/fruit?show=rotten&q=a+b&sort=-weight&page=2"
    assert choice.address("/fruit", basket="7").startswith("/fruit?colour=red&basket=7&show=rotten&")
    assert PiledAddress.read(MultiDict({"q": "a"})).address("/fruit", colour="red") == "/fruit?q=a&colour=red"


def test_a_path_with_its_language_keeps_it() -> None:
    assert _read(colour="red").address("/fruit?lang=cy", page=2) == "/fruit?lang=cy&colour=red&page=2"
    assert _read().address("/fruit?lang=cy") == "/fruit?lang=cy"


def test_parts_are_read_by_name() -> None:
    choice = _read(colour="red")
    assert (choice["colour"], choice["basket"], choice["show"]) == ("red", "", "ripe")
    assert choice.chosen == {"colour": "red"}
    with pytest.raises(KeyError):
        choice["price"]


def test_a_heading_turns_its_order_round() -> None:
    assert _read().sorted_by("/fruit", "name") == "/fruit?sort=-name"
    assert _read(sort="-name").sorted_by("/fruit", "name") == "/fruit"
    assert _read(sort="weight").sorted_by("/fruit", "weight") == "/fruit?sort=-weight"
    assert _read(show="rotten").sorted_by("/fruit", "name") == "/fruit?show=rotten&sort=name"
    assert [_read(sort="weight").direction(name) for name in ("name", "weight")] == ["none", "descending"]
    assert _read(show="rotten").direction("name") == "descending"


def test_rows_are_narrowed_sorted_and_counted() -> None:
    assert _names(_read()) == ["apple", "lime", "pear", "plum"]
    assert _names(_read(sort="weight")) == ["apple", "pear", "plum", "lime"]
    assert _names(_read(colour="red", q="PL")) == ["apple", "plum"]
    assert _narrowed(_read(colour="red", q="l"))[1] == {"colour": {"red": 2, "green": 1}}


def test_pages_have_their_rows() -> None:
    page = _read(page="2").pagination(3)
    assert page_rows("abc", page) == "c"
    assert (page.start, Pagination.within(9, 2, 3).number, Pagination.within(9, 2, 0).number) == (2, 2, 1)


class BasketForm(wtf.Form):
    """Rows ticked in two ways."""

    strict = ChosenMany("Strict")
    others = ChosenMany("Others", skips_others=True)


def test_ticked_rows_are_ids() -> None:
    odd = ["3", "x", "²", "9" * 10, "12"]
    form = BasketForm(MultiDict([("strict", each) for each in odd] + [("others", each) for each in odd]))
    assert not form.validate()
    assert (form.strict.data, form.others.data) == (None, [3, 12])
    plain = BasketForm(MultiDict([("strict", "3"), ("strict", "4"), ("others", "5")]))
    assert plain.validate()
    assert (plain.strict.data, plain.others.data) == ([3, 4], [5])
