"""What PostgreSQL does in its own way is tried on both databases: such tests are marked `both_databases`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import ROOT
from tests.support.lists import none_of
from tests.support.source import tree_of

MARK = "both_databases"
INTEGRATION = ROOT / "tests" / "integration"
# Words in the path of a file whose tests run on both. A new subject that a database does in its own way
# (search, locks, schemas, bulk writing) and every journey belong here.
SUBJECTS = (
    "search",
    "concurrency",
    "at_once",
    "two_workers",
    "claims",
    "nonces",
    "database",
    "audit",
    "migration",
    "import",
    "archive",
    "journey",
    "walk",
    "sample",
    "every_address",
    "failed_publication",
)
MODULES = frozenset({"tests.integration.core.threads", "threading", "concurrent.futures", "multiprocessing"})


def _files() -> list[Path]:
    return sorted([*INTEGRATION.rglob("test_*.py"), ROOT / "tests" / "rules" / "test_migrations.py"])


def _names(node: ast.AST) -> set[str]:
    attributes = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    return attributes | {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _threads(file: Path) -> set[str]:
    """What a file imports to do several things at once."""
    found: set[str] = set()
    for node in tree_of(file).body:
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            found |= {each.asname or each.name for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.asname or each.name for each in node.names if each.name in MODULES}
    return found


def _whole_file_is_marked(file: Path) -> bool:
    assigned = [node for node in tree_of(file).body if isinstance(node, ast.Assign)]
    return any("pytestmark" in _names(node) and MARK in _names(node) for node in assigned)


def _tests(file: Path) -> Iterator[ast.FunctionDef]:
    for node in tree_of(file).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def _is_marked(test: ast.FunctionDef) -> bool:
    return any(MARK in _names(decorator) for decorator in test.decorator_list)


@pytest.mark.parametrize("word", SUBJECTS)
def test_files_of_a_subject_that_databases_do_differently_are_marked(word: str) -> None:
    files = [file for file in _files() if word in str(file.relative_to(ROOT / "tests"))]
    assert files, f"No test is about {word!r} any more; was it renamed?"
    none_of([str(file.relative_to(ROOT)) for file in files if not _whole_file_is_marked(file)])


def test_what_several_people_do_at_the_same_moment_is_marked() -> None:
    found = []
    for file in _files():
        threads = _threads(file)
        helpers = {
            node.name
            for node in tree_of(file).body
            if isinstance(node, ast.FunctionDef) and threads & _names(node)
        }
        for test in _tests(file):
            at_once = (threads | helpers) & _names(test)
            if at_once and not (_is_marked(test) or _whole_file_is_marked(file)):
                found.append(f"{file.relative_to(ROOT)}: {test.name}")
    none_of(found)


def test_every_form_and_every_page_is_tried_on_both() -> None:
    forms = INTEGRATION / "bad_input" / "test_every_form.py"
    assert [test.name for test in _tests(forms) if _is_marked(test)] == ["test_a_well_filled_form_is_taken"]
