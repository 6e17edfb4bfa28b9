"""docs/architecture.md draws the house as it stands and names only what there is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.support.architecture import PAGE, page
from tests.support.databases import ROOT
from tests.support.lists import none_of
from tests.support.source import tree_of

FUNCTION = re.compile(r"`(app/[\w/]+\.py): (\w+)`")
FILE = re.compile(r"`((?:app|tests|script|benchmarks|templates)/[\w./*-]+?)`")
EXAMPLES = ("traffic_light",)  # what a recipe tells one to make
DOCS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))


def test_the_pictures_are_drawn_from_the_imports_as_they_are() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "Run: .venv/bin/python -m tests.support.architecture"


def test_every_function_that_the_page_names_is_there() -> None:
    named = FUNCTION.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 20
    none_of([f"{file}: {name}" for file, name in named if name not in _defined(ROOT / file)])


def test_every_file_that_the_docs_name_is_there() -> None:
    missing = [
        f"{doc.name}: {name}"
        for doc in DOCS
        for name in FILE.findall(doc.read_text(encoding="utf-8"))
        if not list(ROOT.glob(name.rstrip("/"))) and not any(each in name for each in EXAMPLES)
    ]
    none_of(sorted(set(missing)))


def _defined(file: Path) -> set[str]:
    if not file.is_file():
        return set()
    named = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in tree_of(file).body if isinstance(node, named)}
