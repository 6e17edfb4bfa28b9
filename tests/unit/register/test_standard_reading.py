"""Files are read as they were published, and a broken one names the row and column."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.register.exchange.formats.rows import ReadError, read
from app.register.exchange.standards import load_standard
from app.register.exchange.standards.model import FileRow, Standard

US = load_standard("us-federal-2025")
NL = load_standard("nl-listing")
HEADER = "agency,id,use_case_name,problem_solved\n"


def rows_of(
    folder: Path, content: str | bytes, standard: Standard = US, name: str = "file.csv"
) -> list[FileRow]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(standard, path))


def notes_of(folder: Path, content: str | bytes) -> list[str]:
    path = folder / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    reading = read(US, path)
    list(reading)
    return [note.message for note in reading.notes]


def error_of(
    folder: Path, content: str | bytes, standard: Standard = US, name: str = "file.csv"
) -> ReadError:
    with pytest.raises(ReadError) as caught:
        rows_of(folder, content, standard, name)
    return caught.value


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = "\ufeff" + HEADER + 'DOT,1,"Road\nworks",Holes\n\nDOT,2,Signs,\n'
    rows = rows_of(tmp_path, text)
    assert [row.number for row in rows] == [2, 4]
    assert rows[0].cells == {
        "agency": "DOT",
        "id": "1",
        "use_case_name": "Road\nworks",
        "problem_solved": "Holes",
    }


def test_title_rows_above_the_headings_and_repeated_headings_are_skipped(tmp_path: Path) -> None:
    text = "SECTION 1,,,\n,,,\n" + HEADER + "DOT,1,Signs,x\n" + HEADER + "DOT,2,Roads,x\n"
    assert [row.number for row in rows_of(tmp_path, text)] == [4, 6]
    assert notes_of(tmp_path, text) == [
        "2 rows above the headings skipped",
        "the headings are repeated here; row skipped",
    ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_recognised(tmp_path: Path, separator: str) -> None:
    text = (HEADER + "DOT,1,Signs,x\n").replace(",", separator)
    assert rows_of(tmp_path, text)[0].cells["use_case_name"] == "Signs"


def test_windows_1252_is_read_with_a_note(tmp_path: Path) -> None:
    content = (HEADER + "DOT,1,Agency’s signs,x\n").encode("cp1252")
    assert rows_of(tmp_path, content)[0].cells["use_case_name"] == "Agency’s signs"
    assert notes_of(tmp_path, content) == ["not UTF-8 (first seen on line 2); read as Windows-1252"]


def test_headings_are_recognised_as_the_form_asks_them(tmp_path: Path) -> None:
    text = (
        '"Use Case  Name ","Which, if any, demographic\n variables does the AI use  case explicitly use as '
        'model features?\n\nPractice: this","Bereau/Component","USE CASE ID"\nSigns,k) None,Roads,7\n'
    )
    assert dict(rows_of(tmp_path, text)[0].cells) == {
        "use_case_name": "Signs",
        "demographic_features": "k) None",
        "agency_bureau": "Roads",
        "id": "7",
    }


def test_blank_unknown_and_repeated_headings_are_noted(tmp_path: Path) -> None:
    header = "id,use_case_name,,Colour,Status,Status\n"
    text = header + "1,Signs,left,red,,Deployed\n2,Roads,left,red,Pilot,Deployed\n"
    rows = rows_of(tmp_path, text)
    assert [row.cells["development_stage"] for row in rows] == ["Deployed", "Pilot"]
    assert notes_of(tmp_path, text) == [
        "not a column of this standard; left out",
        "heading repeated; used where the first is empty",
        "this column has no heading; left out",
    ]


def test_a_very_long_cell_is_read(tmp_path: Path) -> None:
    text = HEADER + f'DOT,1,Signs,"{"long " * 60_000}"\n'
    assert len(rows_of(tmp_path, text)[0].cells["problem_solved"]) == 300_000


@pytest.mark.parametrize(
    ("content", "row", "column", "message"),
    [
        ("", 1, "", "empty"),
        ("name,colour\nSigns,red\n", 1, "", "expected Use Case ID/Name or Use Case Name"),
        (HEADER + "DOT,1,Signs,x,y,z\n", 2, "", "6 cells under 4 headings"),
        (HEADER + 'DOT,1,Signs,x\nDOT,2,Roads,"never closed\n', 3, "", "ends inside a quoted cell"),
        (HEADER + 'DOT,1,"Signs"s,x\n', 2, "", "not CSV"),
        (HEADER + "DOT,1,Signs,x\nDOT,2,Ro\x00ads,x\n", 3, "use_case_name", "NUL"),
        (HEADER.encode() + b"DOT,1,Si\x81gns\x8f,x\n", 2, "", "neither UTF-8 nor Windows-1252"),
        (HEADER.encode() + b"DOT,1,Signs,x\xe2\x80", 0, "", ""),
        ("a," * 200_000, 1, "", "at most 1,000 columns"),
        (b"PK\x03\x04" + bytes(300), 1, "", "Excel"),
        ("a,b".encode("utf-16"), 1, "", "UTF-16"),
        (bytes(range(256)) * 40, 2, "", ""),
    ],
)
def test_a_broken_csv_names_the_place(
    tmp_path: Path, content: str | bytes, row: int, column: str, message: str
) -> None:
    if not row:
        assert rows_of(tmp_path, content)[0].cells["problem_solved"] == "xâ€"
        return
    error = error_of(tmp_path, content)
    assert (error.row, error.column) == (row, column)
    assert message in error.message


def test_a_short_row_is_noted_and_a_missing_file_is_an_error(tmp_path: Path) -> None:
    assert notes_of(tmp_path, HEADER + "DOT,1,Signs\n") == ["only 3 cells of 4; the rest is taken as empty"]
    with pytest.raises(ReadError, match="row 0: cannot read the file: No such file"):
        list(read(US, tmp_path / "none.csv"))


def a_register(*items: object) -> str:
    return json.dumps({"count": len(items), "algoritmes": list(items)}, ensure_ascii=False)


ITEM = {"id": "7", "title": "Anonimiseren", "organisatie": "Gemeente Voorbeeld", "status": "in_gebruik"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", a_register(ITEM, {**ITEM, "id": 8})),
        ("a.json", "\ufeff" + a_register(ITEM, {**ITEM, "id": 8})),
        ("a.json", json.dumps([ITEM, {**ITEM, "id": 8}])),
        ("a.jsonl", json.dumps(ITEM) + "\n\n" + json.dumps({**ITEM, "id": 8}) + "\n"),
    ],
)
def test_json_is_read_as_a_document_a_list_or_lines(tmp_path: Path, name: str, text: str) -> None:
    rows = rows_of(tmp_path, text, NL, name)
    assert [row.cells["id"] for row in rows] == ["7", "8"]
    assert rows[0].cells["organisatie"] == "Gemeente Voorbeeld"


def test_json_values_of_other_types_become_text_and_unknown_names_are_noted_once(tmp_path: Path) -> None:
    odd = {**ITEM, "doel": ["a", None, 2, {"b": True}], "kleur": "rood"}
    path = tmp_path / "a.json"
    path.write_text(a_register(odd, odd), encoding="utf-8")
    reading = read(NL, path)
    assert [row.cells["doel"] for row in reading] == ["a; 2; b: Yes"] * 2
    assert [(note.row, note.column) for note in reading.notes] == [(1, "kleur")]
    assert reading.fraction == 1.0


@pytest.mark.parametrize(
    ("name", "text", "row", "message"),
    [
        ("a.json", a_register(ITEM, ITEM)[:-40], 2, "not complete JSON"),
        ("a.json", a_register(ITEM) + "}", 2, "not complete JSON"),
        ("a.json", "id,title\n", 1, "not JSON"),
        ("a.json", '{"records": []}', 1, "no list found at algoritmes"),
        ("a.json", a_register("text"), 1, "expected an object"),
        ("a.json", a_register({"naam": "x", "kleur": "y"}), 1, "not the fields of nl-listing: naam, kleur"),
        ("a.json", a_register({**ITEM, "doel": "a\x00b"}), 1, "NUL"),
        ("a.json", '{"algoritmes": [' + "[" * 50_000, 1, "more than 40 lists"),
        ("a.jsonl", json.dumps(ITEM) + '\n{"id": \n', 2, "not JSON"),
        ("a.jsonl", "[" * 100_000, 1, "not JSON"),
        ("a.jsonl", f'{{"id": [{"1," * 60_000}1]}}', 1, "id: more than 50000 values in one list"),
        ("a.json", f'{{"algoritmes": [{{"id": [{"1," * 250_000}1]}}]}}', 1, "values in one object"),
    ],
)
def test_broken_json_names_the_record(tmp_path: Path, name: str, text: str, row: int, message: str) -> None:
    error = error_of(tmp_path, text, NL, name)
    assert error.row == row
    assert message in error.message


def test_an_empty_list_has_no_rows(tmp_path: Path) -> None:
    assert rows_of(tmp_path, a_register(), NL, "a.json") == []


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.json", "a.jsonl"]), st.booleans())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_rows_or_a_named_error(tmp_path: Path, content: bytes, name: str, headed: bool) -> None:
    starts = {"a.csv": HEADER.encode(), "a.json": b'{"algoritmes": [', "a.jsonl": b'{"id": "'}
    with suppress(ReadError):
        rows_of(tmp_path, starts[name] + content if headed else content, US if name == "a.csv" else NL, name)
