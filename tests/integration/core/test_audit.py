"""Audit events: one chain however many write at once, and no change to it goes unnoticed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Boolean, Column, Integer, insert, select, text
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

from app import audit
from app.assessments.imported.models import UseImport
from app.audit import AuditEvent, Break
from app.database import JSONText, UTCDateTime, clock_at, db, transaction, utcnow
from app.jobs.daily import run_due
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.core.threads import together
from tests.support.databases import ROOT
from tests.support.people import Council
from tests.support.uses import a_use

pytestmark = pytest.mark.both_databases

Change = Callable[[str], None]


def _add(number: int = 1, **details: object) -> None:
    for turn in range(number):
        with transaction() as session:
            audit.record_event(
                session,
                action="test.done",
                subject_type="thing",
                subject_id=turn,
                actor_id=None,
                organisation_id=None,
                details=details,
            )


@contextmanager
def _without_guards() -> Iterator[None]:
    """Takes the triggers away, as somebody with the database's own password could."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET session_replication_role = replica"))
        yield
        db.session.execute(text("SET session_replication_role = origin"))
        db.session.commit()
        return
    kept = db.session.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'")
    ).all()
    for row in kept:
        db.session.execute(text(f"DROP TRIGGER {row.name}"))
    yield
    for row in kept:
        db.session.execute(text(row.sql))
    db.session.commit()


def _tamper(statement: str) -> None:
    with _without_guards():
        db.session.execute(text(statement))


def test_an_empty_chain_holds(context: Flask) -> None:
    assert audit.verify() is None
    assert audit.count() == 0


def test_each_event_holds_the_hash_of_the_one_before(context: Flask) -> None:
    _add(3)
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
    _add(1, **details)
    db.session.expire_all()
    assert audit.verify() is None


def test_an_event_of_an_example_with_a_past_keeps_the_chain(context: Flask) -> None:
    with clock_at(datetime(2025, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))):
        _add()
    _add()
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
    _add(4)
    assert audit.verify() is None
    _tamper(statement)
    assert audit.verify() == broken


def test_events_put_out_of_order_are_found(context: Flask) -> None:
    _add(4)
    with _without_guards():
        for old, new in ((2, 99), (3, 2), (99, 3)):
            db.session.execute(text(f"UPDATE audit_event SET sequence = {new} WHERE sequence = {old}"))
    assert audit.verify() == Break(2, "does not follow the event before it")


def test_an_event_put_in_by_hand_is_found(context: Flask) -> None:
    _add(2)
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
            _add()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    _add()
    assert (audit.count(), audit.verify()) == (1, None)


def test_eight_writers_at_once_keep_one_chain(app: Flask) -> None:
    together(app, 8, lambda _turn: _add(5))
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
    _add(3)
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (done.exit_code, done.stdout) == (0, "3 events, the chain holds.\n")


def test_the_command_fails_and_names_the_first_event_that_does_not_hold(app: Flask, context: Flask) -> None:
    _add(3)
    _tamper("UPDATE audit_event SET action = 'test.other' WHERE sequence > 1")
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == "Error: event 2 was altered; the chain does not hold.\n"


@pytest.mark.usefixtures("context")
def test_a_chain_that_somebody_without_the_key_made_anew_is_found(app: Flask) -> None:
    _add(3)
    with _without_guards():
        _make_anew("test.forged")
    assert audit.verify() == Break(1, "was altered")


@pytest.mark.usefixtures("context")
def test_a_chain_made_anew_as_though_it_were_from_before_there_were_keys_is_found(app: Flask) -> None:
    _add(3)
    with _without_guards():
        db.session.execute(text("UPDATE audit_event SET key_id = 'none'"))
        _make_anew("test.forged")
    assert audit.verify() == Break(3, "is the newest and was written without a key")


@pytest.mark.usefixtures("context")
def test_an_event_without_a_key_after_keyed_ones_is_found() -> None:
    _add(3)
    last = db.session.get_one(AuditEvent, 3)
    with _without_guards():
        parts = [4, *_parts_of(last)[1:-1], last.hash]
        columns = {column.name: getattr(last, column.name) for column in AuditEvent.__table__.columns}
        forged = {"sequence": 4, "previous_hash": last.hash, "hash": _sha256(parts), "key_id": audit.UNKEYED}
        db.session.execute(insert(AuditEvent).values(columns | forged))
    assert audit.verify() == Break(4, "was written without a key, after others with one")


@pytest.mark.usefixtures("context")
def test_the_database_takes_no_event_without_a_key() -> None:
    _add()
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
    _add(2)
    monkeypatch.setitem(app.extensions, "candour", replace(settings, audit_key="k" * 32))
    found = audit.verify()
    assert found is not None
    assert found.sequence == 1
    assert "CANDOUR_AUDIT_OLD_KEYS" in found.reason
    listed = replace(settings, audit_key="k" * 32, audit_old_keys=(settings.secret_key,))
    monkeypatch.setitem(app.extensions, "candour", listed)
    _add(2)
    assert audit.verify() is None
    assert len(set(db.session.scalars(select(AuditEvent.key_id)))) == 2
    renewed = replace(settings, audit_key="n" * 32, audit_old_keys=("k" * 32, settings.secret_key))
    monkeypatch.setitem(app.extensions, "candour", renewed)
    assert audit.verify() is None


def test_a_chain_from_before_there_were_keys_holds_after_the_migration(app: Flask, context: Flask) -> None:
    folder = str(ROOT / "migrations")
    _add(3)
    db.session.remove()
    flask_migrate.downgrade(directory=folder, revision="0019")
    with _without_guards():
        _make_anew("test.done")
    db.session.remove()
    flask_migrate.upgrade(directory=folder)
    newest = db.session.get_one(AuditEvent, 4)
    assert (newest.action, newest.subject_id) == ("audit.keyed", "3")
    assert audit.verify() is None
    _tamper("UPDATE audit_event SET action = 'test.other' WHERE sequence = 2")
    with _without_guards():
        _make_anew("test.other", until=3)
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


@pytest.mark.usefixtures("context")
def test_a_cut_tail_shows_against_an_anchor_and_not_without() -> None:
    _add(5)
    anchor = audit.take_anchor()
    _tamper("DELETE FROM audit_event WHERE sequence > 3")
    assert audit.verify() is None
    found = audit.verify(anchor)
    assert found is not None
    assert found.sequence == 4
    assert "the tail was cut" in found.reason
    _add(2)
    other = audit.verify(anchor)
    assert other is not None
    assert (other.sequence, "is not the one that the anchor" in other.reason) == (5, True)


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("before", [0, 3])
def test_a_chain_that_went_on_reaches_its_anchor(before: int) -> None:
    _add(before)
    anchor = audit.Anchor.from_data(audit.take_anchor().to_data())
    assert audit.verify(anchor) is None
    _add(2)
    assert (anchor.count, audit.verify(anchor)) == (before, None)


def test_the_commands_write_an_anchor_and_find_the_chain_cut_behind_it(
    app: Flask, context: Flask, tmp_path: Path
) -> None:
    runner = app.test_cli_runner()
    _add(3)
    printed = runner.invoke(args=["audit", "anchor"])
    assert (printed.exit_code, printed.stderr) == (0, "")
    data = json.loads(printed.stdout)
    assert list(data) == ["format", "version", "taken_at", "count", "head", "key_id", "signature"]
    assert (data["count"], data["head"]) == (3, db.session.get_one(AuditEvent, 3).hash)
    place = tmp_path / "anchor.json"
    assert runner.invoke(args=["audit", "anchor", "--out", str(place)]).output == ""
    good = runner.invoke(args=["audit", "verify", "--anchor", str(place)])
    assert good.exit_code == 0
    assert "3 events, the chain holds. It reaches the anchor of " in good.stdout
    _tamper("DELETE FROM audit_event WHERE sequence = 3")
    cut = runner.invoke(args=["audit", "verify", "--anchor", str(place)])
    assert (cut.exit_code, cut.stdout) == (1, "")
    assert cut.stderr.startswith("Error: event 3 is missing, the tail was cut: the anchor of ")
    assert "counts 3 events and the chain ends at 2" in cut.stderr


def test_a_chain_that_does_not_hold_gets_no_anchor(app: Flask, context: Flask, tmp_path: Path) -> None:
    _add(3)
    _tamper("UPDATE audit_event SET action = 'test.other' WHERE sequence = 2")
    done = app.test_cli_runner().invoke(args=["audit", "anchor", "--out", str(tmp_path / "anchor.json")])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: event 2 was altered; the chain does not hold.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read: No such file"),
        (b"", "this is not JSON"),
        (b"\xff\xfe", "this is not JSON"),
        (b"[" * 50_000, "this is not JSON"),
        (b"{}", "this is not an anchor"),
        (b"[]", "this is not an anchor"),
        (b"x" * 100_001, "too large"),
        (b'{"format": "candour-audit-anchor", "version": 2}', "a shape that is not known here"),
        (b'{"format": "candour-audit-anchor", "version": 1, "count": true}', "a shape that is not known"),
        (b'{"format": "candour-audit-anchor", "version": 1, "count": 1}', "a shape that is not known here"),
    ],
)
def test_what_is_no_anchor_ends_with_one_clear_line(
    app: Flask, context: Flask, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    place = tmp_path / "anchor.json"
    if content is not None:
        place.write_bytes(content)
    done = app.test_cli_runner().invoke(args=["audit", "verify", "--anchor", str(place)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"count": 1}, "was altered"),
        ({"head": "0" * 64}, "was altered"),
        ({"signature": "ŵ"}, "was altered"),
        ({"key_id": "0" * 16}, "CANDOUR_AUDIT_OLD_KEYS"),
    ],
)
def test_an_anchor_that_was_altered_is_refused(
    app: Flask, context: Flask, tmp_path: Path, change: dict[str, object], sentence: str
) -> None:
    _add(2)
    place = tmp_path / "anchor.json"
    place.write_text(json.dumps(audit.take_anchor().to_data() | change))
    done = app.test_cli_runner().invoke(args=["audit", "verify", "--anchor", str(place)])
    assert done.exit_code == 2
    assert sentence in done.stderr


def test_an_anchor_cannot_be_written_where_there_is_no_folder(
    app: Flask, context: Flask, tmp_path: Path
) -> None:
    done = app.test_cli_runner().invoke(args=["audit", "anchor", "--out", str(tmp_path / "no" / "anchor")])
    assert done.exit_code == 2
    assert "cannot be written: No such file" in done.stderr


def test_once_a_day_the_log_gets_an_anchor_that_serves_as_it_is(
    app: Flask, context: Flask, tmp_path: Path
) -> None:
    _add(3)
    with capture_logs() as logged:
        run_due()
        run_due()
    lines = [line for line in logged if line["event"] == "audit anchor"]
    assert [line["count"] for line in lines] == [3]
    place = tmp_path / "line.json"
    place.write_text(json.dumps(lines[0]), encoding="utf-8")
    assert app.test_cli_runner().invoke(args=["audit", "verify", "--anchor", str(place)]).exit_code == 0


def _parts_of(event: SimpleNamespace | AuditEvent) -> list[object]:
    """What a hash covers, written down apart from the application."""
    details = event.details if isinstance(event.details, dict) else json.loads(event.details)
    at = event.at if isinstance(event.at, datetime) else datetime.fromisoformat(event.at)
    moment = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    ids = (event.organisation_id, event.actor_id)
    what = (event.action, event.subject_type, event.subject_id, details, event.previous_hash)
    return [event.sequence, moment, *ids, *what]


def _sha256(parts: list[object]) -> str:
    content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _make_anew(action: str, *, until: int = 99) -> None:
    """Writes another action into every event and computes all hashes again."""
    names = "sequence, at, organisation_id, actor_id, subject_type, subject_id, details"
    query = text(f"SELECT {names} FROM audit_event WHERE sequence <= {until} ORDER BY sequence")
    previous = audit.START
    for row in db.session.execute(query).all():
        event = SimpleNamespace(**row._mapping, action=action, previous_hash=previous)
        made = _sha256(_parts_of(event))
        db.session.execute(
            text(
                "UPDATE audit_event SET action = :action, previous_hash = :previous, hash = :hash"
                " WHERE sequence = :sequence"
            ),
            {"action": action, "previous": previous, "hash": made, "sequence": row.sequence},
        )
        previous = made


def test_an_anchor_replaces_no_device_and_follows_a_link(app: Flask, context: Flask, tmp_path: Path) -> None:
    pipe, place, link = tmp_path / "pipe", tmp_path / "anchor.json", tmp_path / "link.json"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        done = app.test_cli_runner().invoke(args=["audit", "anchor", "--out", str(pipe)])
        assert (done.exit_code, pipe.is_fifo()) == (0, True)
        assert json.loads(os.read(reader, 10_000))["format"] == "candour-audit-anchor"
    finally:
        os.close(reader)
    place.write_text("old", encoding="utf-8")
    link.symlink_to(place)
    assert app.test_cli_runner().invoke(args=["audit", "anchor", "--out", str(link)]).exit_code == 0
    assert link.is_symlink()
    assert json.loads(place.read_text(encoding="utf-8"))["format"] == "candour-audit-anchor"
