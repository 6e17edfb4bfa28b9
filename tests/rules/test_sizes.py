"""Alarms for size: what rings one holds two subjects, and is cut along its meaning, never by number."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.databases import ROOT
from tests.support.lists import none_of
from tests.support.source import functions, python_files

FILE_LINES = 500
FUNCTION_LINES = 60
TEMPLATE_LINES = 200
TEMPLATE_WIDTH = 160
TEMPLATE_WIDTH_PREFERRED = 120
TEMPLATE_SHARE_WIDER = 0.05


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def _name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_python_files_are_short() -> None:
    none_of([f"{_name(f)}: {_lines(f)}" for f in python_files() if _lines(f) > FILE_LINES])


@pytest.mark.slow
def test_functions_are_short() -> None:
    long = []
    for file in python_files():
        for node in functions(file):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                long.append(f"{_name(file)}:{node.lineno} {node.name}: {lines}")
    none_of(long)


def test_templates_are_short() -> None:
    templates = sorted((ROOT / "templates").rglob("*.*"))
    none_of([f"{_name(f)}: {_lines(f)}" for f in templates if _lines(f) > TEMPLATE_LINES])


def test_templates_are_not_packed_into_long_lines() -> None:
    files = sorted((ROOT / "templates").rglob("*.html"))
    lines = [
        (f"{_name(file)}:{number}", len(line))
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    ]
    none_of([f"{place}: {width} characters" for place, width in lines if width > TEMPLATE_WIDTH])
    wider = [f"{place}: {width} characters" for place, width in lines if width > TEMPLATE_WIDTH_PREFERRED]
    none_of(wider if len(wider) > len(lines) * TEMPLATE_SHARE_WIDER else [])


def test_every_python_file_begins_with_what_it_is_for() -> None:
    texts = {file: file.read_text(encoding="utf-8").strip() for file in python_files()}
    none_of([_name(file) for file, text in texts.items() if text and not text.startswith('"""')])
