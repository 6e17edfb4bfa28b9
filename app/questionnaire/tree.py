"""Turns YAML text into a small tree in which every value knows its line; it knows nothing of questionnaires.

Anchors, aliases, tags, a second document, deep nesting and unprintable characters are refused while reading,
so hostile text (such as "billion laughs") ends in one clear mistake at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from app.questionnaire.mistakes import MistakeReport

MOST_BYTES = 2_000_000
DEEPEST = 40
MOST_VALUES = 60_000
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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


def read_tree(text: str, report: MistakeReport) -> Node | None:
    """The tree of the text, or None with the reason in the report."""
    try:
        _guard(text)
        root = _build(yaml.parse(text, Loader=LOADER))
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
        raise _RefusedError(
            line, f"the character U+{ord(found.group()):04X} is not allowed in a questionnaire"
        )


def _build(events: Iterable[yaml.Event]) -> Node | None:
    root: Node | None = None
    open_nodes: list[ListNode | MapNode] = []
    values = 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
            continue
        node = _node(event, root)
        if node is None:
            continue
        values += 1
        if values > MOST_VALUES:
            raise _RefusedError(node.line, f"the file holds more than {MOST_VALUES} values and keys")
        if open_nodes:
            _attach(open_nodes[-1], node)
        else:
            root = node
        if not isinstance(node, ScalarNode):
            open_nodes.append(node)
            if len(open_nodes) > DEEPEST:
                raise _RefusedError(node.line, f"values are nested more than {DEEPEST} deep")
    return root


def _node(event: yaml.Event, root: Node | None) -> Node | None:
    line = event.start_mark.line + 1 if event.start_mark else 1
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _RefusedError(line, "anchors (&) and aliases (*) are not allowed; write the value out")
    if isinstance(event, yaml.DocumentStartEvent) and root is not None:
        raise _RefusedError(line, "the file holds more than one YAML document")
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise _RefusedError(line, "tags (such as !!python or !include) are not allowed")
    if isinstance(event, yaml.ScalarEvent):
        return ScalarNode(line, event.value, not event.style)
    if isinstance(event, yaml.SequenceStartEvent):
        return ListNode(line)
    return MapNode(line) if isinstance(event, yaml.MappingStartEvent) else None


def _attach(parent: ListNode | MapNode, node: Node) -> None:
    if isinstance(parent, ListNode):
        parent.items.append(node)
    elif parent.key is None:
        parent.key = node
    else:
        parent.pairs.append((parent.key, node))
        parent.key = None
