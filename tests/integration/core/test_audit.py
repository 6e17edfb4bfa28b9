"""Audit events: one chain however many write at once, and no change to it goes unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Boolean, Column, Integer, insert, select, text
from sqlalchemy.exc import DBAPIError

from app import audit
from app.assessments.imported.models import UseImport
from app.audit import AuditEvent, Break
from app.database import JSONText, UTCDateTime, clock_at, db, transaction, utcnow
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.core.audit_chain import add, make_anew, parts_of, sha256, tamper, without_guards
from tests.integration.core.threads import together
from tests.support.databases import ROOT
from tests.support.people import Council
from tests.support.uses import a_use

pytestmark = pytest.mark.both_databases

Change = Callable[[str], None]


def test_an_empty_chain_holds(context: Flask) -> None:
    assert audit.verify() is None
    assert audit.count() == 0


def test_each_event_holds_the_hash_of_the_one_before(context: Flask) -> None:
    add(3)
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.sequence)).all()
    assert [event.sequence for event in events] == [1, 2, 3]
    assert [event.previous_hash for event in events] == [audit.START, events[0].hash, events[1].hash]
    assert audit.verify() is None


@pytest.mark.parametrize(
    "details",
    [
        {},
        {"roles": ("b", "a")},
        {"counts": {2: "two", 10: "ten"}},
        {"share": 0.1, "none": None, "yes": True, "text": "Ŵ \0 漢"},
    ],
)
def test_whatever_details_an_event_has_it_is_read_back_as_it_was_hashed(
    context: Flask, details: dict[str, object]
) -> None:
    add(1, **details)
    db.session.expire_all()
    assert audit.verify() is None


def test_an_event_of_an_example_with_a_past_keeps_the_chain(context: Flask) -> None:
    with clock_at(datetime(2025, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))):
        add()
    add()
    db.session.expire_all()
    assert audit.verify() is None


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_event SET action = 'test.other' WHERE sequence = 2", Break(2, "was altered")),
        ("UPDATE audit_event SET details = '[]' WHERE sequence = 3", Break(3, "was altered")),
        ("UPDATE audit_event SET subject_id = '7' WHERE sequence = 1", Break(1, "was altered")),
        ("DELETE FROM audit_event WHERE sequence = 1", Break(1, "missing")),
        ("DELETE FROM audit_event WHERE sequence = 2", Break(2, "missing")),
        (
            "UPDATE audit_event SET hash = 'f' WHERE sequence = 2",
            Break(2, "was altered"),
        ),
        (
            "UPDATE audit_event SET previous_hash = 'f' WHERE sequence = 2",
            Break(2, "does not follow the event before it"),
        ),
    ],
)
def test_a_change_to_the_past_is_found(context: Flask, statement: str, broken: Break) -> None:
    add(4)
    assert audit.verify() is None
    tamper(statement)
    assert audit.verify() == broken


def test_events_put_out_of_order_are_found(context: Flask) -> None:
    add(4)
    with without_guards():
        for old, new in ((2, 99), (3, 2), (99, 3)):
            db.session.execute(text(f"UPDATE audit_event SET sequence = {new} WHERE sequence = {old}"))
    assert audit.verify() == Break(2, "does not follow the event before it")


def test_an_event_put_in_by_hand_is_found(context: Flask) -> None:
    add(2)
    last = db.session.get_one(AuditEvent, 2)
    columns = {column.name: getattr(last, column.name) for column in AuditEvent.__table__.columns}
    db.session.execute(
        insert(AuditEvent).values(columns | {"sequence": 3, "previous_hash": last.hash, "hash": "0" * 64})
    )
    db.session.commit()
    assert audit.verify() == Break(3, "was altered")


def test_an_event_vanishes_with_the_change_that_it_tells_of(context: Flask) -> None:
    def fail() -> None:
        with transaction():
            add()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    add()
    assert (audit.count(), audit.verify()) == (1, None)


def test_eight_writers_at_once_keep_one_chain(app: Flask) -> None:
    together(app, 8, lambda _turn: add(5))
    with app.app_context():
        assert audit.count() == 40
        assert audit.verify() is None


TABLES = (
    *("audit_event", "answer_revision", "submission", "entry_version"),
    *("use_import", "imported_fact"),
)


def _any_value(column: Column[object]) -> object:
    kind = column.type
    if isinstance(kind, UTCDateTime):
        return utcnow()
    if isinstance(kind, JSONText):
        return {}
    return 1 if isinstance(kind, Integer | Boolean) else "x"


def _put_in_a_row(table: str) -> str:
    """Adds a row that points to nothing, in a transaction that never ends well; gives a column's name."""
    columns = list(db.metadata.tables[table].columns)
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA defer_foreign_keys = ON"))
    else:
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
    row = {column.name: _any_value(column) for column in columns}
    db.session.execute(insert(db.metadata.tables[table]).values(row))
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL session_replication_role = origin"))
    return columns[-1].name


@pytest.mark.parametrize("change", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
@pytest.mark.parametrize("table", TABLES)
def test_what_is_only_ever_added_to_cannot_be_changed_or_removed(
    context: Flask, table: str, change: str
) -> None:
    column = _put_in_a_row(table)
    _refused(change.format(table=table, column=column))


@pytest.mark.postgres
@pytest.mark.parametrize("table", TABLES)
def test_what_is_only_ever_added_to_cannot_be_emptied(context: Flask, table: str) -> None:
    _refused(f"TRUNCATE {table} CASCADE")


def _refused(statement: str) -> None:
    with pytest.raises(DBAPIError, match="only ever added to"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_the_command_says_that_the_chain_holds(app: Flask, context: Flask) -> None:
    add(3)
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (done.exit_code, done.stdout) == (0, "3 events, the chain holds.\n")


def test_the_command_fails_and_names_the_first_event_that_does_not_hold(app: Flask, context: Flask) -> None:
    add(3)
    tamper("UPDATE audit_event SET action = 'test.other' WHERE sequence > 1")
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == "Error: event 2 was altered; the chain does not hold.\n"


@pytest.mark.usefixtures("context")
def test_a_chain_that_somebody_without_the_key_made_anew_is_found(app: Flask) -> None:
    add(3)
    with without_guards():
        make_anew("test.forged")
    assert audit.verify() == Break(1, "was altered")


@pytest.mark.usefixtures("context")
def test_a_chain_made_anew_as_though_it_were_from_before_there_were_keys_is_found(app: Flask) -> None:
    add(3)
    with without_guards():
        db.session.execute(text("UPDATE audit_event SET key_id = 'none'"))
        make_anew("test.forged")
    assert audit.verify() == Break(3, "is the newest and was written without a key")


@pytest.mark.usefixtures("context")
def test_an_event_without_a_key_after_keyed_ones_is_found() -> None:
    add(3)
    last = db.session.get_one(AuditEvent, 3)
    with without_guards():
        parts = [4, *parts_of(last)[1:-1], last.hash]
        columns = {column.name: getattr(last, column.name) for column in AuditEvent.__table__.columns}
        forged = {"sequence": 4, "previous_hash": last.hash, "hash": sha256(parts), "key_id": audit.UNKEYED}
        db.session.execute(insert(AuditEvent).values(columns | forged))
    assert audit.verify() == Break(4, "was written without a key, after others with one")


@pytest.mark.usefixtures("context")
def test_the_database_takes_no_event_without_a_key() -> None:
    add()
    last = db.session.get_one(AuditEvent, 1)
    columns = {column.name: getattr(last, column.name) for column in AuditEvent.__table__.columns}
    with pytest.raises(DBAPIError, match="needs a key"):
        db.session.execute(
            insert(AuditEvent).values(columns | {"sequence": 2, "hash": "f", "key_id": audit.UNKEYED})
        )
    db.session.rollback()


def test_events_written_with_a_former_key_hold_while_it_is_listed(
    app: Flask, context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.extensions["candour"]
    add(2)
    monkeypatch.setitem(app.extensions, "candour", replace(settings, audit_key="k" * 32))
    found = audit.verify()
    assert found is not None
    assert found.sequence == 1
    assert "CANDOUR_AUDIT_OLD_KEYS" in found.reason
    listed = replace(settings, audit_key="k" * 32, audit_old_keys=(settings.secret_key,))
    monkeypatch.setitem(app.extensions, "candour", listed)
    add(2)
    assert audit.verify() is None
    assert len(set(db.session.scalars(select(AuditEvent.key_id)))) == 2
    renewed = replace(settings, audit_key="n" * 32, audit_old_keys=("k" * 32, settings.secret_key))
    monkeypatch.setitem(app.extensions, "candour", renewed)
    assert audit.verify() is None


def test_a_chain_from_before_there_were_keys_holds_after_the_migration(app: Flask, context: Flask) -> None:
    folder = str(ROOT / "migrations")
    add(3)
    db.session.remove()
    flask_migrate.downgrade(directory=folder, revision="0019")
    with without_guards():
        make_anew("test.done")
    db.session.remove()
    flask_migrate.upgrade(directory=folder)
    newest = db.session.get_one(AuditEvent, 4)
    assert (newest.action, newest.subject_id) == ("audit.keyed", "3")
    assert audit.verify() is None
    tamper("UPDATE audit_event SET action = 'test.other' WHERE sequence = 2")
    with without_guards():
        make_anew("test.other", until=3)
    assert audit.verify() == Break(4, "does not follow the event before it")


def test_the_migration_takes_earlier_imports_from_the_audit(
    app: Flask, context: Flask, council: Council
) -> None:
    use, member = a_use(council), council.people[Role.TEAM_MEMBER]
    with transaction() as session:
        audit.record_event(
            session,
            action="use.imported",
            subject_type="use",
            subject_id=use.id,
            actor_id=member,
            organisation_id=council.organisation_id,
        )
    db.session.remove()
    for change, revision in ((flask_migrate.downgrade, "0019"), (flask_migrate.upgrade, "head")):
        change(directory=str(ROOT / "migrations"), revision=revision)
    (found,) = db.session.scalars(select(UseImport))
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "use.imported")).one()
    assert (found.use_id, found.imported_by_id, found.imported_at) == (use.id, member, event.at)
    assert db.session.get_one(UseCase, use.id, populate_existing=True).imported_at == event.at
