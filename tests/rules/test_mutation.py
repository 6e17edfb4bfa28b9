"""What `script/mutate` changes and runs is there: a file that moved is still held to its tests."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch

import pytest

from tests.support.databases import ROOT
from tests.support.lists import none_of
from tests.support.source import python_files

SUBJECTS = tomllib.loads((ROOT / "tests" / "mutation.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_names_files_and_tests_that_are_there(subject: str) -> None:
    names = [str(file.relative_to(ROOT)) for file in python_files()]
    files, tests = SUBJECTS[subject]["files"], SUBJECTS[subject]["tests"]
    assert files
    assert tests
    none_of([pattern for pattern in files if not any(fnmatch(name, pattern) for name in names)])
    none_of([test for test in tests if not (ROOT / test).exists()])
