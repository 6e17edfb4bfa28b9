"""A first, forgiving look over a tree: which questions exist, where, and what a condition may say of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from app.data_files.tree import ListNode, MapNode, Node, ScalarNode
from app.questionnaire.language.question import AnswerType
from app.questionnaire.language.terms import Tier
from app.questionnaire.types import TYPES

Position: TypeAlias = tuple[int, int, int]
NOWHERE = -1


@dataclass(frozen=True)
class KnownQuestion:
    """What is known of a question before it is read; `type` is None when the file does not say it rightly."""

    id: str
    type: AnswerType | None
    choices: tuple[str, ...]
    tier: str
    page: str
    position: Position


Outline: TypeAlias = dict[str, KnownQuestion]


def outline(root: Node) -> Outline:
    """Every question of the tree by id (the first of several with one id); never fails."""
    known: Outline = {}
    for s, section in enumerate(_items(root, "sections")):
        for p, page in enumerate(_items(section, "pages")):
            for q, question in enumerate(_items(page, "questions")):
                entry = _known(question, _word(page, "id"), (s, p, q))
                known.setdefault(entry.id, entry)
    return known


def number_of_questions(root: Node) -> int:
    """How many questions the tree holds, those with one id counted each."""
    pages = (page for section in _items(root, "sections") for page in _items(section, "pages"))
    return sum(len(_items(page, "questions")) for page in pages)


def _known(question: Node, page: str, position: Position) -> KnownQuestion:
    kind = TYPES.get(_word(question, "type"))
    written = tuple(_word(choice, "id") for choice in _items(question, "choices"))
    choices = kind.own_choices or written if kind is not None else written
    tier = _word(question, "tier") or Tier.SCREENING
    return KnownQuestion(_word(question, "id"), kind, choices, tier, page, position)


def _value(node: Node, name: str) -> Node | None:
    if isinstance(node, MapNode):
        for key, value in node.pairs:
            if isinstance(key, ScalarNode) and key.value == name:
                return value
    return None


def _items(node: Node, name: str) -> list[Node]:
    value = _value(node, name)
    return value.items if isinstance(value, ListNode) else []


def _word(node: Node, name: str) -> str:
    value = _value(node, name)
    return value.value.strip() if isinstance(value, ScalarNode) else ""
