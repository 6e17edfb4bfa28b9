"""Files, functions and templates stay short enough to be read at once. There is no opt-out."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.support.databases import ROOT
from tests.support.lists import none_of

FILE_LINES = 300
FUNCTION_LINES = 40
TEMPLATE_LINES = 120
FOLDERS = ("app", "tests", "benchmarks", "migrations")
GENERATED = ROOT / "migrations" / "versions"


def python_files() -> list[Path]:
    """Every Python file that people write."""
    files = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")]
    kept = [f for f in files if "node_modules" not in f.parts and not f.is_relative_to(GENERATED)]
    return sorted([*kept, *ROOT.glob("*.py")])


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def _name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_python_files_are_short() -> None:
    none_of([f"{_name(f)}: {_lines(f)}" for f in python_files() if _lines(f) > FILE_LINES])


def test_functions_are_short() -> None:
    long = []
    for file in python_files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long.append(f"{_name(file)}:{node.lineno} {node.name}: {lines}")
    none_of(long)


def test_templates_are_short() -> None:
    templates = sorted((ROOT / "templates").rglob("*.*"))
    none_of([f"{_name(f)}: {_lines(f)}" for f in templates if _lines(f) > TEMPLATE_LINES])


def test_every_python_file_begins_with_what_it_is_for() -> None:
    silent = []
    for file in python_files():
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            silent.append(_name(file))
    none_of(silent)
