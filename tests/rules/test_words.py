"""Words that Python code shows to people go through gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.support.databases import ROOT
from tests.support.lists import none_of
from tests.support.source import tree_of

SHOWING = re.compile(
    r"(?:\w+Field|flash|Forbidden|Unauthorized|ValidationError|StopValidation|SelectChoice"
    r"|InputRequired|DataRequired|Length|Regexp|NumberRange|EqualTo|Email|AnyOf)"
)
KEYWORDS = frozenset({"label", "message", "description"})
LETTERS = re.compile(r"[A-Za-z]{2,}")


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _plain_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not SHOWING.fullmatch(_called(node)):
            continue
        takes_code_first = _called(node) in {
            "SelectChoice",
            "Length",
            "Regexp",
            "NumberRange",
            "EqualTo",
            "AnyOf",
        }
        first = [] if takes_code_first else node.args[:1]
        for value in (*first, *(k.value for k in node.keywords if k.arg in KEYWORDS)):
            if isinstance(value, ast.Constant | ast.JoinedStr):
                words = ast.unparse(value)
                if LETTERS.search(words):
                    yield node.lineno, words


@pytest.mark.slow
def test_labels_messages_and_notices_are_translatable() -> None:
    found = []
    for file in sorted((ROOT / "app").rglob("*.py")):
        for line, words in _plain_words(tree_of(file)):
            found.append(f"{file.relative_to(ROOT)}:{line} {words}")
    none_of(found)
