"""Parses the visibility expressions of SurveyJS files; it evaluates nothing and knows no questionnaire.

Only what published instruments use is understood: comparisons of one answer with `=` or `contains`, joined
by `and`, `or` and parentheses (https://surveyjs.io/form-library/documentation/design-survey/conditional-logic).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

MOST_LETTERS = 4_000
DEEPEST = 30
TOKEN = re.compile(
    r"""\s*(?:
        (?P<name>\{[^{}]{1,200}\})
      | (?P<text>"[^"]*"|'[^']*')
      | (?P<sign>[()\[\],])
      | (?P<word>[A-Za-z]+|[=<>!&|*/+^%-]+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
    )""",
    re.VERBOSE,
)
EQUAL = frozenset({"=", "==", "equal"})
CONTAINS = frozenset({"contains", "contain", "*="})
AND = frozenset({"and", "&&"})
OR = frozenset({"or", "||"})


class ExpressionError(ValueError):
    """Raised for an expression that is not understood; the message is a sentence for its writer."""


@dataclass(frozen=True)
class Test:
    """One comparison: the answer equals the value, or contains all values."""

    name: str
    contains: bool
    values: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """Every part must hold, or one of them."""

    every: bool
    parts: tuple[Expression, ...]


Expression: TypeAlias = Test | Joined
Token: TypeAlias = tuple[str, str]
END: Token = ("end", "")


def parse(text: str) -> Expression:
    """The tree of an expression; raises ExpressionError."""
    if len(text) > MOST_LETTERS:
        raise ExpressionError(f"the expression is longer than {MOST_LETTERS} characters")
    parser = _Parser([*_tokens(text), END])
    found = parser.either(0)
    parser.expect(END)
    return found


def _tokens(text: str) -> Iterator[Token]:
    place, end = 0, len(text.rstrip())
    while place < end:
        match = TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise ExpressionError(f"the expression is not understood from {text[place:][:20].strip()!r} on")
        word = match.group(match.lastgroup)
        yield match.lastgroup, word.lower() if match.lastgroup == "word" else word
        place = match.end()


class _Parser:
    """Recursive descent: or, and, comparison."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._place = 0

    def either(self, depth: int) -> Expression:
        """Parts joined by "or"."""
        if depth > DEEPEST:
            raise ExpressionError(f"the expression has more than {DEEPEST} parentheses in one another")
        parts = [self._every(depth)]
        while self._taken(OR):
            parts.append(self._every(depth))
        return parts[0] if len(parts) == 1 else Joined(False, tuple(parts))

    def expect(self, token: Token) -> None:
        """Take this token and no other."""
        if self._tokens[self._place] != token:
            raise ExpressionError(f"the expression is not understood at {self._seen()}")
        self._place += 1

    def _every(self, depth: int) -> Expression:
        parts = [self._part(depth)]
        while self._taken(AND):
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else Joined(True, tuple(parts))

    def _part(self, depth: int) -> Expression:
        if self._tokens[self._place] == ("sign", "("):
            self._place += 1
            inner = self.either(depth + 1)
            self.expect(("sign", ")"))
            return inner
        name = self._take("name")[1:-1].strip()
        if self._taken(EQUAL):
            return Test(name, False, (self._value(),))
        if self._taken(CONTAINS):
            return Test(name, True, self._values())
        raise ExpressionError(f'only "=" and "contains" are understood, not {self._seen()}')

    def _values(self) -> tuple[str, ...]:
        if self._tokens[self._place] != ("sign", "["):
            return (self._value(),)
        self._place += 1
        values = [self._value()]
        while self._tokens[self._place] == ("sign", ","):
            self._place += 1
            values.append(self._value())
        self.expect(("sign", "]"))
        return tuple(values)

    def _value(self) -> str:
        if self._tokens[self._place][0] == "number":
            return self._take("number")
        return self._take("text")[1:-1]

    def _take(self, kind: str) -> str:
        found, word = self._tokens[self._place]
        if found != kind:
            expected = {"name": "a question in braces", "text": "a value in quotation marks"}[kind]
            raise ExpressionError(f"expected {expected}, found {self._seen()}")
        self._place += 1
        return word

    def _taken(self, words: frozenset[str]) -> bool:
        kind, word = self._tokens[self._place]
        if kind != "word" or word not in words:
            return False
        self._place += 1
        return True

    def _seen(self) -> str:
        kind, word = self._tokens[self._place]
        return "its end" if kind == "end" else repr(word[:40])
