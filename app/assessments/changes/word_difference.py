"""Finds which words of a text went and which came; knows nothing of answers, pages or languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORK = 4_000_000  # words before times words after; more is compared line by line, then as a whole
LONGEST_SAME = 60
CONTEXT = 20
_WORDS = re.compile(r"\s*\S+|\s+")  # the space goes before: most texts grow at their end
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class WordChange(StrEnum):
    """What happened to a piece of text; `left_out` stands for many unchanged words that are not shown."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words with one fate."""

    kind: WordChange
    text: str


def compare(before: str, after: str) -> tuple[WordRun, ...]:
    """The pieces of both texts in reading order: what is gone stands before what is new in its place.

    Joining what is not new gives `before`, joining what is not gone gives `after`.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    pieces = [WordRun(WordChange.SAME, "".join(old[:start]))]
    pieces += _middle("".join(old[start : len(old) - end]), "".join(new[start : len(new) - end]))
    pieces.append(WordRun(WordChange.SAME, "".join(old[len(old) - end :])))
    return tuple(_joined(piece for piece in pieces if piece.text))


def shorten(pieces: Sequence[WordRun]) -> tuple[WordRun, ...]:
    """The same pieces with long unchanged stretches cut to the words around a change."""
    shown: list[WordRun] = []
    for number, piece in enumerate(pieces):
        words = _WORDS.findall(piece.text)
        if piece.kind is not WordChange.SAME or len(words) <= LONGEST_SAME:
            shown.append(piece)
            continue
        head = words[:CONTEXT] if number else []
        tail = words[-CONTEXT:] if number < len(pieces) - 1 else []
        middle = WordRun(WordChange.LEFT_OUT, "")
        parts = (WordRun(WordChange.SAME, "".join(head)), middle, WordRun(WordChange.SAME, "".join(tail)))
        shown += [part for part in parts if part.text or part is middle]
    return tuple(shown)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _middle(before: str, after: str) -> list[WordRun]:
    for pattern in (_WORDS, _LINES):
        old, new = pattern.findall(before), pattern.findall(after)
        if len(old) * len(new) <= MOST_WORK:
            return list(_matched(old, new))
    return [WordRun(WordChange.GONE, before), WordRun(WordChange.NEW, after)]


def _matched(old: list[str], new: list[str]) -> Iterator[WordRun]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield WordRun(WordChange.SAME, "".join(old[a:b]))
        else:
            gone, came = "".join(old[a:b]), "".join(new[c:d])
            space = _space_before(gone, came)
            yield WordRun(WordChange.SAME, gone[:space])
            yield WordRun(WordChange.GONE, gone[space:])
            yield WordRun(WordChange.NEW, came[space:])


def _space_before(one: str, other: str) -> int:
    """How much white space both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b or not a.isspace()), min(len(one), len(other)))


def _joined(pieces: Iterator[WordRun]) -> Iterator[WordRun]:
    last: WordRun | None = None
    for piece in pieces:
        if last is not None and last.kind is piece.kind:
            last = WordRun(last.kind, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
