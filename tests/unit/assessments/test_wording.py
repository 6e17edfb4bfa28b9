"""Differences in words: nothing is lost, nothing is invented, and odd texts cost no time."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from app.assessments.changes.word_difference import LONGEST_SAME, WordChange, WordRun, compare, shorten

TEXTS = st.lists(st.sampled_from(["the ", "a\n", "cat", " ", "sat ", "é", "\t"]), max_size=40).map("".join)


@given(before=TEXTS, after=TEXTS)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(p.text for p in pieces if p.kind is not WordChange.NEW) == before
    assert "".join(p.text for p in pieces if p.kind is not WordChange.GONE) == after
    assert all(piece.text for piece in pieces)


@given(text=TEXTS)
def test_the_same_text_has_no_difference(text: str) -> None:
    assert {piece.kind for piece in compare(text, text)} <= {WordChange.SAME}


def test_words_are_told_apart_not_letters() -> None:
    assert compare("It sorts requests.", "It ranks requests.") == (
        WordRun(WordChange.SAME, "It "),
        WordRun(WordChange.GONE, "sorts"),
        WordRun(WordChange.NEW, "ranks"),
        WordRun(WordChange.SAME, " requests."),
    )


def test_a_text_that_grows_at_its_end_has_only_new_words() -> None:
    assert compare("Nobody was asked.", "Nobody was asked. Officers lose time.") == (
        WordRun(WordChange.SAME, "Nobody was asked."),
        WordRun(WordChange.NEW, " Officers lose time."),
    )


def test_long_unchanged_stretches_are_left_out() -> None:
    words = " ".join(f"w{number}" for number in range(300))
    shown = shorten(compare(f"{words} old {words}", f"{words} new {words}"))
    assert [piece.kind for piece in shown] == ["left_out", "same", "gone", "new", "same", "left_out"]
    assert all(len(piece.text.split()) <= LONGEST_SAME for piece in shown)
    assert [piece.kind for piece in shorten(compare("", words))] == [WordChange.NEW]


def test_hostile_texts_are_compared_quickly() -> None:
    hostile = (
        ("a " * 20_000 + "b", "c " + "a " * 20_000),
        ("a\n" * 20_000, "b\n" * 20_000),
        ("".join(f"{n % 97} " for n in range(1999)), "".join(f"{n * 7 % 101} " for n in range(1999))),
        ("x" * 400_000, "y" * 400_000),
    )
    for before, after in hostile:
        begun = time.perf_counter()
        compare(before, after)
        assert time.perf_counter() - begun < 1
