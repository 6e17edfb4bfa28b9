"""Anchors of the audit chain: what they show that the chain alone does not, and what is refused as one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from structlog.testing import capture_logs

from app import audit
from app.audit import AuditEvent
from app.database import db
from app.jobs.daily import run_due
from tests.integration.core.audit_chain import add, tamper

pytestmark = pytest.mark.both_databases

Change = Callable[[str], None]


@pytest.mark.usefixtures("context")
def test_a_cut_tail_shows_against_an_anchor_and_not_without() -> None:
    add(5)
    anchor = audit.take_anchor()
    tamper("DELETE FROM audit_event WHERE sequence > 3")
    assert audit.verify() is None
    found = audit.verify(anchor)
    assert found is not None
    assert found.sequence == 4
    assert "the tail was cut" in found.reason
    add(2)
    other = audit.verify(anchor)
    assert other is not None
    assert (other.sequence, "is not the one that the anchor" in other.reason) == (5, True)


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("before", [0, 3])
def test_a_chain_that_went_on_reaches_its_anchor(before: int) -> None:
    add(before)
    anchor = audit.Anchor.from_data(audit.take_anchor().to_data())
    assert audit.verify(anchor) is None
    add(2)
    assert (anchor.count, audit.verify(anchor)) == (before, None)


def test_the_commands_write_an_anchor_and_find_the_chain_cut_behind_it(
    app: Flask, context: Flask, tmp_path: Path
) -> None:
    runner = app.test_cli_runner()
    add(3)
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
    tamper("DELETE FROM audit_event WHERE sequence = 3")
    cut = runner.invoke(args=["audit", "verify", "--anchor", str(place)])
    assert (cut.exit_code, cut.stdout) == (1, "")
    assert cut.stderr.startswith("Error: event 3 is missing, the tail was cut: the anchor of ")
    assert "counts 3 events and the chain ends at 2" in cut.stderr


def test_a_chain_that_does_not_hold_gets_no_anchor(app: Flask, context: Flask, tmp_path: Path) -> None:
    add(3)
    tamper("UPDATE audit_event SET action = 'test.other' WHERE sequence = 2")
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
    add(2)
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
    add(3)
    with capture_logs() as logged:
        run_due()
        run_due()
    lines = [line for line in logged if line["event"] == "audit anchor"]
    assert [line["count"] for line in lines] == [3]
    place = tmp_path / "line.json"
    place.write_text(json.dumps(lines[0]), encoding="utf-8")
    assert app.test_cli_runner().invoke(args=["audit", "verify", "--anchor", str(place)]).exit_code == 0


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
