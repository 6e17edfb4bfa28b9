"""The Python files that people write, parsed once, for tests of the rules of the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.databases import ROOT

FOLDERS = ("app", "tests", "benchmarks", "migrations")
GENERATED = ROOT / "migrations" / "versions"


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file that people write."""
    files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")]
    kept = [f for f in files if "node_modules" not in f.parts and not f.is_relative_to(GENERATED)]
    return tuple(sorted([*kept, *ROOT.glob("*.py")]))


@cache
def tree_of(file: Path) -> ast.Module:
    """What a file parses to."""
    return ast.parse(file.read_text(encoding="utf-8"))


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Every statement below a node, without looking into expressions, which is where most nodes are."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for child in getattr(node, name, ()):
            if isinstance(child, ast.stmt):
                yield child
            if isinstance(child, ast.AST):
                yield from statements(child)


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in statements(tree_of(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
