"""Keeps the fast part of the suite fast: the board's pages are walked in the slow part, its rules in both."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
FAST = frozenset(
    {
        "test_appeals.py",
        "test_authors_take_no_part.py",
        "test_conditions.py",
        "test_figures.py",
        "test_interests.py",
        "test_reviews.py",
    }
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents and item.path.name not in FAST:
            item.add_marker(pytest.mark.slow)
