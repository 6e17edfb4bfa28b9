"""Holds JSON from strangers to bounds before anything is made of it: a small file can stand for much memory.

Knows nothing of what the JSON means, and no web framework or database.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Texts, brackets and commas; a text without an end goes on to the last letter. Nothing is tried twice.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.DOTALL)
_LONGEST_NAME, _MOST_NAMES = 40, 12  # of a place in a message


class JsonBound(StrEnum):
    """Which bound was passed."""

    DEPTH = "depth"
    VALUES = "values"
    ITEMS = "items"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class JsonBounds:
    """How deep values are nested, how many there are, in one list or object and in all, how long a key is.

    In all, a list or an object counts twice: it costs more than a number.
    """

    depth: int
    values: int
    items: int
    key: int = 1_000


class JsonTooLarge(ValueError):
    """A bound was passed: which, what it allows, and the place, as in `tables.answer[17].value`."""

    def __init__(self, bound: JsonBound, most: int, place: str) -> None:
        super().__init__(f"{place or 'the whole'}: {_SENTENCES[bound].format(most=most)}")
        self.bound = bound
        self.most = most
        self.place = place


_SENTENCES = {
    JsonBound.DEPTH: "values are nested more than {most} deep",
    JsonBound.VALUES: "more than {most} values",
    JsonBound.ITEMS: "more than {most} values in one list or object",
    JsonBound.KEY: "a name longer than {most} characters",
}


@dataclass(slots=True)
class _Open:
    """A list or an object that is being read, with where in it one is."""

    is_object: bool
    count: int = 0
    key: str = ""
    awaits_key: bool = False


def read_json(text: str, bounds: JsonBounds, **options: Any) -> Any:
    """What `json.loads` makes of a text, whose options are passed on; the text is held to the bounds first.

    Raises:
        JsonTooLarge: it passes a bound.
        ValueError, RecursionError: it is no JSON.
    """
    hold_to(text, bounds)
    return json.loads(text, **options)


def hold_to(text: str, bounds: JsonBounds) -> int:
    """Counts what a JSON text holds and stops at the first bound that it passes; gives what was counted.

    A text that is no JSON is counted up to where that shows, or a little further.

    Raises:
        JsonTooLarge: it passes a bound.
    """
    opened: list[_Open] = []
    values = texts = 0
    for found in _TOKEN.finditer(text):
        mark = found.group()
        if mark[0] == '"':
            texts += 1
            if opened and opened[-1].awaits_key:
                _take_key(opened, mark, bounds)
            passed = texts > 2 * bounds.values  # each has at most a name and a value
        elif mark in "]}":
            if not opened:
                break
            opened.pop()
            continue
        else:
            values += 1
            _take_mark(opened, mark, bounds)
            passed = values > bounds.values
        if passed:
            raise JsonTooLarge(JsonBound.VALUES, bounds.values, _place(opened))
    return values


def _take_mark(opened: list[_Open], mark: str, bounds: JsonBounds) -> None:
    """A comma, or a bracket that opens."""
    if mark == ",":
        if opened:
            inside = opened[-1]
            inside.count += 1
            inside.awaits_key = inside.is_object
            if inside.count >= bounds.items:
                raise JsonTooLarge(JsonBound.ITEMS, bounds.items, _place(opened[:-1]))
        return
    opened.append(_Open(mark == "{", awaits_key=mark == "{"))
    if len(opened) > bounds.depth:
        raise JsonTooLarge(JsonBound.DEPTH, bounds.depth, _place(opened[:-1]))


def _take_key(opened: list[_Open], text: str, bounds: JsonBounds) -> None:
    inside = opened[-1]
    inside.key, inside.awaits_key = text.strip('"')[:_LONGEST_NAME], False
    if len(text) - 2 > bounds.key:
        raise JsonTooLarge(JsonBound.KEY, bounds.key, _place(opened))


def _place(opened: list[_Open]) -> str:
    """The way to where one is, its middle left out when it is long."""
    steps = [f".{_printable(each.key)}" if each.is_object else f"[{each.count}]" for each in opened]
    if len(steps) > _MOST_NAMES:
        steps = [*steps[: _MOST_NAMES // 2], "…", *steps[-_MOST_NAMES // 2 :]]
    return "".join(steps).removeprefix(".")


def _printable(key: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in key)
