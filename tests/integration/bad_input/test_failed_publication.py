"""A publication that fails half-way, wherever that is, leaves everything as it was."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Table, text
from sqlalchemy.exc import OperationalError

from app.database import Model, db
from tests.integration.bad_input.filling import filled
from tests.integration.bad_input.places import PLACES, Place
from tests.support.attacker import Attacker

pytestmark = pytest.mark.both_databases

CHECK = next(place for place in PLACES if place.rule.endswith("<int:entry_id>/check"))
RULING = next(place for place in PLACES if place.rule.endswith("<int:condition_id>"))
RETIRE = next(place for place in PLACES if place.rule.endswith("<int:entry_id>/retire"))
RESPOND = next(place for place in PLACES if place.rule.startswith("/responses/"))


def everything_stored(app: Flask) -> dict[str, list[str]]:
    """Every row of every table, the full-text index included."""
    tables: list[Table] = list(Model.metadata.sorted_tables)
    with app.app_context():
        found = {
            table.name: sorted(str(row) for row in db.session.execute(db.select(table))) for table in tables
        }
        # FTS5 gives its texts; PostgreSQL's table its words.
        found["entry_fts"] = sorted(str(row) for row in db.session.execute(text("SELECT * FROM entry_fts")))
        db.session.rollback()
    return found


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        (CHECK, "app.register.published.search.index.write"),
        (CHECK, "app.register.published.search.index._add"),
        (CHECK, "app.register.published.search.index._count_words"),
        (CHECK, "app.register.editing.actions.publishing.audit.record"),
        (CHECK, "app.audit._digest"),
        (RETIRE, "app.register.published.search.index.remove"),
        (RETIRE, "app.audit._digest"),
        (RULING, "app.audit._digest"),
        (RESPOND, "app.register.editing.actions.drafts.audit.record"),
        (RESPOND, "app.board.publishing.build_record"),
    ],
)
def test_what_fails_half_way_leaves_no_trace(
    app: Flask, attacker: Attacker, monkeypatch: pytest.MonkeyPatch, place: Place, broken: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    sent = filled(attacker, place)
    before = everything_stored(app)
    monkeypatch.setattr(broken, fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = attacker.send(place.person, "POST", attacker.world.address(place.address), sent)
    assert answer.status == 500
    assert not answer.written
    assert "Nothing was saved" in answer.text
    assert everything_stored(app) == before
    monkeypatch.undo()
    assert attacker.send(place.person, "POST", attacker.world.address(place.address), sent).status == 302


def test_a_commit_that_fails_is_told_and_the_text_given_back(
    app: Flask, attacker: Attacker, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = filled(attacker, CHECK)
    before = everything_stored(app)

    def fail(*_: object) -> None:
        raise OperationalError("COMMIT", None, Exception("disk full"))

    with app.app_context():
        dialect = db.engine.dialect
    monkeypatch.setattr(dialect, "do_commit", fail)
    answer = attacker.send(CHECK.person, "POST", attacker.world.address(CHECK.address), sent)
    monkeypatch.undo()
    assert answer.status == 503
    assert "Words of change_note" in answer.text
    assert everything_stored(app) == before
