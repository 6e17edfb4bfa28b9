"""What a module brings is loaded because a manifest names it, not because another happens to import it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from app.manifest import every
from app.packages import PACKAGES
from tests.support.databases import ROOT
from tests.support.lists import none_of
from tests.support.source import python_files, tree_of

NAMED = {
    module.__name__
    for manifest in every(PACKAGES)
    for module in (*manifest.tables, *manifest.pages, *manifest.listeners)
}
BLUEPRINTS = {blueprint.import_name for manifest in every(PACKAGES) for blueprint in manifest.blueprints}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for file in python_files():
        if file.is_relative_to(ROOT / "app"):
            yield _name(file), tree_of(file)


def _name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _decorators(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield from (ast.unparse(decorator) for decorator in node.decorator_list)


def test_every_module_with_pages_is_named() -> None:
    pages = {name for name, tree in _modules() if any(d.startswith("bp.") for d in _decorators(tree))}
    none_of(sorted(pages - NAMED - BLUEPRINTS))


def test_every_module_with_tables_is_named() -> None:
    tables = {
        name
        for name, tree in _modules()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "__tablename__"
    }
    none_of(sorted(tables - NAMED))


def test_what_is_named_is_named_once() -> None:
    every_name = [
        module.__name__ for manifest in every(PACKAGES) for module in (*manifest.tables, *manifest.pages)
    ]
    none_of(sorted({name for name in every_name if every_name.count(name) > 1}))
