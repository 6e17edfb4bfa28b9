"""Words and search texts: folding, filler words, either-or, and typing errors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.register.published.search.stores import PostgreSQLStore, SQLiteStore
from app.register.published.search.words import MOST_WORDS, Query, corrected, fold, parse, words_of


def test_case_and_accents_do_not_count() -> None:
    assert fold("Ŵyl CAFÉ Straße") == "wyl cafe strasse"
    assert words_of("A-Z: e-mail_me, 3 times!") == ["a", "z", "e", "mail", "me", "3", "times"]


def test_fillers_are_left_out_unless_there_is_nothing_else() -> None:
    assert parse("Is my rent decided by a computer?").groups == (("rent",), ("decided",), ("computer",))
    assert parse("to be or not").groups == (("not",),)
    assert parse("the of").groups == (("the",), ("of",))


def test_or_joins_its_neighbours_only() -> None:
    assert parse("rent OR house street").groups == (("rent", "house"), ("street",))
    assert parse("OR rent OR").groups == (("rent",),)


@given(st.text(max_size=500))
def test_any_text_becomes_a_query_that_both_databases_can_read(text: str) -> None:
    query = parse(text)
    assert len(query.groups) <= MOST_WORDS
    for store in (SQLiteStore(), PostgreSQLStore()):
        assert "\x00" not in store.words(query)
    for group in query.groups:
        assert all(word.isalnum() for word in group)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("camrea", "camera"),
        ("parkng", "parking"),
        ("camera", "camera"),
        ("zzzz", "zzzz"),
        ("12", "12"),
        ("cams", "cams"),
    ],
)
def test_the_nearest_known_word_stands_in(typed: str, meant: str) -> None:
    known = {"camera": 3, "parking": 9, "barking": 1, "spam": 1}
    assert corrected(Query(((typed,),), False), known).groups == ((meant,),)


def test_an_unfinished_word_is_no_error() -> None:
    assert corrected(parse("park"), {"parking": 1, "bark": 5}).groups == (("park",),)
