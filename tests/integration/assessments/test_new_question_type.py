"""A question type that only this file knows goes all the way, so that a new type touches nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from app.assessments.answers.forms.handlers import HANDLERS, Handler
from app.assessments.answers.work import Work, work_of
from app.assessments.archive.checks import checked
from app.assessments.archive.import_use import import_archive
from app.assessments.archive.pack import archive_of, to_zip
from app.assessments.archive.unpack import open_archive
from app.assessments.changes.view import answer_texts
from app.assessments.evidence.store import FolderStore
from app.assessments.publishing import field_value
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.use_list.actions import start_use
from app.database import db
from app.questionnaire.checking.load import load
from app.questionnaire.language.question import ORDERED, SAME, AnswerType, RegisteredTypes
from app.questionnaire.model import Answer, AnswerState, Choice
from app.questionnaire.path.walk import path
from app.questionnaire.reading.mistakes import QuestionnaireError
from app.questionnaire.scoring.scores import score
from app.questionnaire.types import register
from app.questionnaire.types.single_choice import SingleChoice
from app.questionnaire.values.check import ValueProblem, normalise, validate
from app.questionnaire.versions.migration import migration
from app.questionnaire.writing.questionnaire import dump
from tests.integration.assessments.conftest import DESCRIPTION, the_use
from tests.support.client import CheckedClient
from tests.support.people import Council

LIGHTS = ("green", "amber", "red")
SOURCE = """\
questionnaire: ethics-1
version: 1
title: Lights
language: en
sections:
  - id: lights
    title: Lights
    pages:
      - id: light
        questions:
          - {id: L-01, text: Which light is on?, type: traffic_light, public: summary}
      - id: rows
        questions:
          - id: L-02
            text: Which lights were on?
            type: table
            columns: [{id: light, text: Light, type: traffic_light}]
      - id: stop
        questions:
          - id: L-03
            text: Why was it not green?
            type: short_text
            show_if: {question: L-01, more_than: green}
scoring:
  families:
    - {id: risk, title: Risk, weights: {L-01: {green: 0, amber: 2, red: 5}}}
  final: {family: risk}
  levels: [{id: low, title: Low, up_to: 50}, {id: high, title: High}]
"""


class TrafficLight(SingleChoice):
    """The value is one of three lights; their order counts."""

    keys = frozenset()
    own_choices = LIGHTS
    operators = SAME | ORDERED

    def words(self, choices: tuple[Choice, ...], value: object) -> str:
        return f"The {value} light"


class LightForm(Handler):
    """A line into which somebody types a colour."""

    template = "traffic_light.html"

    def read_text(self, text: str) -> object:
        return text.lower()

    def missing(self) -> str:
        return "Name a light"


TEMPLATE = """\
{% from "assessments/question_inputs.html" import state_choice %}
{% set field = entry.form["value"] %}
<label for="{{ field.id }}">Colour of the light</label>
<input id="{{ field.id }}" name="{{ field.name }}" value="{{ field.data or "" }}">
{{ state_choice(entry) }}
"""
LIGHT = TrafficLight("traffic_light")


@pytest.fixture(autouse=True)
def light(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the type known, as a module in each of the two packages would."""
    monkeypatch.setitem(RegisteredTypes.registered, str(LIGHT), LIGHT)
    monkeypatch.setitem(HANDLERS, str(LIGHT), LightForm())
    templates = DictLoader({LightForm.template: TEMPLATE})
    monkeypatch.setattr(app.jinja_env, "loader", ChoiceLoader([templates, app.jinja_env.loader]))


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use that answers the questionnaire with lights."""
    with app.app_context():
        load_version(source=SOURCE, filename="lights.yaml", publish=True)
        return start_use(
            organisation_id=council.organisation_id,
            actor_id=council.people["team_member"],
            owner_id=council.people["accountable_owner"],
            **DESCRIPTION,
        ).id


def _said(value: str) -> Answer:
    return Answer(AnswerState.ANSWERED, value)


def _work(council: Council, use_id: int) -> Work:
    return work_of(the_use(council, use_id))


def test_a_file_with_the_type_is_read_and_written_again() -> None:
    questionnaire = load(SOURCE)
    assert questionnaire.question("L-01").type is LIGHT
    assert load(dump(questionnaire)) == questionnaire
    assert "type: traffic_light" in dump(questionnaire)


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(ValueError, match="traffic_light is there already"):
        register(TrafficLight("traffic_light"))
    assert AnswerType.TRAFFIC_LIGHT is LIGHT


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("more_than: green", "more_than: blue", 'question "L-01" has no choice "blue"'),
        ("more_than: green", "includes: green", '"includes" does not fit a traffic_light question'),
        ("red: 5", "blue: 5", 'question "L-01" has no choice "blue"'),
        ("public: summary}", "unit: m}", '"unit" does not belong to a traffic_light question'),
    ],
)
def test_what_does_not_fit_the_type_is_a_mistake(old: str, new: str, message: str) -> None:
    with pytest.raises(QuestionnaireError) as raised:
        load(SOURCE.replace(old, new))
    assert message in str(raised.value)


def test_its_values_are_checked_compared_and_scored() -> None:
    questionnaire = load(SOURCE)
    question = questionnaire.question("L-01")
    assert validate(question, "amber") == ()
    assert validate(question, "blue") == (ValueProblem("wrong_choice", (("choice", "blue"),)),)
    assert normalise(question, " red ") == "red"
    assert not path(questionnaire, {"L-01": _said("green")}).is_on("L-03")
    assert path(questionnaire, {"L-01": _said("amber")}).is_on("L-03")
    scored = score(questionnaire, {"L-01": _said("red")})
    assert scored is not None
    assert [level.id for level in (scored.lowest_level, scored.highest_level)] == ["high", "high"]
    assert field_value(question, _said("red")).text == "The red light"


def test_an_answer_moves_to_another_type_and_back() -> None:
    source = SOURCE.partition("scoring:")[0]
    lights = load(source)
    condition = "            show_if: {question: L-01, more_than: green}\n"
    texts = load(source.replace("type: traffic_light", "type: long_text", 1).replace(condition, ""))
    assert migration(lights, texts, {"L-01": _said("red")}).answers["L-01"].value == "red"
    assert migration(texts, lights, {"L-01": _said("red")}).answers["L-01"].value == "red"
    assert "L-01" not in migration(texts, lights, {"L-01": _said("a blue one")}).answers


def test_people_answer_it_and_read_it_everywhere(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    member = client.sign_in(council, "team_member")
    address = f"/uses/{use_id}/questions/light"
    assert "Colour of the light" in member.get(address).text
    assert "Name a light" in member.post(address, data={"L-01_version": "0"}).text
    assert "Choose one of the answers" in member.post(address, data={"L-01_value": "blue"}).text
    assert member.post(address, data={"L-01_value": "AMBER"}).status_code == 302
    assert 'value="amber"' in member.get(address).text
    rows = f"/uses/{use_id}/questions/rows"
    assert member.post(rows, data={"L-02_rows-0-c_light": "Red"}).status_code == 302
    for page in ("check", "print", "answers/L-01/history"):
        assert "The amber light" in member.get(f"/uses/{use_id}/{page}").text, page
    assert "The red light" in member.get(f"/uses/{use_id}/check").text
    document = docx.Document(io.BytesIO(member.get(f"/uses/{use_id}/assessment.docx").data))
    assert "The amber light" in [paragraph.text for paragraph in document.paragraphs]
    assert "The red light" in [cell.text for table in document.tables for cell in table._cells]
    with app.test_request_context():
        work = _work(council, use_id)
        assert work.answer("L-01").value == "amber"
        assert answer_texts(work.questionnaire, "L-01", work.answer("L-01"))[""] == "The amber light"


def test_it_leaves_in_an_archive_and_comes_back(
    app: Flask, client: CheckedClient, council: Council, use_id: int, tmp_path: Path
) -> None:
    member = client.sign_in(council, "team_member")
    assert member.post(f"/uses/{use_id}/questions/light", data={"L-01_value": "red"}).status_code == 302
    store = FolderStore(tmp_path)
    with app.test_request_context():
        content = to_zip(archive_of(the_use(council, use_id), store))
        copy = import_archive(
            archive=checked(open_archive(content, 1_000_000)),
            organisation_id=council.organisation_id,
            actor_id=council.people["team_member"],
            store=store,
        )
        db.session.commit()
        assert copy.id != use_id
        assert _work(council, copy.id).answer("L-01").value == "red"
