"""Fixtures of every test: one migrated database a process, always clean, and a page-checking client."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import flask_migrate
import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import event

from app import create_app
from app.accounts import passwords
from app.database import db
from app.settings import DEFAULT_EVIDENCE, Settings
from tests.support.client import CheckedClient
from tests.support.databases import CLEAN, ROOT, Database, PostgreSQLDatabase, SQLiteDatabase
from tests.support.people import Council, make_council
from tests.support.postgres import postgres_address
from tests.support.statements import StatementCounter
from tests.support.steps import watch_steps
from tests.support.writes import RequestWatch

pytest_plugins = ["pytester", "tests.support.plugin"]

for variable in ("DATABASE_URL", "DATABASE_REPLICA_URL"):
    os.environ.pop(variable, None)  # a test never touches a configured database


def _settings(url: str, evidence: Path | None = None) -> Settings:
    folder = evidence or DEFAULT_EVIDENCE
    return Settings(
        database_url=url,
        secret_key="only-for-tests-only-for-tests-only-for-tests",
        environment="testing",
        rate_limits=False,
        evidence_folder=folder,
    )


@pytest.fixture(scope="session", autouse=True)
def service_hasher() -> Iterator[PasswordHasher]:
    """Makes every hash argon2id with the least work; gives the hasher that the service would have used."""
    patch = pytest.MonkeyPatch()
    service, quick = passwords._hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr(passwords, "_hasher", quick)
    patch.setattr(passwords, "_decoy", quick.hash("no account has this password"))
    yield service
    patch.undo()


@pytest.fixture(scope="session")
def kept_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    database: Database
    if request.config.getoption("--database") == "postgresql":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        database = PostgreSQLDatabase(postgres_address(request.config), worker)
    else:
        database = SQLiteDatabase()
    yield database
    database.close()


@pytest.fixture(scope="session")
def kept_app(kept_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = create_app(_settings(kept_database.url, tmp_path_factory.mktemp("evidence")))
    app.test_client_class = CheckedClient
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        db.session.remove()
        db.engine.dispose()
        RequestWatch(app, db.engine)
    watch_steps()
    kept_database.keep(CLEAN)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def database(kept_database: Database, kept_app: Flask) -> Database:
    """A migrated database without rows; `.name` is `sqlite` or `postgresql`, `.url` its address."""
    with kept_app.app_context():
        db.engine.dispose()
    kept_database.bring(CLEAN)
    return kept_database


@pytest.fixture
def app(kept_app: Flask, database: Database) -> Flask:
    """The application on a clean database; push its context yourself, or take `context`."""
    return kept_app


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application with its context pushed for the whole test, for calling actions and queries."""
    with app.app_context():
        yield app
        db.session.remove()


@pytest.fixture
def make_settings() -> Callable[[str], Settings]:
    """Settings of a test for a database address."""
    return _settings


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """A browser without JavaScript: each page it fetches keeps the rules of tests/support/pages.py."""
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    return client


@pytest.fixture(scope="session")
def kept_councils() -> dict[str, Council]:
    """Councils of which a picture is kept, by its name."""
    return {}


def _council(app: Flask, database: Database, kept: dict[str, Council], slug: str) -> Council:
    """Makes a council once a process and lays its picture under later tests that wrote nothing before."""
    picture = f"{database.present} with {slug}"
    with app.app_context():
        connected = getattr(db.engine.pool, "checkedout", int)()
        fresh = not connected and database.untouched()
        if fresh:
            db.engine.dispose()
        if fresh and picture in kept:
            database.bring(picture)
        else:
            made = make_council(slug)
            if not fresh:
                return made
            kept[picture] = made
            db.session.remove()
            db.engine.dispose()
            database.keep(picture)
    return replace(kept[picture], people=dict(kept[picture].people))


@pytest.fixture
def council(app: Flask, database: Database, kept_councils: dict[str, Council]) -> Council:
    """A council with one person for each role: `client.sign_in(council, Role.BOARD_CHAIR)`."""
    return _council(app, database, kept_councils, "northmere")


@pytest.fixture
def other_council(app: Flask, database: Database, kept_councils: dict[str, Council]) -> Council:
    """A second council, which may see nothing of the first."""
    return _council(app, database, kept_councils, "southmere")


@pytest.fixture
def sql_counter(app: Flask) -> Iterator[StatementCounter]:
    """Counts statements: `with sql_counter as count: …` then `count.total` and `count.statements`."""
    with app.app_context():
        engine = db.engine
    counter = StatementCounter()
    event.listen(engine, "before_cursor_execute", counter.note)
    yield counter
    event.remove(engine, "before_cursor_execute", counter.note)
