"""Import of other registers: repeatable, careful with broken files, and never over an editor's words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from app.accounts.models import Organisation
from app.database import db
from app.register.editing import actions
from app.register.editing.actions import DraftChanges
from app.register.exchange.formats.rows import ReadError
from app.register.exchange.imports.files import ImportReport, import_records
from app.register.exchange.standards import load_standard
from app.register.models import Entry, EntryRow, EntryVersion
from app.register.record import FieldValue, Record
from app.web.roles import Role
from tests.integration.register.records import the_draft, the_entry, versions_of
from tests.support.databases import ROOT
from tests.support.people import Council

DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real data is not here")
pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("context")]


def _listing(folder: Path, *titles: str, purpose: str = "It reads applications.") -> Path:
    rows = [
        {"id": f"{n}", "naam": title, "organisatie": "Gemeente Voorbeeld", "doel": purpose}
        for n, title in enumerate(titles, start=1)
    ]
    file = folder / "listing.json"
    file.write_text(json.dumps({"algoritmes": rows}), encoding="utf-8")
    return file


def _import(council: Council, file: Path, *, dry_run: bool = False) -> ImportReport:
    return import_records(
        organisation=db.session.get_one(Organisation, council.organisation_id),
        standard=load_standard("nl-listing"),
        path=file,
        dry_run=dry_run,
    )


def _counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.read, report.created, report.updated, report.unchanged


def _all(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_imported_records_are_published_with_their_provenance(council: Council, tmp_path: Path) -> None:
    assert _counts(_import(council, _listing(tmp_path, "Parkeren", "Bijstand"))) == (2, 2, 0, 0)
    entry = db.session.scalars(select(Entry).order_by(Entry.id)).first()
    assert entry is not None
    (version,) = versions_of(entry.id)
    record = Record.from_data(version.record)
    assert record.title == "Parkeren"
    assert record.organisation_name == "Gemeente Voorbeeld"
    assert record.review_state == "none_known"
    assert record.provenance is not None
    assert entry.organisation_id == council.organisation_id
    assert db.session.get_one(EntryRow, entry.id).organisation_name == "Gemeente Voorbeeld"


def test_a_second_import_touches_only_what_changed(council: Council, tmp_path: Path) -> None:
    _import(council, _listing(tmp_path, "Parkeren", "Bijstand"))
    assert _counts(_import(council, _listing(tmp_path, "Parkeren", "Bijstand"))) == (2, 0, 0, 2)
    assert _all(EntryVersion) == 2
    assert _counts(_import(council, _listing(tmp_path, "Parkeren", "Toeslagen"))) == (2, 0, 1, 1)
    assert (_all(Entry), _all(EntryVersion), _all(EntryRow)) == (2, 3, 2)
    assert set(db.session.scalars(select(EntryRow.title))) == {"Parkeren", "Toeslagen"}


def test_a_dry_run_counts_and_writes_nothing(council: Council, tmp_path: Path) -> None:
    report = _import(council, _listing(tmp_path, "Parkeren"), dry_run=True)
    assert _counts(report) == (1, 1, 0, 0)
    assert (_all(Entry), _all(EntryRow)) == (0, 0)


def test_a_broken_file_leaves_the_register_as_it_was(council: Council, tmp_path: Path) -> None:
    _import(council, _listing(tmp_path, "Parkeren"))
    file = _listing(tmp_path, *(f"Nieuw {n}" for n in range(1200)))
    file.write_text(file.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    with pytest.raises(ReadError):
        _import(council, file)
    assert (_all(Entry), _all(EntryVersion)) == (1, 1)


def test_an_editors_correction_survives_the_next_import(council: Council, tmp_path: Path) -> None:
    _import(council, _listing(tmp_path, "Parkeren"))
    entry = db.session.scalars(select(Entry)).one()
    editor, second = council.people[Role.REGISTER_EDITOR], council.people[Role.ADMINISTRATOR]
    actions.begin_draft(entry=entry, actor_id=editor, nonce="i" * 20)
    given = {
        "contact_email": FieldValue.of("info@voorbeeld.example"),
        "appeals_and_review": FieldValue.of("Schrijf ons."),
    }
    for change in (DraftChanges(attributes={"title": "Parkeren, beter gezegd"}, fields=given),):
        draft = the_draft(entry.id)
        actions.edit_draft(draft=draft, seen_version=draft.version, changes=change, actor_id=editor)
    draft = the_draft(entry.id)
    actions.send_for_check(draft=draft, seen_version=draft.version, actor_id=editor)
    draft = the_draft(entry.id)
    actions.publish(draft=draft, seen_version=draft.version, actor_id=second, change_note="Plainer")
    for number, purpose in enumerate(("It reads more.", "It reads even more."), start=3):
        report = _import(council, _listing(tmp_path, "Parkeren", purpose=purpose))
        assert _counts(report) == (1, 0, 1, 0)
        record = Record.from_data(versions_of(entry.id)[-1].record)
        assert (record.title, record.summary) == ("Parkeren, beter gezegd", purpose)
        assert the_entry(entry.id).published_number == number


def test_a_retired_entry_is_not_brought_back(council: Council, tmp_path: Path) -> None:
    _import(council, _listing(tmp_path, "Parkeren"))
    entry = db.session.scalars(select(Entry)).one()
    editor = council.people[Role.REGISTER_EDITOR]
    actions.retire(entry=entry, seen_version=entry.version, reason="Withdrawn.", actor_id=editor)
    assert _counts(_import(council, _listing(tmp_path, "Parkeren", purpose="New."))) == (1, 0, 0, 1)
    assert _all(EntryRow) == 0


def _run(app: Flask, *arguments: str) -> tuple[int, str, str]:
    db.session.rollback()
    result = FlaskCliRunner(app).invoke(args=["register", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_prints_one_json_document_and_nothing_else(
    app: Flask, council: Council, tmp_path: Path
) -> None:
    file = _listing(tmp_path, "Parkeren", "")
    options = ("--standard", "nl-listing", "--organisation", council.slug, "--json")
    code, out, _error = _run(app, "import", str(file), *options)
    found = json.loads(out)
    assert code == 0
    assert list(found) == ["read", "created", "updated", "unchanged", "rejected"]
    assert all(set(row) == {"row", "column", "message"} for row in found["rejected"])


@pytest.mark.parametrize(
    ("file", "standard", "organisation", "words"),
    [
        ("none.json", "nl-listing", "northmere", "cannot read"),
        ("listing.json", "made-up", "northmere", "no standard made-up"),
        ("listing.json", "nl-listing", "nowhere", "--create-organisation"),
        ("broken.json", "nl-listing", "northmere", "row"),
    ],
)
def test_bad_arguments_end_with_code_2_and_one_line(
    app: Flask, council: Council, tmp_path: Path, file: str, standard: str, organisation: str, words: str
) -> None:
    _listing(tmp_path, "Parkeren")
    (tmp_path / "broken.json").write_text('{"algoritmes": [{"naam": "x"', encoding="utf-8")
    options = ("--standard", standard, "--organisation", organisation, "--json")
    code, out, error = _run(app, "import", str(tmp_path / file), *options)
    assert (code, out) == (2, "")
    assert words in error
    assert len(error.strip().splitlines()) == 1
    assert _all(Entry) == 0


def test_the_command_makes_the_organisation_only_when_the_file_is_good(
    app: Flask, council: Council, tmp_path: Path
) -> None:
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    options = ("--standard", "nl-listing", "--organisation", "new", "--create-organisation", "New")
    assert _run(app, "import", str(tmp_path / "broken.json"), *options)[0] == 2
    assert _all(Organisation) == 1
    assert _run(app, "import", str(_listing(tmp_path, "Parkeren")), *options, "--dry-run")[0] == 0
    assert _all(Organisation) == 1
    assert _run(app, "import", str(_listing(tmp_path, "Parkeren")), *options)[0] == 0
    assert _all(Organisation) == 2
    assert _run(app, "reindex")[1] == "1 entries indexed.\n"


def test_the_export_writes_a_file_of_a_standard_and_tells_what_is_lost(
    app: Flask, council: Council, tmp_path: Path
) -> None:
    _import(council, _listing(tmp_path, "Parkeren", "Bijstand"))
    code, out, error = _run(app, "export", "--standard", "nl-listing", "--format", "json")
    assert code == 0
    rows = json.loads(out)["algoritmes"]
    assert [(row["id"], row["title"], row["doel"]) for row in rows] == [
        ("1", "Parkeren", "It reads applications."),
        ("2", "Bijstand", "It reads applications."),
    ]
    assert error == ""
    file = tmp_path / "atrs.csv"
    code, out, error = _run(app, "export", "--standard", "atrs-3", "--format", "csv", "--out", str(file))
    assert (code, out) == (0, "")
    assert file.read_text(encoding="utf-8-sig").startswith("id,title,organisation_name,phase,")
    assert "scope: required, but empty in 2 of 2 records" in error
    again = tmp_path / "again.json"
    assert _run(app, "export", "--standard", "nl-listing", "--format", "json", "--out", str(again))[0] == 0
    assert _counts(_import(council, again)) == (2, 0, 0, 2)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--standard", "made-up", "--format", "csv"), "no standard made-up"),
        (("--standard", "atrs-3", "--format", "csv", "--out", "/nowhere/at/all.csv"), "cannot write"),
    ],
)
def test_an_export_that_cannot_be_written_ends_with_code_2(
    app: Flask, council: Council, options: tuple[str, ...], words: str
) -> None:
    code, out, error = _run(app, "export", *options)
    assert (code, out, len(error.splitlines())) == (2, "", 1)
    assert words in error


@needs_data
@pytest.mark.slow
def test_the_real_registers_are_imported_whole_and_once(council: Council) -> None:
    organisation = db.session.get_one(Organisation, council.organisation_id)
    files = (("us-federal-2025", "us_federal_2025.csv", 3611), ("nl-listing", "netherlands_2026.json", 1530))
    for again in (False, True):
        for name, file, rows in files:
            report = import_records(organisation=organisation, standard=load_standard(name), path=DATA / file)
            expected = (rows, 0, 0, rows) if again else (rows, rows, 0, 0)
            assert _counts(report) == expected
    assert _all(EntryRow) == 5141
