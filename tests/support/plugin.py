"""How the run behaves: which database, which tests take part, and how long one may take."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator
from typing import Any

import pytest

from tests.support.postgres import PostgreSQLRun

BUSY = "busy seconds"
TOO_SLOW = 5  # times the aim
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
        "--aim-seconds",
        type=float,
        default=0,
        help="name tests not marked slow that keep a processor busy for longer; fail at five times",
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


def pytest_collection_finish() -> None:
    """Spares the collector of cycles the modules and items that live as long as the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def busy_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Notes how long a test kept a processor busy, and fails one that is far too slow.

    On a busy machine even the processor's own time grows, to its double and more: what is above the aim is
    only named at the end of the run, and nothing fails below five times the aim.
    """
    aim = item.config.getoption("--aim-seconds")
    began = busy_seconds()
    result = yield
    spent = busy_seconds() - began
    if aim and not (item.get_closest_marker("slow") or item.get_closest_marker("browser")):
        item.user_properties.append((BUSY, spent))
        if spent > TOO_SLOW * aim:
            pytest.fail(
                f"took {spent:.1f} s of processor time, where {aim:g} are the aim;"
                " make it faster or mark it slow"
            )
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Names the tests above the aim, the slowest first."""
    aim = config.getoption("--aim-seconds")
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    spent = [
        (seconds, report.nodeid)
        for report in reports
        for name, seconds in report.user_properties
        if name == BUSY and report.when == "call" and seconds > aim
    ]
    if not spent:
        return
    terminalreporter.section(f"above the aim of {aim:g} s of processor time")
    for seconds, name in sorted(spent, reverse=True)[:20]:
        terminalreporter.write_line(f"{seconds:5.1f} s  {name}")
