"""An archive says what it likes: it is shown as imported, by whom and when, and gives nobody any right."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import docx
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.assessments.archive.pack import archive_of, to_zip
from app.assessments.evidence.store import FolderStore
from app.assessments.imported.models import ImportedFact, UseImport
from app.assessments.models import AnswerRevision, AnswerRow, Submission
from app.audit import AuditEvent
from app.board.figures.queries import gather
from app.database import Base, db
from app.uses.models import UseCase
from app.web.roles import Role
from app.web.templating import day
from tests.integration.assessments.archive.conftest import a_rich_use, the_use
from tests.integration.assessments.archive.test_upload import repacked, upload
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import answer

pytestmark = [pytest.mark.slow, pytest.mark.both_databases, pytest.mark.both_databases]

COLLEAGUE = "accountable.owner@northmere.example"
PERSON_COLUMNS = ("saved_by_id", "submitted_by_id", "updated_by_id", "uploaded_by_id", "moved_by_id")
DUTY = {
    "id": "equality",
    "title": "Equality",
    "law": "Equality Act 2010",
    "standing": "duty",
    "applicability": "applies",
    "status": "done",
    "not_binding": "",
    "answers": [],
    "routes": [],
    "answered_by": COLLEAGUE,
    "answered_at": "2019-03-04T10:00:00+00:00",
}
MARK = "(named in an archive that Team Member of Northmere imported on "


def _forge(data: dict[str, Any]) -> None:
    """Puts a colleague who never touched it in every place, in 2019."""
    tables = data["tables"]
    for name, rows in tables.items():
        for row in rows:
            for column in PERSON_COLUMNS:
                if column in row:
                    row[column] = COLLEAGUE
            for column in ("saved_at", "submitted_at", "updated_at", "uploaded_at", "moved_at"):
                if row.get(column) and name != "assessment":
                    row[column] = "2019-03-04T10:00:00+00:00"
    tables["assessment"][0]["moved_at"] = "2019-03-04T10:00:00+00:00"
    tables["use_case"][0] |= {"owner_id": COLLEAGUE, "created_at": "2019-03-01T10:00:00+00:00"}
    tables["use_member"].append({"use_id": 1, "person_id": COLLEAGUE})
    tables["use_member"].sort(key=lambda row: str(row["person_id"]))
    for submission in tables["submission"]:
        submission["snapshot"]["duties"] = [DUTY]


@pytest.fixture
def forged(app: Flask, council: Council, store: FolderStore) -> bytes:
    with app.app_context():
        content = to_zip(archive_of(the_use(council, a_rich_use(council, store)), store))
    return repacked(content, _forge)


@pytest.fixture
def use_id(client: CheckedClient, council: Council, forged: bytes) -> int:
    """The use that the team member made of the forged archive; they stay signed in."""
    client.sign_in(council, Role.TEAM_MEMBER)
    location = upload(client, forged).location
    return int(client.post(location, data={}).location.rsplit("/", 1)[1])


def _people_of(use_id: int) -> set[int | None]:
    """Whom the rows of a use name in any column, read off the tables."""
    tables = Base.metadata.tables
    answers = select(AnswerRow.id).where(AnswerRow.assessment_id.in_(_assessment(use_id)))
    found: set[int | None] = set()
    for name, table in tables.items():
        people = [c for c in table.c if any(key.column.table.name == "person" for key in c.foreign_keys)]
        if "assessment_id" in table.c:
            within = table.c.assessment_id.in_(_assessment(use_id))
        elif "answer_id" in table.c:
            within = table.c.answer_id.in_(answers)
        elif name == "use_case":
            within = table.c.id == use_id
        elif "use_id" in table.c and name != "held_archive":
            within = table.c.use_id == use_id
        else:
            continue
        for column in people:
            found |= set(db.session.scalars(select(column).where(within)))
    return found - {None}


def _assessment(use_id: int) -> Any:
    return select(UseCase.metadata.tables["assessment"].c.id).where(
        UseCase.metadata.tables["assessment"].c.use_id == use_id
    )


def test_no_row_of_an_imported_use_names_anybody_but_who_imported_it(
    app: Flask, council: Council, use_id: int
) -> None:
    with app.app_context():
        assert _people_of(use_id) == {council.people[Role.TEAM_MEMBER]}
        use = the_use(council, use_id)
        assert use.owner is None
        assert [person.id for person in use.team] == [council.people[Role.TEAM_MEMBER]]
        origin = db.session.get_one(UseImport, use_id)
        assert (use.created_at.year, use.created_by_id) != (2019, council.people[Role.ACCOUNTABLE_OWNER])
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "use.imported")).one()
        assert event.details == {"archive": origin.archive_hash}


def test_who_is_named_in_an_archive_gets_no_right_by_it(
    client: CheckedClient, council: Council, use_id: int
) -> None:
    assert client.get(f"/uses/{use_id}/submit").status_code == 200
    client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    assert client.get(f"/uses/{use_id}/edit").status_code == 403
    assert client.get(f"/uses/{use_id}/submit").status_code == 403
    assert f"/uses/{use_id}" not in client.get("/responses").text


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/submissions/1",
        "/submissions/2",
        "/changes",
        "/answers/EXP-01/history",
        "/evidence",
        "/questions/description",
        "/moves/1",
        "/changes?section=duties",
    ],
)
def test_wherever_an_imported_name_stands_it_is_marked(
    app: Flask, client: CheckedClient, use_id: int, path: str
) -> None:
    if path.startswith("/moves"):
        with app.app_context():
            table = Base.metadata.tables["questionnaire_move"]
            number = db.session.scalar(
                select(table.c.id).where(table.c.assessment_id.in_(_assessment(use_id)))
            )
        path = f"/moves/{number}"
    page = client.get(f"/uses/{use_id}{path}").get_data(as_text=True)
    assert page.count(COLLEAGUE) >= 1
    assert page.count(COLLEAGUE) == page.count(f"{COLLEAGUE} {MARK}")
    assert "Accountable Owner of Northmere" not in page


@pytest.mark.parametrize(
    "path", ["", "/submissions/1", "/changes", "/answers/EXP-01/history", "/print", "/team"]
)
def test_pages_say_that_the_use_was_imported_by_whom_and_when(
    app: Flask, client: CheckedClient, use_id: int, path: str
) -> None:
    with app.app_context():
        on = day(db.session.get_one(UseImport, use_id).imported_at)
    page = client.get(f"/uses/{use_id}{path}").get_data(as_text=True)
    assert f"Team Member of Northmere imported this use from an archive on {on}." in page
    assert "This service did not see it." in page


def test_the_word_file_says_so_too(client: CheckedClient, use_id: int) -> None:
    content = client.get(f"/uses/{use_id}/assessment.docx").data
    tables = docx.Document(io.BytesIO(content)).tables
    facts = {row.cells[0].text: row.cells[1].text for row in tables[0].rows}
    assert facts["Imported"].startswith("Team Member of Northmere imported this use from an archive on ")
    assert facts["Accountable owner"] == "Not decided yet"


def test_a_use_that_was_begun_here_says_nothing_of_an_import(
    app: Flask, client: CheckedClient, use_id: int
) -> None:
    for path in ("", "/submissions/1", "/changes", "/print"):
        assert "archive on" not in client.get(f"/uses/1{path}").get_data(as_text=True)


def test_what_is_saved_after_the_import_bears_the_name_of_who_saved_it(
    client: CheckedClient, council: Council, use_id: int, app: Flask
) -> None:
    before = client.get(f"/uses/{use_id}/changes").get_data(as_text=True)
    assert "imported the use from an archive" in before
    with app.app_context():
        use = the_use(council, use_id)
        answer(use, {"EXP-01": "Our own words."}, council.people[Role.TEAM_MEMBER])
        newest = db.session.scalars(select(AnswerRevision).order_by(AnswerRevision.id.desc()).limit(1)).one()
        assert newest.saved_by_id == council.people[Role.TEAM_MEMBER]
    page = client.get(f"/uses/{use_id}/answers/EXP-01/history").get_data(as_text=True)
    assert "Saved by Team Member of Northmere on" in page
    assert f"{COLLEAGUE} {MARK}" in page


def test_an_archive_of_an_imported_use_says_what_the_first_one_said(
    app: Flask, council: Council, store: FolderStore, forged: bytes, use_id: int
) -> None:
    with app.app_context():
        again = to_zip(archive_of(the_use(council, use_id), store))
    assert _parts(again) == _parts(forged)


def _parts(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts: dict[str, Any] = {name: file.read(name) for name in file.namelist()}
    return parts | {"archive.json": json.loads(parts["archive.json"])}


def test_what_an_archive_dates_to_2019_is_no_figure_of_this_board(
    app: Flask, council: Council, use_id: int
) -> None:
    with app.app_context():
        use = the_use(council, use_id)
        facts = [fact for fact in gather(council.organisation_id).uses if fact.recorded_on.year == 2019]
        dates = {row.submitted_at.year for row in db.session.scalars(select(Submission))}
        assert (use.created_at.year > 2019, facts, 2019 in dates) == (True, [], True)
        assert all(
            (fact.submitted_on or fact.recorded_on).year > 2019
            for fact in gather(council.organisation_id).uses
        )


@pytest.mark.parametrize("table", ["use_import", "imported_fact"])
def test_that_something_was_imported_cannot_be_changed(app: Flask, use_id: int, table: str) -> None:
    model = {"use_import": UseImport, "imported_fact": ImportedFact}[table]
    with app.app_context():
        with pytest.raises(DBAPIError, match="only ever added to"):
            db.session.execute(Base.metadata.tables[table].delete())
        db.session.rollback()
        assert db.session.scalars(select(model)).first() is not None


def test_the_preview_shows_names_as_words(client: CheckedClient, council: Council, forged: bytes) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    page = client.get(upload(client, forged).location).get_data(as_text=True)
    assert f"The archive names these people: {COLLEAGUE}" in page
    assert "Only you" in page
    assert "Not decided yet" in page
