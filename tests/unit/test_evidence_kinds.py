"""Which files are let in as evidence, by what they really are."""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments.evidence.file_kinds import RefusedFile, kind_of
from app.assessments.evidence.store import FolderStore, ScanFailed


def _zip(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


WORD = _zip(word__document_dot_xml=b"<w/>")
MACROS = _zip(word__document_dot_xml=b"<w/>", word__vbaProject_dot_bin=b"x")
BOMB = _zip(word__document_dot_xml=b"0" * 210_000_000)
ODT = _zip(mimetype=b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.7 ...", "a.pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n...", "a.PNG", "PNG"),
        (b"\xff\xd8\xff\xe0...", "a.jpeg", "JPEG"),
        (WORD, "a.docx", "Word"),
        (ODT, "a.odt", "OpenDocument text"),
        ("group,öutcome\n".encode(), "a.csv", "text"),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, name: str, kind: str) -> None:
    assert kind_of(content, name).name == kind


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "empty"),
        (b"%PDF-1.7", "a.docx", "mismatch"),
        (b"%PDF-1.7", "pdf", "mismatch"),
        (WORD, "a.pdf", "mismatch"),
        (b"MZ\x90\x00", "a.pdf", "unknown"),
        (b"<html><script>", "a.txt", "unknown"),
        (b"<svg onload=x>", "a.txt", "unknown"),
        (b"#!/bin/sh", "a.txt", "unknown"),
        (b"text\x00text", "a.txt", "unknown"),
        (b"PK\x03\x04 broken", "a.docx", "unknown"),
        (_zip(readme=b"x"), "a.docx", "unknown"),
        (MACROS, "a.docx", "macros"),
        (BOMB, "a.docx", "bomb"),
    ],
)
def test_anything_else_is_refused(content: bytes, name: str, code: str) -> None:
    with pytest.raises(RefusedFile) as refused:
        kind_of(content, name)
    assert refused.value.code == code


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_content_makes_it_fail_otherwise(content: bytes, name: str) -> None:
    with contextlib.suppress(RefusedFile):
        kind_of(content, name)


def test_a_content_is_kept_once_and_read_back(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    checksum, is_new = store.put(b"one")
    assert (is_new, store.put(b"one")) == (True, (checksum, False))
    assert store.get(checksum).read_bytes() == b"one"
    store.remove(checksum)
    with pytest.raises(FileNotFoundError):
        store.get(checksum)


@pytest.mark.parametrize(("code", "infected"), [(1, True), (2, False)])
def test_what_the_scanner_refuses_leaves_nothing_behind(tmp_path: Path, code: int, infected: bool) -> None:
    store = FolderStore(tmp_path, f'{sys.executable} -c "raise SystemExit({code})"')
    with pytest.raises(ScanFailed) as failed:
        store.put(b"bad")
    assert failed.value.infected is infected
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_scanner_that_is_not_there_lets_nothing_in(tmp_path: Path) -> None:
    with pytest.raises(ScanFailed):
        FolderStore(tmp_path, "/no/such/scanner").put(b"x")
