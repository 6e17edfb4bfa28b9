"""Who and what an imported row is: never told by an empty slug, by the order of rows or by one wrong byte."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from app.accounts.models import Organisation
from app.database import db
from app.register.exchange.imports.files import ImportReport, import_records
from app.register.exchange.standards import load_standard
from app.register.models import Entry, EntryRow, PublicBody
from app.register.published.search.reindex import reindex
from app.register.record import Record
from tests.integration.register.records import a_use, published, versions_of
from tests.support.people import Council

pytestmark = [pytest.mark.usefixtures("context"), pytest.mark.both_databases]
HEADINGS = (
    "Use Case ID,Use Case Name,Agency,Bureau/Component,Stage of Development,"
    "What problem is the AI intended to solve?\n"
)
NO_IDS = HEADINGS.removeprefix("Use Case ID,")
HOUSING = "Anonymiser,Town,Housing,Pilot,Hides names in housing letters\n"
PARKING = "Anonymiser,Town,Parking,Pilot,Hides plates in parking photos\n"
OTHER = "Other,Town,Team,Pilot,Something else\n"


def imported(council: Council, folder: Path, content: str | bytes) -> ImportReport:
    file = folder / "file.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return import_records(
        organisation=db.session.get_one(Organisation, council.organisation_id),
        standard=load_standard("us-federal-2025"),
        path=file,
    )


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.read, report.created, report.updated, report.unchanged, len(report.rejected)


def notes(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(note.row, note.column, note.message) for note in report.notes]


def bodies() -> dict[str, tuple[str, int]]:
    """The name of each body that has published entries and how many, by its slug."""
    db.session.rollback()
    rows = db.session.execute(select(PublicBody.slug, PublicBody.name, EntryRow.entry_id).join(EntryRow))
    found: dict[str, tuple[str, int]] = {}
    for slug, name, _entry in rows:
        found[slug] = (name, found.get(slug, ("", 0))[1] + 1)
    return found


def histories() -> dict[str, list[tuple[str, str]]]:
    """Team and summary of each version, by the key of its entry."""
    db.session.rollback()
    found = {}
    for entry in db.session.scalars(select(Entry).order_by(Entry.id)):
        records = [Record.from_data(version.record) for version in versions_of(entry.id)]
        found[str(entry.source_key)] = [(each.field("team").text, each.summary) for each in records]
    return found


@pytest.fixture
def own_entry(council: Council) -> str:
    """The name of the council, which has published an entry of its own."""
    organisation = db.session.get_one(Organisation, council.organisation_id)
    name, slug = organisation.name, organisation.slug
    published(council, replace(a_use(), organisation_name=name, organisation_slug=slug))
    return name


@pytest.mark.parametrize("name", ["Δήμος Παραδείγματος", "北見市", "Ærø", "-", "Łódź"])
def test_an_import_never_renames_the_council(
    council: Council, tmp_path: Path, own_entry: str, name: str
) -> None:
    assert counts(imported(council, tmp_path, HEADINGS + f"1,Σύστημα,{name},Team,Pilot,Queues\n"))[1] == 1
    found = bodies()
    assert found.pop(council.slug)[0] == own_entry
    if name != "-":
        ((slug, told),) = found.items()
        assert told == (name, 1)
        assert slug not in ("", "not-stated", council.slug)
    reindex()
    assert bodies()[council.slug][0] == own_entry


def test_names_that_differ_in_letters_stay_apart(council: Council, tmp_path: Path) -> None:
    names = [
        "Ærø",
        "Rø",
        "R",
        "Łódź",
        "Ódź",
        "Dz",
        "Straße",
        "Strae",
        "Δήμος Α",
        "Δήμος Β",
        "Δήμος",
        "北見",
        "北",
    ]
    names += ["A" * 100 + " North", "A" * 100 + " South"]
    imported(council, tmp_path, HEADINGS + "".join(f"{n},T{n},{x},,Pilot,Q\n" for n, x in enumerate(names)))
    assert sorted(name for name, _count in bodies().values()) == sorted(names)


def test_names_that_differ_in_case_spaces_or_a_full_stop_are_one(
    council: Council, tmp_path: Path, own_entry: str
) -> None:
    typed = [
        own_entry,
        own_entry.upper(),
        own_entry.replace(" ", "\xa0"),
        f"{own_entry} .",
        f"  {own_entry}.",
    ]
    rows = "".join(f"{n},T{n},{name},,Pilot,Q\n" for n, name in enumerate(typed))
    imported(council, tmp_path, HEADINGS + rows)
    assert bodies() == {council.slug: (own_entry, 1 + len(typed))}


def test_rows_without_an_organisation_belong_to_the_one_that_imports(
    council: Council, tmp_path: Path, own_entry: str
) -> None:
    text = HEADINGS.replace("Agency,", "") + "1,Rota,Housing,Pilot,Slow work\n"
    assert counts(imported(council, tmp_path, text)) == (1, 1, 0, 0, 0)
    assert bodies() == {council.slug: (own_entry, 2)}


def test_another_name_with_the_slug_of_a_council_is_another_body(
    council: Council, other_council: Council, tmp_path: Path
) -> None:
    slugs = {council.slug, other_council.slug}
    rows = "".join(f"{n},T{n},{slug.upper()},,Pilot,Q\n" for n, slug in enumerate(sorted(slugs)))
    imported(council, tmp_path, HEADINGS + rows)
    assert not slugs & set(bodies())
    assert len(bodies()) == 2


def test_records_of_one_name_never_change_places(council: Council, tmp_path: Path) -> None:
    assert counts(imported(council, tmp_path, NO_IDS + HOUSING + PARKING + OTHER)) == (3, 3, 0, 0, 0)
    before = histories()
    report = imported(council, tmp_path, NO_IDS + PARKING + OTHER)
    assert counts(report) == (2, 0, 0, 2, 0)
    assert histories() == before
    assert (0, "") in [note[:2] for note in notes(report)]
    assert (
        "1 imported before but missing from this file: “Anonymiser”"
        in notes(report)[-1][2] + notes(report)[0][2]
    )


def test_the_order_of_rows_says_nothing(council: Council, tmp_path: Path) -> None:
    imported(council, tmp_path, NO_IDS + HOUSING + PARKING + OTHER)
    before = histories()
    assert counts(imported(council, tmp_path, NO_IDS + OTHER + PARKING + HOUSING)) == (3, 0, 0, 3, 0)
    assert histories() == before


def test_a_new_text_follows_its_team_and_a_new_team_its_text(council: Council, tmp_path: Path) -> None:
    imported(council, tmp_path, NO_IDS + HOUSING + PARKING)
    changed = PARKING.replace("Hides plates", "Hides number plates")
    moved = HOUSING.replace(",Housing,", ",Homes,")
    assert counts(imported(council, tmp_path, NO_IDS + changed + moved)) == (2, 0, 2, 0, 0)
    assert list(histories().values()) == [
        [("Housing", "Hides names in housing letters"), ("Homes", "Hides names in housing letters")],
        [("Parking", "Hides plates in parking photos"), ("Parking", "Hides number plates in parking photos")],
    ]


def test_another_tool_of_the_same_name_is_a_new_entry(council: Council, tmp_path: Path) -> None:
    imported(council, tmp_path, NO_IDS + HOUSING)
    report = imported(council, tmp_path, NO_IDS + PARKING)
    assert counts(report) == (1, 1, 0, 0, 0)
    assert [len(versions) for versions in histories().values()] == [1, 1]
    assert "missing from this file: “Anonymiser”" in notes(report)[0][2]
    assert counts(imported(council, tmp_path, NO_IDS + PARKING + HOUSING)) == (2, 0, 0, 2, 0)


def test_what_cannot_be_told_apart_is_rejected_and_nothing_changes(
    app: Flask, council: Council, tmp_path: Path
) -> None:
    twins = [HOUSING, HOUSING.replace("names", "signatures")]
    imported(council, tmp_path, NO_IDS + "".join(twins))
    before = histories()
    third = HOUSING.replace("names", "faces")
    file = tmp_path / "twins.csv"
    file.write_text(NO_IDS + twins[0] + third, encoding="utf-8")
    options = ["--standard", "us-federal-2025", "--organisation", council.slug, "--json"]
    db.session.rollback()
    out = FlaskCliRunner(app).invoke(args=["register", "import", str(file), *options]).stdout
    found = json.loads(out)
    assert list(found) == ["read", "created", "updated", "unchanged", "rejected"]
    assert list(found.values())[:4] == [2, 0, 0, 1]
    (rejected,) = found["rejected"]
    assert (rejected["row"], rejected["column"]) == (3, "")
    assert "nor text tells which of them this is" in rejected["message"]
    assert histories() == before


def test_an_id_used_twice_is_told_apart_by_its_text_too(council: Council, tmp_path: Path) -> None:
    rows = ["1,Signs,Town,Roads,Pilot,Reads signs\n", "1,Holes,Town,Roads,Pilot,Finds holes\n"]
    imported(council, tmp_path, HEADINGS + "".join(rows))
    before = histories()
    assert counts(imported(council, tmp_path, HEADINGS + rows[1] + rows[0])) == (2, 0, 0, 2, 0)
    assert counts(imported(council, tmp_path, HEADINGS + rows[1])) == (1, 0, 0, 1, 0)
    assert histories() == before


def test_equal_rows_without_an_id_stay_as_many_as_they_are(council: Council, tmp_path: Path) -> None:
    assert counts(imported(council, tmp_path, NO_IDS + HOUSING * 3)) == (3, 3, 0, 0, 0)
    assert counts(imported(council, tmp_path, NO_IDS + HOUSING * 3)) == (3, 0, 0, 3, 0)
    assert counts(imported(council, tmp_path, NO_IDS + HOUSING * 2)) == (2, 0, 0, 2, 0)


def test_one_wrong_byte_garbles_nothing_but_itself(council: Council, tmp_path: Path) -> None:
    good = "1,Café rota,Città di Esempio,Équipe,Pilot,Naïve façade – déjà vu\n"
    wrong = "2,Plain,Città di Esempio,Équipe,Pilot,It’s the only wrong byte\n"
    bad = wrong.encode().replace("’".encode(), b"\x92")
    report = imported(council, tmp_path, (HEADINGS + good).encode() + bad)
    assert counts(report) == (2, 2, 0, 0, 0)
    titles = sorted(db.session.scalars(select(EntryRow.title)))
    assert titles == ["Café rota", "Plain"]
    assert sorted(versions[0][1] for versions in histories().values()) == [
        "It’s the only wrong byte",
        "Naïve façade – déjà vu",
    ]
    assert notes(report) == [
        (0, "", "1 byte is not UTF-8; only what is wrong was read as Windows-1252"),
        (3, "What problem is the AI intended to solve?", "a byte is not UTF-8; read 0x92 as “’”"),
    ]
    assert counts(imported(council, tmp_path, HEADINGS + good + wrong)) == (2, 0, 0, 2, 0)
