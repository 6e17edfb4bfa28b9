"""One world of objects in every state for the whole folder, put back before each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app.database import db
from tests.support.attacker import WORLD, Attacker, sign_in_everybody
from tests.support.databases import CLEAN, Database
from tests.support.world import make_world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Trying everything on every form takes its time: all of it belongs to the slow part."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def prepared(kept_app: Flask, kept_database: Database) -> Attacker:
    """The world, made once for the whole folder."""
    with kept_app.app_context():
        db.engine.dispose()
    kept_database.bring(CLEAN)
    with kept_app.app_context():
        world = make_world()
        tokens = sign_in_everybody(world)
        db.session.remove()
        db.engine.dispose()
    kept_database.keep(WORLD)
    return Attacker(kept_app, world, kept_database, tokens)


@pytest.fixture(scope="module")
def database(kept_database: Database, prepared: Attacker) -> Database:
    """The world's database for a whole file, instead of a clean one for each test."""
    prepared.restore()
    return kept_database


@pytest.fixture
def attacker(prepared: Attacker, database: Database) -> Attacker:
    """Sends requests; the world is whole again before each test."""
    prepared.restore()
    return prepared
