"""Archives that stand for far more than they are: refused early, with the place, and for little memory."""

from __future__ import annotations

import hashlib
import io
import random
import tracemalloc
import zipfile

import pytest
from flask import Flask

from app.assessments.archive import unpack as reading
from app.assessments.archive.unpack import ArchiveError, open_archive
from app.assessments.evidence.file_kinds import RefusedFile, kind_of
from app.web.roles import Role
from tests.integration.assessments.archive.test_upload import upload, zipped
from tests.support.client import CheckedClient
from tests.support.people import Council

pytestmark = [pytest.mark.slow, pytest.mark.both_databases]
LARGEST_FILE = 10_000_000
MOST_MEMORY = 40_000_000  # 80 KB used to cost 800 MB
AT_THE_MOST = 100_000_000  # of an archive that is as large as one may be


def _data(content: str) -> bytes:
    return zipped({"archive.json": f'{{"tables": {content}}}'.encode()})


def _many(value: str, letters: int = 4_000_000) -> str:
    return f"[{','.join([value] * (letters // (len(value) + 1)))}]"


HOSTILE = {
    "empty lists": (_data(_many("[]")), "tables: one list or object holds more than 50000 values"),
    "empty objects": (_data(_many("{}")), "tables: one list or object holds more than 50000 values"),
    "numbers": (_data(_many("1")), "tables: one list or object holds more than 50000 values"),
    "small lists": (_data(_many(_many("[]", 60_000))), "there are more than 300000 values"),
    "small objects": (
        _data(_many(_many('{"a":{},"b":{}}', 60_000))),
        "there are more than 300000 values",
    ),
    "deep": (_data('{"answer":' * 50 + "1" + "}" * 50), "lie more than 16 deep in each other"),
    "names": (_data('{"' + "n" * 2_000_000 + '": 1}'), "a name is longer than 1000 characters"),
    "texts without commas": (_data('""' * 2_000_000), "there are more than 300000 values"),
    "lists without end": (_data(_many("[]", 12_000_000)), "archive.json unpacks to more"),
    "wide letters": (_data('["' + "🦆" * 4_000_000 + '"]'), "archive.json unpacks to more"),
    "spaces": (_data(" " * 20_000_000), "archive.json unpacks to more"),
    "files": (
        zipped({"archive.json": b"{}", **{f"files/{n:064x}": b"\0" * 9_000_000 for n in range(12)}}),
        "unpacks to more than an archive of this size can hold",
    ),
    "questionnaires": (
        zipped({"archive.json": b"{}", **{f"questionnaires/{n:064x}.yaml": b"" for n in range(21)}}),
        "too many questionnaires",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.usefixtures("context")
def test_what_stands_for_too_much_is_refused_early_and_cheaply(name: str) -> None:
    content, sentence = HOSTILE[name]
    assert len(content) < 150_000
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError) as refused:
            open_archive(content, LARGEST_FILE)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sentence in " ".join(refused.value.messages)
    assert peak < MOST_MEMORY


@pytest.mark.usefixtures("context")
def test_what_is_large_enough_to_hold_much_is_still_held_to_the_bounds() -> None:
    noise = random.Random(8).randbytes(1_000_000)
    data = f'{{"tables": {_many(_many("[]", 60_000), 24_000_000)}}}'.encode()
    content = zipped({"archive.json": data, f"files/{hashlib.sha256(noise).hexdigest()}": noise})
    del data
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError, match="more than 300000 values"):
            open_archive(content, LARGEST_FILE)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < AT_THE_MOST


@pytest.mark.usefixtures("context")
def test_a_directory_of_many_entries_is_refused_before_it_is_read() -> None:
    entry = b"PK\x01\x02" + b"\0" * 42
    content = b"PK\x03\x04" + entry * 50_000
    tracemalloc.start()
    try:
        with pytest.raises(ArchiveError, match="too many files"):
            open_archive(content, LARGEST_FILE)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.usefixtures("context")
def test_members_that_share_their_bytes_are_counted_as_what_they_unpack_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []
    whole = zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, size: int | None = -1) -> bytes:
        content = whole(self, size)
        read.append(len(content))
        return content

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    content = zipped({f"files/{n:064x}": b"\0" * 2_000_000 for n in range(40)})
    with pytest.raises(ArchiveError):
        open_archive(content, LARGEST_FILE)
    assert sum(read) <= reading.ALWAYS_ALLOWED + reading.MOST_TIMES * len(content) + 1


def test_the_page_says_what_is_wrong_where_and_what_to_do(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    reply = upload(client, _data('{"answer": [1, {"value": ' + "[" * 40 + "]" * 40 + "}]}"))
    page = reply.get_data(as_text=True)
    assert reply.status_code == 400
    assert "archive.json in the archive cannot be read as JSON." in page
    assert "tables.answer[1].value[0]" in page
    assert "lists and objects lie more than 16 deep in each other" in page
    assert "Download the archive again from the service that made it" in page


def test_a_document_with_a_directory_of_many_entries_is_no_evidence() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for number in range(10_001):
            file.writestr(f"word/{number}", b"")
    with pytest.raises(RefusedFile) as refused:
        kind_of(content.getvalue(), "x.docx")
    assert refused.value.code == "bomb"
