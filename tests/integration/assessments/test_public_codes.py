"""Rules of law hang on codes; a questionnaire names its choices as it likes, and each stands for a code."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from flask import Flask

from app.assessments.publishing import Publisher, build_record
from app.assessments.questionnaire_store.queries import parse, public_fields
from app.assessments.snapshots.model import Snapshot
from app.questionnaire.checking.check import check
from app.questionnaire.checking.load import load
from app.questionnaire.model import Answer, AnswerState
from app.questionnaire.writing.questionnaire import dump
from app.register.linter.problems import ProblemCode, problems
from app.register.record import Record
from app.settings import ROOT
from tests.support.client import CheckedClient
from tests.support.people import Council

OWN = (ROOT / "app" / "questionnaire" / "library" / "ethics-1.yaml").read_text(encoding="utf-8")
SMALL = Path(__file__).with_name("duties.yaml").read_text(encoding="utf-8")
RENAMED = {
    "decides-alone": "by-itself",
    "decisive": "it-settles",
    "dpia-signed-off": "people-yes",
}
CODES = {"by-itself": "decides-alone", "it-settles": "decisive", "people-yes": '"yes"'}
ANSWERS = {"AUT-01": "decides-alone", "SCR-04": "decisive", "NON-05": "dpia-signed-off"}


def renamed(*, mapped: bool) -> str:
    """The small questionnaire with other choice ids, with or without the codes that they stand for."""
    text = SMALL
    for old, new in RENAMED.items():
        text = re.sub(rf"\b{old}\b", new, text)
        if mapped:
            text = re.sub(rf"(id: {new}, text: [^,}}]+)", rf"\1, code: {CODES[new]}", text)
    return text


def record_of(app: Flask, source: str, answers: dict[str, str]) -> Record:
    given = {name: Answer(AnswerState.ANSWERED, value) for name, value in answers.items()}
    with app.test_request_context("/"):
        return build_record(
            questionnaire=parse(source),
            snapshot=Snapshot("Gates", "algorithm", "production", "housing", given, ()),
            publisher=Publisher("Northmere", "northmere"),
            findings=None,
        )


def errors_of(record: Record) -> list[ProblemCode]:
    return [problem.code for problem in problems(record) if problem.severity == "error"]


def test_renamed_and_mapped_choices_publish_the_same_and_the_rule_fires(app: Flask) -> None:
    before = record_of(app, SMALL, ANSWERS)
    after = record_of(app, renamed(mapped=True), {name: RENAMED[was] for name, was in ANSWERS.items()})
    assert check(renamed(mapped=True), "mine.yaml", public_fields()) == ()
    assert after == before
    assert ProblemCode.NO_SAFEGUARDS in errors_of(after)


def test_renamed_choices_without_a_code_are_refused_by_file_line_and_path() -> None:
    told = [str(mistake) for mistake in check(renamed(mapped=False), "mine.yaml", public_fields())]
    assert [line.partition(": the choice")[0] for line in told] == [
        "mine.yaml:17: sections[0].pages[0].questions[0].choices[1]",
        "mine.yaml:23: sections[0].pages[0].questions[1].choices[1]",
        "mine.yaml:29: sections[0].pages[0].questions[2].choices[1]",
    ]
    assert 'stands for no code of the public field "automation"; add "code" with one of' in told[0]


def test_the_command_and_the_upload_refuse_what_is_not_mapped(
    app: Flask, client: CheckedClient, council: Council, tmp_path: Path
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(renamed(mapped=False), encoding="utf-8")
    for command in ("check", "load"):
        result = app.test_cli_runner().invoke(args=["questionnaire", command, str(file)])
        assert (result.exit_code, len(result.output.splitlines())) == (2, 3)
    admin = client.sign_in(council, "administrator")
    sent = {"file": (io.BytesIO(file.read_bytes()), "mine.yaml")}
    draft = admin.post("/questionnaires/new", data=sent, content_type="multipart/form-data").location
    page = admin.get(draft).text
    assert "3 mistakes" in page
    assert "stands for no code of the public field" in page


def test_a_version_from_before_there_were_codes_still_loads_and_publishes_its_codes(app: Flask) -> None:
    old = re.sub(r', code: "?\w+"?\}', "}", OWN)
    assert ", code: " in OWN
    assert check(old, "old.yaml", public_fields()) == ()
    for answer, code in (("no-personal-data", "no"), ("dpia-in-progress", "yes")):
        assert record_of(app, old, {"NON-05": answer}).personal_data == code
    for answer, code in (("on-request", "on_request"), ("none", "none")):
        assert record_of(app, old, {"AUT-06": answer}).challenge_route == code


def test_a_frozen_version_with_choices_that_stand_for_nothing_is_in_doubt_and_not_safe(app: Flask) -> None:
    answers = {name: RENAMED[was] for name, was in ANSWERS.items()}
    record = record_of(app, renamed(mapped=False), answers)
    assert record.field("automation").code == ""
    assert record.personal_data == "unknown"
    assert ProblemCode.SAFEGUARDS_PERHAPS in [problem.code for problem in problems(record)]


QUESTION = """\
questionnaire: one
version: 1
title: One
language: en
sections:
  - id: one
    title: One
    pages:
      - id: one
        questions:
          - {id: A-1, text: What?, %s}
"""


@pytest.mark.parametrize(
    ("question", "place", "message"),
    [
        ("type: short_text, public: automation", "public", "takes one of information-only, recommends"),
        (
            "type: multiple_choice, public: automation, choices: [{id: a, text: A}]",
            "public",
            "ask for it",
        ),
        ("type: yes_no, public: automation", "type", 'the answer "yes" stands for no code'),
        (
            "type: single_choice, public: automation, choices: [{id: a, text: A, code: decides},"
            " {id: recommends, text: B}]",
            "choices[0].code",
            'has no code "decides"',
        ),
        (
            "type: single_choice, public: method, choices: [{id: a, text: A, code: x}, {id: b, text: B}]",
            "choices[0].code",
            'the public field "method" has no list of codes',
        ),
        (
            "type: single_choice, choices: [{id: a, text: A, code: x}, {id: b, text: B}]",
            "choices[0].code",
            '"code" does not belong here',
        ),
    ],
)
def test_a_public_field_with_a_closed_list_says_what_does_not_fit(
    question: str, place: str, message: str
) -> None:
    (mistake,) = check(QUESTION % question, "one.yaml", public_fields())
    assert mistake.path == f"sections[0].pages[0].questions[0].{place}"
    assert mistake.line == 11
    assert message in mistake.message


def test_a_yes_or_no_fills_a_list_with_these_codes(app: Flask) -> None:
    text = QUESTION % "type: yes_no, public: personal_data"
    assert check(text, "one.yaml", public_fields()) == ()
    assert record_of(app, text, {"A-1": "no"}).personal_data == "no"


def test_codes_come_back_when_a_questionnaire_is_written() -> None:
    text = renamed(mapped=True)
    assert load(dump(load(text)), "again.yaml", public_fields()) == load(text)
