"""What anybody can make the service keep is bounded by its weight, and the weights are true."""

from __future__ import annotations

import sys
import tracemalloc

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from app.register.pages.texts import public_text
from app.register.published.facets import Cube
from app.register.published.revision import RegisterRevision, kept_counts
from app.register.published.search.words import Query
from app.web.markdown import LONGEST, _rendered, render_markdown
from app.web.weighed_cache import ENTRY, WeighedCache, keeps_texts


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    cache = WeighedCache(3 * (10 + ENTRY))
    for name in "abc":
        cache.keep(name, name.upper(), 10)
    assert cache.find("a") == "A"
    cache.keep("d", "D", 10)
    assert [cache.find(name) for name in "abcd"] == ["A", None, "C", "D"]


def test_what_is_heavier_than_the_room_is_not_kept_and_drives_nothing_out() -> None:
    cache = WeighedCache(1_000)
    cache.keep("light", "kept", 10)
    cache.keep("heavy", "left out", 1_000)
    assert (cache.find("light"), cache.find("heavy")) == ("kept", None)
    cache.keep("light", "grown", 1_000)
    assert (cache.find("light"), cache.taken) == (None, 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3_000)), max_size=60))
def test_whatever_is_kept_the_room_is_never_exceeded(keeping: list[tuple[int, int]]) -> None:
    cache = WeighedCache(5_000)
    weights: dict[int, int] = {}
    for key, weight in keeping:
        cache.keep(key, key, weight)
        weights[key] = weight + ENTRY
        kept = [key for key in weights if key in cache._kept]
        assert cache.taken == sum(weights[key] for key in kept) <= 5_000


def test_what_is_cleared_takes_nothing() -> None:
    cache = WeighedCache(1_000)
    cache.keep("a", "A", 10)
    cache.clear()
    assert (cache.find("a"), cache.taken) == (None, 0)


def test_texts_weigh_what_they_take_with_their_html() -> None:
    made = []

    @keeps_texts(room=100_000)
    def shout(text: str) -> Markup:
        made.append(text)
        return escape(text.upper())

    assert [shout("a"), shout("a"), shout("")] == ["A", "A", ""]
    assert made == ["a", ""]
    for number in range(100):
        shout(f"{number}" * 5_000)
    cache = shout.cache  # type: ignore[attr-defined]
    assert 80_000 < cache.taken <= 100_000
    assert shout("a") == "A"
    assert made.count("a") == 2


def test_a_long_text_is_kept_by_the_part_that_is_shown() -> None:
    cache = _rendered.cache  # type: ignore[attr-defined]
    cache.clear()
    render_markdown("a" * 1_000_000)
    assert cache.taken < 4 * LONGEST
    assert public_text.cache.room == cache.room == 16_000_000  # type: ignore[attr-defined]


def _cells(number: int) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Cells as the database gives them: each number over 256 is an object of its own."""
    return tuple(((1_000 + cell, 5, 3, 1, 2, 4), 300 + cell) for cell in range(number))


@pytest.mark.parametrize("number", [1, 500, 20_000])
def test_counts_of_a_search_weigh_what_they_take(number: int) -> None:
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        cube = Cube(_cells(number), number)
        cube.counts({})  # which keeps its result
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert taken <= cube.weight
    # Tuples that the interpreter kept from earlier are used again and not traced.
    assert cube.weight <= taken * 3 or number < 100


def test_eight_hundred_searches_take_no_more_than_sixteen_megabytes(app: Flask) -> None:
    state, cells = RegisterRevision(1, None), _cells(2_000)  # type: ignore[arg-type]
    with app.app_context():
        keeper = kept_counts()
        for number in range(800):
            cube = Cube(cells, number)
            keeper.keep(state, Query(((f"word{number}",),)), cube, cube.weight)
        kept = [cube for cube, _weight in keeper.cache._kept.values()]
        keeper.cache.clear()
    assert 0 < sum(cube.weight for cube in kept) <= 16_000_000
    assert kept[-1].total == 799
    assert sys.getsizeof(cells) < cube.weight
