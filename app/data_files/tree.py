"""Turns YAML or JSON text into a small tree in which every value knows its line; knows no file's meaning.

Tags, a second document, deep nesting and unprintable characters are refused while reading, so hostile text
(such as "billion laughs") ends in one clear mistake at once. Anchors and aliases are refused unless the
caller allows them; each alias then counts as all the values that it repeats.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from app.data_files.mistakes import Report, quoted

MOST_BYTES = 2_000_000
DEEPEST = 40
MOST_VALUES = 60_000
NO_ALIASES = "anchors (&) and aliases (*) are not allowed; write the value out"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ESCAPED_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)(\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2})", re.IGNORECASE)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class ScalarNode:
    """One scalar as written; `plain` is False when it stood in quotation marks or in a block."""

    line: int
    value: str
    plain: bool


@dataclass(slots=True)
class ListNode:
    """A sequence of nodes."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MapNode:
    """A mapping as pairs, so that a key given twice can be told."""

    line: int
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    key: Node | None = None


Node = ScalarNode | ListNode | MapNode


class _RefusedError(Exception):
    """The text is refused as a whole."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read_tree(text: str, report: Report, *, aliases: bool = False) -> Node | None:
    """The tree of the text, or None with the reason in the report; our own files may have `aliases`."""
    try:
        _guard(text)
        root = _Builder(aliases).build(yaml.parse(_with_whole_characters(text), Loader=LOADER))
    except _RefusedError as refusal:
        report.add("", refusal.message, refusal.line)
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        report.add("", f"this is not valid YAML: {problem}", mark.line + 1 if mark else 1)
        return None
    if root is None:
        report.add("", "the file is empty", 1)
    return root


def _guard(text: str) -> None:
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _RefusedError(1, "the file is larger than 2 MB")
    found = UNPRINTABLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise _RefusedError(line, f"the character U+{ord(found.group()):04X} is not allowed")


def _with_whole_characters(text: str) -> str:
    """JSON is YAML but for its pairs of escapes for one character beyond U+FFFF; those are written out."""
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return text
    return ESCAPED_PAIR.sub(lambda found: found[1] + json.loads(f'"{found[2]}"'), text)


class _Builder:
    """Puts the parser's events together and counts what they come to."""

    def __init__(self, aliases: bool) -> None:
        self._aliases = aliases
        self._anchors: dict[str, Node] = {}
        self._sizes: dict[int, tuple[int, int]] = {}
        self._open: list[ListNode | MapNode] = []
        self._values = 0
        self._root: Node | None = None

    def build(self, events: Iterable[yaml.Event]) -> Node | None:
        """The root, None when nothing is written; raises _RefusedError."""
        for event in events:
            if isinstance(event, yaml.CollectionEndEvent):
                self._open.pop()
                continue
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                self._repeat(str(event.anchor), line)
            elif (node := self._node(event, line)) is not None:
                self._put(node, line)
        return self._root

    def _put(self, node: Node, line: int, size: int = 1, depth: int = 0) -> None:
        self._values += size
        if self._values > MOST_VALUES:
            raise _RefusedError(line, f"the file holds more than {MOST_VALUES} values and keys")
        if self._open:
            _attach(self._open[-1], node)
        else:
            self._root = node
        if not isinstance(node, ScalarNode) and size == 1:
            self._open.append(node)
        if len(self._open) + depth > DEEPEST:
            raise _RefusedError(line, f"values are nested more than {DEEPEST} deep")

    def _repeat(self, name: str, line: int) -> None:
        node = self._anchors.get(name)
        if not self._aliases or any(node is each for each in self._open):
            raise _RefusedError(line, NO_ALIASES)
        if node is None:
            raise _RefusedError(line, f"there is no anchor {quoted(name)} before this")
        size, depth = self._measure(node)
        self._put(node, line, size + 1, depth)

    def _measure(self, node: Node) -> tuple[int, int]:
        """How many values a finished node holds and how deep they are nested."""
        if id(node) not in self._sizes:
            inner: list[Node] = []
            if isinstance(node, ListNode):
                inner = node.items
            elif isinstance(node, MapNode):
                inner = [each for pair in node.pairs for each in pair]
            found = [self._measure(each) for each in inner]
            depth = 0 if isinstance(node, ScalarNode) else 1 + max((deep for _size, deep in found), default=0)
            self._sizes[id(node)] = 1 + sum(size for size, _deep in found), depth
        return self._sizes[id(node)]

    def _node(self, event: yaml.Event, line: int) -> Node | None:
        anchor = getattr(event, "anchor", None)
        if anchor and not self._aliases:
            raise _RefusedError(line, NO_ALIASES)
        if isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
            raise _RefusedError(line, "the file holds more than one YAML document")
        if getattr(event, "tag", None) is not None:
            raise _RefusedError(line, "tags (such as !!python or !include) are not allowed")
        node: Node | None = None
        if isinstance(event, yaml.ScalarEvent):
            node = ScalarNode(line, event.value, not event.style)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = ListNode(line)
        elif isinstance(event, yaml.MappingStartEvent):
            node = MapNode(line)
        if anchor and node is not None:
            self._anchors[anchor] = node
        return node


def _attach(parent: ListNode | MapNode, node: Node) -> None:
    if isinstance(parent, ListNode):
        parent.items.append(node)
    elif parent.key is None:
        parent.key = node
    else:
        parent.pairs.append((parent.key, node))
        parent.key = None
