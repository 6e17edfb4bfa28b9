"""Bytes, headings and cells are taken for what they are, and what was changed in them is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.register.exchange.formats.encodings import encoding_of
from app.register.exchange.formats.rows import ReadError, read
from app.register.exchange.standards import Converted, Converter, FileRow, RowProblem, load_standard
from app.register.exchange.standards.body_names import name_key, slug
from app.register.exchange.standards.identity import HeldRecord, Likeness, Pairing, RowClaim, pair
from app.register.exchange.standards.texts import clean, looks_garbled

US = load_standard("us-federal-2025")
HEADER = "agency,id,use_case_name,problem_solved\n"


def read_file(folder: Path, content: str | bytes) -> tuple[list[Converted], list[RowProblem]]:
    path = folder / "file.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    reading, converter = read(US, path), Converter(US)
    return [converter.convert(row) for row in reading], [*reading.notes, *converter.notes()]


def problem_of(converted: Converted) -> str:
    return converted.record.field("problem").text if converted.record else ""


FRENCH = "Réservé à l’été: café fermé, élève, théâtre, où, forêt, naïve façade, évènement, préfet, déléguée"
TEXTS = {
    "cp1252": FRENCH,
    "cp1250": "Źródło: wniosek, ścieżka, łąka, ćma, późno, gęś, ważny, śnieg, ósmy, błąd"
    ", żłobek, kółko, głośny, łóżko, sąsiedzi",
    "cp1251": "Запись на приём: очередь слишком длинная и люди ждут неделями",
}
# Enough to see that Windows-1252 is wrong, too little to be sure of another.
UNSURE = {"mac_roman": FRENCH, "cp1253": "Οι ουρές είναι μεγάλες και οι πολίτες περιμένουν πολύ"}


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_file_in_one_other_encoding_is_read_in_it_and_says_so(tmp_path: Path, encoding: str) -> None:
    content = (HEADER + f'DOT,1,Signs,"{TEXTS[encoding]}"\n').encode(encoding)
    (row,), notes = read_file(tmp_path, content)
    assert problem_of(row) == TEXTS[encoding]
    assert notes[0].message.startswith("not UTF-8 (first seen on line 2); read as ")


@pytest.mark.parametrize("encoding", UNSURE)
def test_an_encoding_that_cannot_be_told_for_sure_stops_the_import(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(ReadError, match="row 2: not text: neither UTF-8 nor Windows-1252, nor an encoding"):
        read_file(tmp_path, (HEADER + f'DOT,1,Signs,"{UNSURE[encoding]}"\n').encode(encoding))


def test_a_wrong_byte_is_named_with_row_and_column_and_replaced_there_only(tmp_path: Path) -> None:
    start = (HEADER + 'DOT,1,Café,"Naïve, – déjà vu"\nDOT,2,').encode()
    rows, notes = read_file(tmp_path, start + b'Caf\xe9\x81,"\x93Quoted\x94 and na\xc3\xafve"\n')
    assert [row.record.title for row in rows if row.record] == ["Café", "Café\ufffd"]
    assert [problem_of(row) for row in rows] == ["Naïve, – déjà vu", "“Quoted” and naïve"]
    assert [(note.row, note.column, note.message) for note in notes] == [
        (0, "", "4 bytes are not UTF-8; only what is wrong was read as Windows-1252"),
        (3, "use_case_name", "2 bytes are not UTF-8; read 0xE9 as “é”, 0x81 as “\ufffd”"),
        (3, "problem_solved", "2 bytes are not UTF-8; read 0x93 as ““”, 0x94 as “””"),
    ]


def test_a_wrong_byte_across_the_pieces_of_a_large_file_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"\n" * ((1 << 20) - 1) + "é".encode() + b"\n\xe9\n")
    assert encoding_of(path).has_wrong_bytes
    path.write_bytes(b"\n" * ((1 << 20) - 1) + b"\xe9\n")
    assert "line 1048576" in encoding_of(path).note


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("CafÃ© rota", True),
        ("façade â€“ dÃ©jÃ\xa0 vu", True),
        ("Itâ€™s", True),
        ("25 Â°C", True),
        ("São Paulo", False),
        ("ÂGE ET ÂME", False),
        ("Café – déjà vu", False),
    ],
)
def test_text_with_the_marks_of_a_wrong_decoding_is_never_taken_over_in_silence(
    text: str, garbled: bool
) -> None:
    converted = Converter(US).convert(FileRow(2, {"use_case_name": "Signs", "problem_solved": text}))
    messages = [problem.message for problem in converted.problems]
    assert looks_garbled(text) is garbled
    assert [m for m in messages if "wrong encoding" in m] == messages
    assert bool(messages) is garbled


def test_headings_of_another_file_are_told_and_not_called_a_broken_csv(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(tmp_path, 'Title,Department,Summary\n"A",Town,"Wrote; ""yes"", then; ""no"""\n')
    assert str(caught.value) == (
        "row 1: no row with the headings of us-federal-2025 found; seen: Title, Department, Summary; "
        "expected Use Case ID/Name or Use Case Name"
    )


def test_joiners_stay_and_soft_line_ends_become_lines() -> None:
    persian, family, sinhala = "می\u200cخواهم", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "ශ්\u200dරී"
    assert clean(f"{persian} {family} {sinhala}") == f"{persian} {family} {sinhala}"
    assert clean("one\x0btwo\x0cthree\x85four\u2028five\u2029six") == "one\ntwo\nthree\nfour\nfive\nsix"
    assert clean("a\xa0b\u200b\ufeff\u202ec\x00") == "a bc"


def test_the_file_says_once_how_much_was_left_out_or_empty(tmp_path: Path) -> None:
    text = (
        HEADER + "DOT,1,Si\u200bgns,[blank]\nDOT,2,Ro\ufeffads\u200b,Not Applicable (N/A)\nDOT,3,Rail,Late\n"
    )
    rows, notes = read_file(tmp_path, text)
    assert [row.record.title for row in rows if row.record] == ["Signs", "Roads", "Rail"]
    assert [(note.row, note.message) for note in notes] == [
        (0, "2 cells say only that nothing was filled in; taken as empty (first in row 2, problem_solved)"),
        (0, "3 invisible characters without meaning were left out (first in row 2, use_case_name)"),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "[blank]",
        "(blank)",
        "Not Applicable (N/A)",
        "None at this time.",
        "Not provided",
        "[N/A]",
        '"none"',
        "—",
    ],
)
def test_words_that_mean_that_nothing_was_filled_in_are_empty(typed: str) -> None:
    named = Converter(US).convert(FileRow(2, {"use_case_name": "Signs", "problem_solved": typed}))
    assert named.record is not None
    assert named.record.fields == ()
    unnamed = Converter(US).convert(
        FileRow(2, {"use_case_name": typed, "problem_solved": "Has no real name"})
    )
    assert unnamed.record is not None
    assert unnamed.record.title == "Has no real name"
    assert Converter(US).convert(FileRow(2, {"use_case_name": typed})).record is None


@pytest.mark.parametrize("text", ["None of the drivers is told", "Blank forms are read", "[Draft] a plan"])
def test_words_that_say_something_stay(text: str) -> None:
    converted = Converter(US).convert(FileRow(2, {"use_case_name": "Signs", "problem_solved": text}))
    assert problem_of(converted) == text


@given(st.text(max_size=120), st.text(max_size=120))
def test_two_names_share_a_slug_only_when_no_letter_was_lost(one: str, other: str) -> None:
    assert bool(slug(one)) is bool(name_key(one))
    if name_key(one) == name_key(other):
        assert slug(one) == slug(other)
    elif slug(one) and slug(one) == slug(other):
        assert len(slug(one)) <= 80
        assert all(each.isascii() for each in slug(one))


def a_likeness(team: int, summary: int, phase: int) -> Likeness:
    return Likeness(hash((team, summary, phase)), 0, team, summary)


LIKENESSES = st.builds(a_likeness, st.integers(0, 1), st.integers(0, 1), st.integers(0, 1))


@given(st.lists(LIKENESSES, max_size=5), st.lists(LIKENESSES, max_size=5), st.booleans())
def test_pairing_never_depends_on_the_order_of_rows(
    rows: list[Likeness], held: list[Likeness], has_id: bool
) -> None:
    claims = [RowClaim(number, each) for number, each in enumerate(rows)]
    records = [HeldRecord(f"k{number}", each) for number, each in enumerate(held)]
    found, again = pair(claims, records, has_id=has_id), pair(claims[::-1], records[::-1], has_id=has_id)
    likeness = {each.key: each.likeness for each in records}

    def said(pairing: Pairing) -> list[list[str]]:
        same = [f"{rows[row]} {likeness[key]}" for row, key in pairing.same.items()]
        others = [[str(rows[row]) for row in part] for part in (pairing.new, pairing.unclear)]
        return [sorted(part) for part in (same, *others)]

    assert said(found) == said(again)
    assert sorted([*found.same, *found.new, *found.unclear]) == list(range(len(rows)))
    assert len(set(found.same.values())) == len(found.same)
