"""`questionnaire score`: one line of JSON for each answer set; bad input ends with 2 and one clear line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from tests.integration.assessments.conftest import SOURCE
from tests.unit.questionnaire import aia
from tests.unit.questionnaire.scored import SCORED

ANSWERS = {"data": "yes", "kinds": ["health"], "harm": "major", "checks": ["often"]}


def run(app: Flask, *arguments: object) -> tuple[int, list[str], list[str]]:
    words = [str(each) for each in arguments]
    result = app.test_cli_runner().invoke(args=["questionnaire", "score", *words])
    return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scored.yaml"
    path.write_text(SCORED, encoding="utf-8")
    return path


def lines(tmp_path: Path, *entries: object) -> Path:
    path = tmp_path / "answers.jsonl"
    path.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    return path


def test_our_own_file_is_scored_line_by_line(app: Flask, file: Path, tmp_path: Path) -> None:
    unsure = {**ANSWERS, "checks": {"state": "unknown"}, "kinds": None}
    answers = lines(tmp_path, {"id": "a", "answers": ANSWERS}, {"id": 2, "answers": unsure})
    code, out, err = run(app, file, answers, "--json")
    assert (code, err) == (0, [])
    assert json.loads(out[0]) == {
        "id": "a",
        "visible_questions": ["data", "kinds", "harm", "checks"],
        "raw_impact_score": 8,
        "mitigation_score": 6,
        "final_score": 7,
        "impact_level": 3,
        "max_raw_impact_score": 10,
        "max_mitigation_score": 4.5,
        "mitigation_deduction_applied": True,
    }
    assert (json.loads(out[1])["id"], json.loads(out[1])["raw_impact_score"]) == (2, 5)


def test_live_counts_what_is_hidden(app: Flask, file: Path, tmp_path: Path) -> None:
    answers = lines(tmp_path, {"id": "a", "answers": {**ANSWERS, "data": "no"}})
    assert json.loads(run(app, file, answers, "--json")[1][0])["raw_impact_score"] == 3
    assert json.loads(run(app, file, answers, "--json", "--live")[1][0])["raw_impact_score"] == 6


def test_without_json_it_says_the_level_in_words(app: Flask, file: Path, tmp_path: Path) -> None:
    answers = lines(tmp_path, {"id": "a", "answers": ANSWERS})
    assert run(app, file, answers)[1] == ["a: score 7 of 10, level 3"]


@pytest.mark.skipif(not aia.DATA.is_dir(), reason="Canada's assessment is not beside the project")
def test_the_official_results_come_out(app: Flask) -> None:
    code, out, _err = run(app, aia.file("1.0.1"), aia.DATA / "scored_examples.jsonl", "--json")
    assert code == 0
    for line, example in zip(out, aia.examples(), strict=True):
        shown = {"id": example["id"], "visible_questions": example["visible_questions"]}
        assert json.loads(line) == {**shown, **example["expected"]}


@pytest.mark.skipif(not aia.DATA.is_dir(), reason="Canada's assessment is not beside the project")
def test_a_surveyjs_file_is_checked_and_loaded_like_ours(app: Flask) -> None:
    runner = app.test_cli_runner()
    checked = runner.invoke(args=["questionnaire", "check", str(aia.file("1.0.1"))])
    assert checked.stdout == "no mistakes, 295 questions\n"
    loaded = runner.invoke(args=["questionnaire", "load", str(aia.file("1.0.1"))])
    assert loaded.stdout == "algorithmic-impact-assessment version 1: draft\n"


BAD_LINES: list[tuple[bytes, str]] = [
    (b"{", "is not valid JSON"),
    (b"[" * 100_000, "is not valid JSON"),
    (b'{"id": [' + b"1," * 200_000 + b"1]}", "id: more than 100000 values in one list or object"),
    (b"[]", "expected"),
    (b"\xff\xfe", "UTF-8"),
    (b'{"answers": {}}', '"id" is missing'),
    (b'{"id": "a"}', '"answers" is missing'),
    (b'{"id": "a", "answers": []}', '"answers" is missing'),
    (b'{"id": "a", "answers": {"date": "x"}}', 'no question "date"'),
    (b'{"id": "a", "answers": {"data": "maybe"}}', "wrong_choice"),
    (b'{"id": "a", "answers": {"data": {"state": "x"}}}', "has no state"),
    (b'{"id": "a", "answers": {"data": {"state": []}}}', "has no state"),
    (b'{"id": "a", "answers": {"kinds": "health"}}', "cannot be used"),
]


@pytest.mark.parametrize(("content", "message"), BAD_LINES, ids=range(len(BAD_LINES)))
def test_a_bad_line_is_named(app: Flask, file: Path, tmp_path: Path, content: bytes, message: str) -> None:
    answers = tmp_path / "bad.jsonl"
    answers.write_bytes(b'\n{"id": 1, "answers": {}}\n' + content)
    code, out, err = run(app, file, answers, "--json")
    assert (code, len(out), len(err)) == (2, 1, 1)
    assert err[0].startswith(f"{answers}:3: ")
    assert message in err[0]


BAD_FILES: list[tuple[bytes, str]] = [
    (b"", "the file is empty"),
    (b"\xff", "UTF-8"),
    (b"a: &a [*a]", "anchors"),
    (b'{"pages": [1]}', "expected a list of pages"),
    (b'{"pages": ' + b"[" * 1_000, "nested too deep"),
    (b" " * 3_000_000, "larger than 2 MB"),
    (SOURCE.read_bytes(), "declares no scoring"),
]


@pytest.mark.parametrize(("content", "message"), BAD_FILES, ids=range(len(BAD_FILES)))
def test_a_bad_file_is_named(app: Flask, tmp_path: Path, content: bytes, message: str) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_bytes(content)
    code, out, err = run(app, wrong, lines(tmp_path, {"id": "a", "answers": {}}), "--json")
    assert (code, out, len(err)) == (2, [], 1)
    assert message in err[0]


def test_files_that_are_not_there_are_named(app: Flask, file: Path, tmp_path: Path) -> None:
    for arguments in ((tmp_path / "no.yaml", file), (file, tmp_path / "no.jsonl"), (file, tmp_path)):
        code, out, err = run(app, *arguments, "--json")
        assert (code, out, len(err)) == (2, [], 1)
        assert "cannot be read" in err[0]
