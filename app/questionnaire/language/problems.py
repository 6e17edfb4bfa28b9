"""What may be wrong with a value, and the checks that several question types share.

Problems are codes with parameters; the words that people read are made elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

SHORT_LENGTH = 200
MOST_ROWS = 200
SURROGATE = re.compile("[\ud800-\udfff]")
Parameter: TypeAlias = str | int | float


@dataclass(frozen=True)
class ValueProblem:
    """What is wrong: a code, its parameters by name, and for rows the 1-based row and the column's id."""

    code: str
    parameters: tuple[tuple[str, Parameter], ...] = ()
    row: int | None = None
    column: str | None = None


def check_choice(value: object, known: tuple[str, ...]) -> list[ValueProblem]:
    """What is wrong with one chosen id."""
    if not isinstance(value, str):
        return [ValueProblem("wrong_type")]
    return [] if value in known else [ValueProblem("wrong_choice", (("choice", value[:SHORT_LENGTH]),))]


def check_text(value: object, most: int, column: str | None = None) -> list[ValueProblem]:
    """What is wrong with a text of at most so many characters."""
    if not isinstance(value, str):
        return [ValueProblem("wrong_type", column=column)]
    found = []
    if "\x00" in value:
        found.append(ValueProblem("nul", column=column))
    if SURROGATE.search(value):
        found.append(ValueProblem("surrogate", column=column))
    length = len(value.replace("\r\n", "\n").strip())
    if length > most:
        found.append(ValueProblem("too_long", (("most", most), ("length", length)), column=column))
    return found


def numbered_maps(value: object) -> tuple[list[tuple[int, Mapping[str, object]]], list[ValueProblem]]:
    """The rows of a value with their 1-based numbers, and what is wrong with its shape."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return [], [ValueProblem("wrong_type")]
    if len(value) > MOST_ROWS:
        return [], [ValueProblem("too_many_rows", (("most", MOST_ROWS), ("rows", len(value))))]
    rows = [(number, row) for number, row in enumerate(value, start=1) if isinstance(row, Mapping)]
    told = {number for number, _row in rows}
    return rows, [ValueProblem("wrong_type", row=n) for n in range(1, len(value) + 1) if n not in told]
