"""`questionnaire check` and `questionnaire load`, and how versions follow each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessments.models import QuestionnaireVersion
from app.database import db
from tests.integration.assessments.conftest import SOURCE


def versions(app: Flask) -> list[tuple[int, str]]:
    with app.app_context():
        rows = db.session.scalars(select(QuestionnaireVersion).order_by(QuestionnaireVersion.number))
        return [(row.number, row.state) for row in rows]


def run(app: Flask, *arguments: str) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=["questionnaire", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_a_good_file_has_no_mistakes(app: Flask) -> None:
    assert run(app, "check", str(SOURCE)) == (0, "no mistakes, 12 questions\n", "")


def test_each_mistake_stands_with_file_line_and_path(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    text = SOURCE.read_text(encoding="utf-8").replace("public: summary", "public: nowhere")
    file.write_text(text.replace("type: date}", "type: day}", 1), encoding="utf-8")
    code, out, _err = run(app, "check", str(file))
    assert code == 2
    lines = out.splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"{file}:") and ": sections[1].pages[" in line for line in lines)
    code, _out, err = run(app, "load", str(file))
    assert (code, len(err.splitlines())) == (2, 2)
    assert versions(app) == []


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"[", b"a: &a [*a]"])
def test_a_file_that_is_no_questionnaire_ends_with_2(app: Flask, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(content)
    assert run(app, "check", str(file))[0] == 2
    assert run(app, "check", str(tmp_path / "missing.yaml"))[0] == 2


def test_the_same_content_is_loaded_once_and_a_new_one_is_the_next_version(
    app: Flask, tmp_path: Path
) -> None:
    assert run(app, "load", str(SOURCE))[1] == "ethics-1 version 1: draft\n"
    assert run(app, "load", str(SOURCE), "--publish")[1] == "ethics-1 version 1: published\n"
    changed = tmp_path / "changed.yaml"
    changed.write_text(SOURCE.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    run(app, "load", str(changed))
    assert versions(app) == [(1, "published"), (2, "draft")]
    run(app, "load", str(changed), "--publish")
    assert versions(app) == [(1, "superseded"), (2, "published")]
