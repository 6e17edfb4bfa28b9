"""Records become rows of a standard by the mapping that reads its files, and what is lost is told."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.register.exchange.formats.rows import read
from app.register.exchange.standard_files import file_pieces, loss_lines
from app.register.exchange.standards import (
    Converter,
    FileOrigin,
    Place,
    RecordWriter,
    load_format,
    load_standard,
    standard_names,
)
from app.register.published.batches import Exported
from app.register.record import FieldState, FieldValue, Pause, Provenance, Record

PLACE = Place("7", "https://register.example/register/7-signs")
# The paths of ATRS 3 whose names differ from those of our fields; all others bear the same name.
RENAMED = {
    "description": "summary",
    "website_url": "website",
    "alternatives_considered": "alternatives",
    "frequency_and_scale_of_usage": "scale",
    "data_completeness_and_representativeness": "data_completeness",
}


def a_record(**fields: FieldValue) -> Record:
    return Record(
        title="Signs",
        organisation_name="Northmere Council",
        organisation_slug="northmere",
        phase="production",
        fields=tuple(fields.items()),
    )


def row_of(standard: str, record: Record) -> dict[str, str]:
    return RecordWriter(load_standard(standard)).row(record, PLACE)


def test_every_path_of_atrs_holds_the_field_of_its_name() -> None:
    columns = [column for column in load_standard("atrs-3").columns if column.to]
    assert len(columns) == 47
    assert [c.key for c in columns if c.to != (RENAMED.get(c.key, c.key),)] == []


def test_a_record_is_written_under_the_names_of_the_standard() -> None:
    record = a_record(
        summary=FieldValue.of("It reads signs."),
        scale=FieldValue.of("Ten a day"),
        external_supplier_involvement=FieldValue.of("Oes", "yes"),
        model_name=FieldValue.not_applicable("No model"),
        system_architecture=FieldValue.withheld("It would help fraud"),
        external_supplier=FieldValue.unknown(),
    )
    row = row_of("atrs-3", record)
    assert {key: text for key, text in row.items() if text} == {
        "id": "7",
        "title": "Signs",
        "name": "Signs",
        "organisation_name": "Northmere Council",
        "organisation_or_department": "Northmere Council",
        "phase": "Production",
        "description": "It reads signs.",
        "frequency_and_scale_of_usage": "Ten a day",
        "external_supplier_involvement": "Yes",
        "model_name": "N/A: No model",
        "system_architecture": "Withheld: It would help fraud",
        "external_supplier": "Unknown",
    }


def test_columns_that_share_a_field_get_their_own_parts_back() -> None:
    text = "It finds holes.\n\nTopic area: Roads"
    row = row_of("us-federal-2025", a_record(detailed_description=FieldValue.of(text)))
    assert (row["description"], row["topic_area"]) == ("It finds holes.", "Roads")


def test_what_is_lost_is_told_with_how_often() -> None:
    writer = RecordWriter(load_standard("atrs-3"))
    record = a_record(goals=FieldValue.of("Fewer holes"), problem=FieldValue.unknown())
    housing = Record(
        "A", "B", "b", phase="public_beta", service_area="housing", pause=Pause(date(2026, 1, 2), "")
    )
    for each in (record, housing):
        writer.row(each, PLACE)
    lines = list(loss_lines(writer.losses))
    assert "goals: no place in this standard, left out of 1 of 2 records" in lines
    assert "problem: no place in this standard, left out of 1 of 2 records" in lines
    assert "service_area: no place in this standard, left out of 1 of 2 records" in lines
    assert "pause: no place in this standard, left out of 1 of 2 records" in lines
    assert "phase: no value of its own for public_beta, in 1 of 2 records" in lines
    assert "description: required, but empty in 2 of 2 records" in lines
    assert not [line for line in lines if line.startswith("title")]


@pytest.mark.parametrize("kind", ["csv", "json"])
@pytest.mark.parametrize("name", standard_names())
def test_what_a_standard_writes_it_reads_again(name: str, kind: str, tmp_path: Path) -> None:
    standard, file_format = load_standard(name), load_format(name)
    fields = {column.to[0] for column in standard.columns if column.to and not column.values}
    fields -= {"contact_email", "summary", standard.summary.rest}
    said = {each: FieldValue.of(f"About {each}") for each in sorted(fields)}
    record = a_record(summary=FieldValue.of("It reads signs."), **said)
    stored = [Exported(7, "signs", 1, datetime(2026, 1, 2, tzinfo=UTC), record.to_json())]
    file = tmp_path / f"file.{kind}"
    file.write_text(
        "".join(file_pieces(stored, RecordWriter(standard), file_format, kind, "https://register.example")),
        encoding="utf-8",
    )
    (converted,) = map(Converter(standard, FileOrigin()).convert, read(standard, file))
    assert converted.record is not None
    assert converted.source_id.rpartition(":")[2] == "7"
    again = converted.record
    assert (again.title, again.organisation_name, again.phase) == ("Signs", "Northmere Council", "production")
    assert again.summary == "It reads signs."
    lost = [each for each in said if said[each].text not in again.field(each).text]
    assert lost == []


def test_a_withheld_field_of_a_standard_with_its_own_word_stays_withheld(tmp_path: Path) -> None:
    standard = load_standard("us-federal-2025")
    record = a_record(summary=FieldValue.of("x"), system_architecture=FieldValue.withheld("Law"))
    stored = [Exported(7, "signs", 1, datetime(2026, 1, 2, tzinfo=UTC), record.to_json())]
    file = tmp_path / "file.json"
    pieces = file_pieces(stored, RecordWriter(standard), load_format(standard.name), "json", "")
    file.write_text("".join(pieces), encoding="utf-8")
    (again,) = map(Converter(standard, FileOrigin()).convert, read(standard, file))
    assert again.record is not None
    assert again.record.field("system_architecture").state is FieldState.WITHHELD


def test_a_record_of_this_standard_keeps_the_id_of_its_source() -> None:
    source = Provenance("us-federal-2025", source_id="DOT:17")
    nameless = Provenance("us-federal-2025", source_id="DOT:~0123456789abcdef")
    assert row_of("us-federal-2025", Record("A", "B", "b", provenance=source))["id"] == "17"
    assert row_of("us-federal-2025", Record("A", "B", "b", provenance=nameless))["id"] == ""
    assert row_of("atrs-3", Record("A", "B", "b", provenance=source))["id"] == "7"


def test_json_stands_where_the_format_says() -> None:
    stored = [Exported(7, "signs", 1, datetime(2026, 1, 2, tzinfo=UTC), a_record().to_json())] * 2
    for name, path in (("nl-listing", ["algoritmes"]), ("atrs-3", [])):
        writer = RecordWriter(load_standard(name))
        found = json.loads("".join(file_pieces(stored, writer, load_format(name), "json", "")))
        for key in path:
            found = found[key]
        assert len(found) == 2
