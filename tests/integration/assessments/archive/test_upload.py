"""Uploading an archive: a preview first, and nothing at all of one that is broken, lies or is too large."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.archive.models import HeldArchive
from app.assessments.archive.pack import archive_of, to_zip
from app.assessments.evidence.store import FolderStore
from app.assessments.models import QuestionnaireVersion
from app.audit import AuditEvent
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.assessments.archive.conftest import a_rich_use, the_use
from tests.support.client import CheckedClient
from tests.support.people import Council

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def content(app: Flask, council: Council, store: FolderStore) -> bytes:
    """The archive of a use with everything."""
    with app.app_context():
        return to_zip(archive_of(the_use(council, a_rich_use(council, store)), store))


@pytest.fixture
def member(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def repacked(content: bytes, change: Change) -> bytes:
    """The archive with its data changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    data = json.loads(parts["archive.json"])
    change(data)
    return zipped(parts | {"archive.json": json.dumps(data).encode()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


def upload(client: CheckedClient, content: bytes, name: str = "x.zip") -> Any:
    return client.post("/uses/import", data={"archive": (io.BytesIO(content), name)})


def _counts(app: Flask) -> tuple[int, ...]:
    with app.app_context():
        kinds = (UseCase, HeldArchive, QuestionnaireVersion)
        return tuple(db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds)


def test_an_archive_is_shown_first_and_imported_once(
    app: Flask, member: CheckedClient, council: Council, content: bytes
) -> None:
    assert member.get("/uses/import").status_code == 200
    reply = upload(member, content, "holiday.jpg")
    assert reply.status_code == 302
    page = member.get(reply.location).get_data(as_text=True)
    for words in (
        "Import “Repairs triage”?",
        "Harbour, Mill Ward",
        "team.member@northmere.example",
        "2 harms",
    ):
        assert words in page
    assert _counts(app) == (1, 1, 1)
    first = member.post(reply.location, data={})
    second = member.post(reply.location, data={})
    assert first.location == second.location
    assert member.get(first.location).status_code == 200
    assert _counts(app)[0] == 2
    with app.app_context():
        assert db.session.scalars(select(HeldArchive)).one().content == b""
        actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.sequence.desc())).all()
    assert actions.count("use.imported") == 1
    for page_name in ("check", "print", "harms", "history", "submissions/1", "submissions/2", "evidence"):
        address = f"{first.location}/{page_name}"
        assert member.get(address).status_code in {200, 404}, address


def test_an_archive_that_was_not_wanted_is_forgotten(
    app: Flask, member: CheckedClient, content: bytes
) -> None:
    location = upload(member, content).location
    assert member.post(location, data={"leave": "1"}).location == "/uses"
    assert _counts(app) == (1, 0, 1)
    assert member.get(location).status_code == 404


def test_each_upload_replaces_the_one_before(app: Flask, member: CheckedClient, content: bytes) -> None:
    for _time in range(2):
        assert upload(member, content).status_code == 302
    assert _counts(app)[1] == 1


def _fields(table: str, **values: object) -> Change:
    return lambda data: data["tables"][table][0].update(values)


def _without(table: str, name: str) -> Change:
    return lambda data: data["tables"][table][0].pop(name)


def _double(table: str) -> Change:
    def change(data: dict[str, Any]) -> None:
        rows = data["tables"][table]
        rows.append(rows[0] | {"id": len(rows) + 1})

    return change


WRONG: list[tuple[Change, str]] = [
    (_fields("use_case", kind="spaceship"), "use_case 1, kind: “spaceship” is not known here"),
    (_fields("use_case", name="x" * 201), "longer than 200 characters"),
    (_fields("use_case", name="a\x00b"), "a character in it cannot be stored"),
    (_fields("use_case", name="a\ud800b"), "a character in it cannot be stored"),
    (_fields("use_case", name=7), "of the wrong type"),
    (_fields("use_case", created_at="yesterday"), "not a moment with a time zone"),
    (_fields("use_case", created_at="2026-01-01T00:00:00"), "not a moment with a time zone"),
    (_fields("use_case", secret="x"), "“secret” does not belong here"),
    (_without("use_case", "name"), "use_case 1, name: missing"),
    (_double("use_case"), "use_case: there has to be exactly one"),
    (_fields("harm", severity=9), "harm 1, severity: “9” is not known here"),
    (_fields("harm", severity=True), "of the wrong type"),
    (_fields("harm", assessment_id=2), "there is no such row in assessment"),
    (_fields("harm", id=5), "rows are numbered 1, 2, 3 and so on"),
    (_fields("safeguard", due_on="2026-02-31"), "not a date"),
    (_fields("answer", state="perhaps"), "“perhaps” is not known here"),
    (_fields("answer", value={"a": "b"}), "not an answer that a question can have"),
    (_fields("answer", value=[[1]]), "not an answer that a question can have"),
    (_fields("answer", evidence=[{"title": 1}]), "not a list of evidence"),
    (_fields("answer", value=["x"] * 6_000), "too many items"),
    (_double("answer"), "two rows have the same assessment_id, question_id"),
    (_fields("answer_revision", number=10**12), "too large a number"),
    (_fields("submission", snapshot={"name": "x"}), "its snapshot is not what was submitted"),
    (_fields("submission", snapshot=None), "submission 1, snapshot: missing"),
    (_fields("assessment", questionnaire_version_id="f" * 64), "its questionnaire is not in the archive"),
    (_fields("evidence_file", media_type="text/html"), "its content is not what its row says"),
    (_fields("evidence_file", filename="dpia.html"), "its name lies about it"),
    (_fields("listed_change", kind="harm"), "listed_change 1, kind: “harm” is not known here"),
    (_fields("listed_change", row_id=99), "listed_change 1, row_id: there is no such row in voice"),
    (_fields("listed_change", facts=[]), "listed_change 1: of the wrong type"),
    (lambda data: data["tables"].update(person=[]), "person: this table is not known here"),
    (lambda data: data["tables"].update(harm={}), "harm: not a list of rows"),
    (lambda data: data["tables"].update(harm=[7]), "harm 1: not a row"),
    (lambda data: data["tables"].update(answer_revision=[]), "answer: one has no history"),
    (lambda data: data["tables"].update(evidence_file=[], evidence_use=[]), "not used by anything"),
    (lambda data: data.update(format="zip"), "This is not an archive of a use"),
    (lambda data: data.update(version=2), "newer or older service"),
    (lambda data: data.pop("tables"), "does not hold what an archive holds"),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_archive_is_refused_by_row_and_column(
    app: Flask, member: CheckedClient, content: bytes, change: Change, sentence: str
) -> None:
    before = _counts(app)
    reply = upload(member, repacked(content, change))
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True).replace("&#34;", '"')
    assert _counts(app) == before


def _bomb() -> bytes:
    return zipped({"archive.json": b" " * 30_000_000})


def _lying_size(content: bytes) -> bytes:
    """The first entry of the directory claims to be small."""
    place = content.index(b"PK\x01\x02")
    return content[: place + 24] + b"\x05\x00\x00\x00" + content[place + 28 :]


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _c: b"", "This is not an archive of a use"),
    "a picture": (lambda _c: b"\x89PNG\r\n\x1a\n" + b"x" * 99, "This is not an archive of a use"),
    "broken off": (lambda c: c[: len(c) // 2], "damaged"),
    "one bit": (lambda c: c[:60] + bytes([c[60] ^ 0xFF]) + c[61:], "damaged"),
    "a bomb": (lambda _c: _bomb(), "too large when it is unpacked"),
    "a lying size": (_lying_size, "damaged"),
    "a way out": (
        lambda _c: zipped({"archive.json": b"{}", "../../x": b""}),
        "does not belong there: ../../x",
    ),
    "an absolute path": (lambda _c: zipped({"/etc/passwd": b""}), "does not belong there"),
    "a program": (lambda _c: zipped({"archive.json": b"{}", "run.exe": b"MZ"}), "does not belong there"),
    "no data": (lambda _c: zipped({f"files/{'0' * 64}": b"x"}), "no archive.json"),
    "a wrong checksum": (
        lambda _c: zipped({"archive.json": b"{}", f"files/{'0' * 64}": b"x"}),
        "A file in the archive was altered",
    ),
    "no JSON": (lambda _c: zipped({"archive.json": b"{"}), "cannot be read as JSON"),
    "a list": (lambda _c: zipped({"archive.json": b"[]"}), "cannot be read as JSON"),
    "too deep": (lambda _c: zipped({"archive.json": b"[" * 200_000}), "cannot be read as JSON"),
    "no number": (lambda _c: zipped({"archive.json": b'{"a": NaN}'}), "cannot be read as JSON"),
    "an endless number": (lambda _c: zipped({"archive.json": b'{"a": 1e999}'}), "cannot be read as JSON"),
    "a long number": (lambda _c: zipped({"archive.json": b'{"a": ' + b"9" * 9_999 + b"}"}), "read as JSON"),
    "a key twice": (lambda _c: zipped({"archive.json": b'{"a": 1, "a": 2}'}), "cannot be read as JSON"),
    "not UTF-8": (lambda _c: zipped({"archive.json": b"\xff\xfe{}"}), "damaged"),
    "many files": (lambda _c: zipped({f"files/{n:064x}": b"" for n in range(400)}), "too many files"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_upload_leaves_nothing_behind(
    app: Flask, member: CheckedClient, store: FolderStore, content: bytes, name: str
) -> None:
    make, sentence = BROKEN[name]
    files = sorted(store.folder.rglob("*"))
    before = _counts(app)
    reply = upload(member, make(content))
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    assert _counts(app) == before
    assert sorted(store.folder.rglob("*")) == files


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(
    app: Flask, member: CheckedClient, store: FolderStore
) -> None:
    app.extensions["candour"] = replace(app.extensions["candour"], evidence_bytes=100_000)
    assert upload(member, b"PK\x03\x04" + b"x" * 300_001).status_code == 413
    assert _counts(app)[1] == 0


def test_a_form_without_a_file_says_so(member: CheckedClient) -> None:
    reply = member.post("/uses/import", data={}, content_type="multipart/form-data")
    assert (reply.status_code, "Choose the archive of a use" in reply.get_data(as_text=True)) == (400, True)


def test_a_wrong_questionnaire_is_refused(app: Flask, member: CheckedClient, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    old = next(name for name in parts if name.startswith("questionnaires/"))
    source = parts.pop(old).replace(b"question: AUT-01", b"question: AUT-99")
    key = hashlib.sha256(source).hexdigest()
    data = parts["archive.json"].replace(old[15:79].encode(), key.encode())
    reply = upload(member, zipped(parts | {"archive.json": data, f"questionnaires/{key}.yaml": source}))
    assert reply.status_code == 400
    page = reply.get_data(as_text=True)
    assert "The questionnaire in the archive has mistakes." in page
    assert "AUT-99" in page
    assert _counts(app) == (1, 0, 1)


def test_people_of_elsewhere_are_left_out_and_named_before(
    app: Flask, client: CheckedClient, other_council: Council, content: bytes
) -> None:
    stranger = client.sign_in(other_council, Role.TEAM_MEMBER)
    location = upload(stranger, content).location
    page = stranger.get(location).get_data(as_text=True)
    assert "Only you" in page
    assert "accountable.owner@northmere.example, team.member@northmere.example" in page
    use_id = int(stranger.post(location, data={}).location.rsplit("/", 1)[1])
    with app.app_context():
        use = the_use(other_council, use_id)
        assert use.owner is None
        assert [person.id for person in use.team] == [other_council.people[Role.TEAM_MEMBER]]


def test_nobody_touches_what_somebody_else_uploaded(
    client: CheckedClient, council: Council, other_council: Council, content: bytes
) -> None:
    location = upload(client.sign_in(council, Role.TEAM_MEMBER), content).location
    assert client.sign_in(other_council, Role.TEAM_MEMBER).get(location).status_code == 404
    assert client.sign_in(council, Role.BOARD_CHAIR).get(location).status_code == 403
    assert client.get("/uses/import").status_code == 403


def test_an_archive_is_for_those_who_may_read_the_use(
    client: CheckedClient, council: Council, other_council: Council, content: bytes
) -> None:
    member = client.sign_in(council, Role.TEAM_MEMBER)
    reply = member.get("/uses/1/archive.zip")
    assert (reply.status_code, reply.mimetype, reply.data) == (200, "application/zip", content)
    assert reply.headers["Content-Disposition"] == 'attachment; filename="repairs-triage.zip"'
    assert client.sign_in(council, Role.REGISTER_EDITOR).get("/uses/1/archive.zip").status_code == 200
    assert client.sign_in(other_council, Role.ADMINISTRATOR).get("/uses/1/archive.zip").status_code == 404
