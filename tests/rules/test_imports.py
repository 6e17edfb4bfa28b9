"""Who may import whom: the contracts stand in pyproject.toml."""

from __future__ import annotations

import ast
import shutil
import subprocess

import pytest

from tests.support.databases import ROOT
from tests.support.lists import none_of
from tests.support.source import functions, python_files, statements


def test_the_arrows_between_packages_only_point_down() -> None:
    command = shutil.which("lint-imports", path=str(ROOT / ".venv" / "bin")) or "lint-imports"
    done = subprocess.run([command, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_no_import_hides_in_a_function() -> None:
    hidden = []
    for file in python_files():
        for node in functions(file):
            inner = [n for n in statements(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            hidden += [f"{file.relative_to(ROOT)}:{n.lineno}" for n in inner]
    none_of(hidden)
