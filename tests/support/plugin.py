"""How the run behaves: which database, which tests take part, and how long one may take."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

from tests.support.postgres import PostgreSQLRun

DATABASES = ("sqlite", "postgresql")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-lists", action="store_true", help="rewrite the kept lists of tests/rules")
    parser.addoption(
        "--database",
        choices=DATABASES,
        default=os.environ.get("TEST_DATABASE", "sqlite"),
        help="the database of the run (default: TEST_DATABASE or sqlite)",
    )
    parser.addoption(
        "--limit-seconds",
        type=float,
        default=0,
        help="fail a test that keeps a processor busy for longer and is not marked slow",
    )


def pytest_configure(config: pytest.Config) -> None:
    wanted = config.getoption("--database") == "postgresql" and not config.getoption("collectonly")
    if wanted and not hasattr(config, "workerinput"):
        config.pluginmanager.register(PostgreSQLRun(), "candour-postgres")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leaves out what asks for no database: it ran on SQLite and would do the same again."""
    chosen = config.getoption("--database")
    other = pytest.mark.skip(reason=f"not for {chosen}")
    kept, left = [], []
    for item in items:
        for name, marker in (("sqlite", "postgresql"), ("postgresql", "sqlite")):
            own = "postgres" if marker == "postgresql" else marker
            if chosen == name and item.get_closest_marker(own):
                item.add_marker(other)
        needs = "database" in getattr(item, "fixturenames", ())
        (kept if chosen == "sqlite" or needs else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def _busy_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fails a test that is too slow. Counts the processor's time, so that a busy machine fails nobody."""
    limit = item.config.getoption("--limit-seconds")
    began = _busy_seconds()
    result = yield
    spent = _busy_seconds() - began
    if (
        limit
        and spent > limit
        and not (item.get_closest_marker("slow") or item.get_closest_marker("browser"))
    ):
        pytest.fail(
            f"took {spent:.1f} s of processor time, {limit:g} are allowed; make it faster or mark it slow"
        )
    return result
