"""Reads the fields of one mapping of a tree by hand, for readers that go on over what is half right.

Others take `read_data`, which needs no hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from app.data_files.mistakes import Report, quoted
from app.data_files.scalars import is_blank, scalar_number, scalar_truth
from app.data_files.tree import UNPRINTABLE, ListNode, MapNode, Node, ScalarNode

Kind = TypeVar("Kind", bound=StrEnum)
Item = TypeVar("Item")
IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
QUESTION_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
LONGEST_IDENTIFIER = 60


class Fields:
    """The fields of one mapping; every reader gives a usable default after reporting a mistake."""

    def __init__(self, node: Node, path: str, report: Report, required: str, optional: str = "") -> None:
        """Take the mapping apart; `required` and `optional` are key names with spaces between."""
        self.path = path
        self.report = report
        self._entries: dict[str, Node] = {}
        report.mark(path, node.line)
        if not isinstance(node, MapNode):
            report.add(path, f"expected keys with values here ({required.replace(' ', ', ')})", node.line)
            return
        known = [*required.split(), *optional.split()]
        for key, value in node.pairs:
            self._enter(key, value, known)
        for name in required.split():
            if name not in self._entries:
                report.add(path, f"{quoted(name)} is missing", node.line)

    def _enter(self, key: Node, value: Node, known: list[str]) -> None:
        if not isinstance(key, ScalarNode):
            self.report.add(self.path, "a key must be a single word", key.line)
        elif key.value not in known:
            hint = self.report.suggest(key.value, known)
            self.report.add(self.path, f"unknown key {quoted(key.value)}{hint}", key.line)
        elif key.value in self._entries:
            self.report.add(self.at(key.value), f"the key {quoted(key.value)} is given twice", key.line)
        else:
            self._entries[key.value] = value
            self.report.mark(self.at(key.value), key.line)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that are there and known, in the file's order."""
        return tuple(self._entries)

    def at(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def node(self, name: str) -> Node | None:
        """The field as it stands in the tree."""
        return self._entries.get(name)

    def wrong(self, name: str, message: str) -> None:
        """Report a mistake at a field."""
        self.report.add(self.at(name), message)

    def text(self, name: str) -> str:
        """A text without spaces around it; a number or a yes is taken as it is written."""
        node = self._entries.get(name)
        return "" if node is None else read_text(node, self.at(name), self.report)

    def identifier(self, name: str, pattern: re.Pattern[str] = IDENTIFIER) -> str:
        """An id: lower-case words with hyphens (a question's id may have capitals)."""
        text = self.text(name)
        if text and (not pattern.fullmatch(text) or len(text) > LONGEST_IDENTIFIER):
            words = "words" if pattern is QUESTION_IDENTIFIER else "lower-case words"
            self.wrong(name, f"{quoted(text)} is not an id: use {words} and digits with hyphens, at most 60")
            return ""
        return text

    def member(self, name: str, kind: type[Kind], allowed: Iterable[Kind] | None = None) -> Kind | None:
        """One of the words of an enumeration."""
        return self.one_of(name, {str(each.value): each for each in (kind if allowed is None else allowed)})

    def one_of(self, name: str, words: Mapping[str, Item]) -> Item | None:
        """What one of these words stands for."""
        text = self.text(name)
        if text and text not in words:
            hint = self.report.suggest(text, words) or f" (one of {', '.join(sorted(words))})"
            self.wrong(name, f"{quoted(text)} is not a {name} that can be used here{hint}")
        return words.get(text)

    def number(self, name: str) -> int | float | None:
        """A number."""
        node = self._entries.get(name)
        number = None if node is None else scalar_number(node)
        if node is not None and number is None:
            self.wrong(name, f"{quoted(name)} must be a number")
        return number

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number between `least` and `most`."""
        node = self._entries.get(name)
        number = None if node is None else scalar_number(node)
        if node is None or (isinstance(number, int) and least <= number <= most):
            return int(number) if number is not None else None
        self.wrong(name, f"{quoted(name)} must be a whole number from {least} to {most}")
        return None

    def flag(self, name: str) -> bool:
        """True or false; False when it is not there."""
        node = self._entries.get(name)
        truth = None if node is None else scalar_truth(node)
        if node is not None and truth is None:
            self.wrong(name, f"{quoted(name)} must be true or false")
        return bool(truth)

    def items(self, name: str) -> list[tuple[str, Node]]:
        """The items of a list with their paths; an empty list is a mistake."""
        node = self._entries.get(name)
        return [] if node is None else read_items(node, self.at(name), self.report)

    def length(self, name: str) -> int:
        """How many items a list has; 0 for what is no list."""
        node = self._entries.get(name)
        return len(node.items) if isinstance(node, ListNode) else 0


def read_items(node: Node, path: str, report: Report) -> list[tuple[str, Node]]:
    """The items of a list with their paths; reports what is no list and what is empty."""
    if not isinstance(node, ListNode):
        report.add(path, "expected a list here (lines that start with a hyphen)", node.line)
        return []
    if not node.items:
        report.add(path, "the list is empty", node.line)
    for index, item in enumerate(node.items):
        report.mark(f"{path}[{index}]", item.line)
    return [(f"{path}[{index}]", item) for index, item in enumerate(node.items)]


def read_text(node: Node, path: str, report: Report) -> str:
    """A text without spaces around it; reports what is no text, empty, or holds unprintable characters."""
    if not isinstance(node, ScalarNode):
        report.add(path, "expected a text here, not a list or keys with values", node.line)
        return ""
    if is_blank(node):
        report.add(path, "the text is empty", node.line)
        return ""
    found = UNPRINTABLE.search(node.value)
    if found:
        report.add(path, f"the character U+{ord(found.group()):04X} is not allowed", node.line)
        return ""
    return node.value.strip()
