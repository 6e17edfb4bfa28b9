"""Import of broken files: one line that names the place, exit code 2, and the register as it was."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.integration.bad_input.test_failed_publication import everything_stored
from tests.support.attacker import Attacker

pytestmark = pytest.mark.both_databases

CSV = "Agency,Use Case ID,Use Case Name,Problem Solved\r\n"
GOOD = "DOT,1,Signs,It reads road signs.\r\n"
LISTING = '{"algoritmes": [{"id": "1", "naam": "Parkeren", "organisatie": "Gemeente Voorbeeld"}'


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("list.csv", CSV + GOOD)
    return held.getvalue()


BROKEN: list[tuple[str, str, bytes | str, tuple[str, ...]]] = [
    ("truncated", "nl-listing", LISTING, ("row",)),
    ("cut in a text", "nl-listing", LISTING[:-20], ("row",)),
    ("cut in a character", "nl-listing", (LISTING + ', {"naam": "Café').encode()[:-1], ("row 2",)),
    ("NUL in a text", "nl-listing", LISTING + ', {"id": "2", "naam": "a\\u0000b"}]}', ("row 2", "naam")),
    ("another shape", "nl-listing", '"only a text"', ()),
    ("a number", "nl-listing", "9" * 10_000, ()),
    ("deep", "nl-listing", "[" * 200_000, ()),
    ("rows that are none", "nl-listing", '{"algoritmes": [1, null, "x"]}', ("row 1",)),
    ("NaN", "nl-listing", '{"algoritmes": NaN}', ()),
    ("empty", "nl-listing", "", ("empty",)),
    ("spaces", "nl-listing", " \n\t", ("row 1",)),
    ("binary", "nl-listing", bytes(range(256)) * 50, ()),
    ("zip named csv", "us-federal-2025", _zip(), ()),
    ("gzip", "us-federal-2025", gzip.compress((CSV + GOOD).encode()), ()),
    ("NUL", "us-federal-2025", CSV + GOOD + "DOT,2,Ro\0ads,x\r\n", ("row 3", "Use Case Name")),
    ("wrong header", "us-federal-2025", "colour,size\r\nred,1\r\n", ("row 1",)),
    ("no header", "us-federal-2025", GOOD, ("row 1",)),
    ("open quote", "us-federal-2025", CSV + GOOD + 'DOT,2,"Roads,x\r\n', ("row 3",)),
    ("too many cells", "us-federal-2025", CSV + GOOD + "DOT,2,Roads,x,y,z\r\n", ("row 3",)),
    ("UTF-16", "us-federal-2025", (CSV + GOOD).encode("utf-16"), ("UTF-16",)),
    ("empty", "us-federal-2025", "", ("empty",)),
    ("only NULs", "us-federal-2025", bytes(5_000), ()),
]


def _import(app: Flask, file: Path, standard: str, *more: str) -> tuple[int, str, str]:
    options = ("--standard", standard, "--organisation", "northmere", *more)
    result = FlaskCliRunner(app).invoke(args=["register", "import", str(file), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("name", "standard", "content", "words"), BROKEN, ids=[f"{row[1]} {row[0]}" for row in BROKEN]
)
def test_a_broken_file_is_named_and_nothing_is_taken_over(
    app: Flask,
    attacker: Attacker,
    tmp_path: Path,
    name: str,
    standard: str,
    content: bytes | str,
    words: tuple[str, ...],
) -> None:
    file = tmp_path / ("list.json" if standard == "nl-listing" else "list.csv")
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    before = everything_stored(app)
    for more in ((), ("--json",), ("--dry-run",)):
        code, out, error = _import(app, file, standard, *more)
        assert (code, out) == (2, "")
        assert len(error.strip().splitlines()) == 1
        assert file.name in error
        assert all(word in error for word in words), error
        assert len(error) < 500
        assert error.strip().isprintable()
    assert everything_stored(app) == before


@pytest.mark.parametrize("standard", ["nl-listing", "us-federal-2025"])
def test_what_is_no_file_is_named(app: Flask, attacker: Attacker, tmp_path: Path, standard: str) -> None:
    before = everything_stored(app)
    for path in (tmp_path, tmp_path / "none.json", tmp_path / ("x" * 300), Path("/dev/null")):
        code, out, error = _import(app, path, standard)
        assert (code, out) == (2, ""), path
        assert len(error.strip().splitlines()) == 1
    assert everything_stored(app) == before


def test_a_cell_of_a_megabyte_is_taken_or_named_and_never_cut_in_silence(
    app: Flask, attacker: Attacker, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(CSV + GOOD + f"DOT,2,Roads,{'word ' * 200_000}\r\n", encoding="utf-8")
    code, out, error = _import(app, file, "us-federal-2025", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["read"] == 2
    assert found["created"] + len(found["rejected"]) == 2
    assert error == "row 3, problem_solved: note: longer than 20,000 characters; cut\n"
    pages = [
        attacker.send("", "GET", address) for address in ("/register", "/register?q=roads", "/register.json")
    ]
    assert [page.status for page in pages] == [200, 200, 200]
    assert "word word" in pages[2].text
    again = json.loads(_import(app, file, "us-federal-2025", "--json")[1])
    assert (again["created"], again["updated"]) == (0, 0)


def test_a_row_that_is_wrong_is_named_and_the_others_are_taken(
    app: Flask, attacker: Attacker, tmp_path: Path
) -> None:
    file = tmp_path / "list.json"
    file.write_text(LISTING + ', {"id": "2", "naam": " "}, {"id": "3", "naam": "Wegen"}]}', encoding="utf-8")
    code, out, _error = _import(app, file, "nl-listing", "--json")
    found = json.loads(out)
    assert (code, found["read"], found["created"]) == (0, 3, 2)
    (rejected,) = found["rejected"]
    assert rejected["row"] == 2
    assert rejected["column"]
    assert rejected["message"]


def test_half_a_character_is_stored_as_something_that_every_page_can_show(
    app: Flask, attacker: Attacker, tmp_path: Path
) -> None:
    file = tmp_path / "list.json"
    file.write_text(LISTING + ', {"id": "2", "naam": "Half \\ud800 here"}]}', encoding="utf-8")
    assert _import(app, file, "nl-listing")[0] == 0
    for address in ("/register", "/register?q=half", "/register.json", "/register.csv"):
        answer = attacker.send("", "GET", address)
        assert (answer.status, answer.wrong) == (200, [])
