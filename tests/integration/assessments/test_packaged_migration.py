"""The questionnaire that comes with the service gets a second version while a long assessment runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from flask import Flask
from sqlalchemy import func, select

from app.assessments.answers.work import Work, work_of
from app.assessments.models import AnswerRow
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.questionnaire_store.queries import packaged_file
from app.assessments.questionnaires.models import QuestionnaireMove
from app.assessments.use_list.actions import start_use
from app.database import db
from app.questionnaire.model import Answer, AnswerState, AnswerType, Column, Question, Value
from tests.integration.assessments.conftest import DESCRIPTION, the_use
from tests.support.client import CheckedClient
from tests.support.forms import forms_of
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import answer

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]
Node = dict[str, Any]
SCORING = {
    "families": [{"id": "risk", "title": "Risk", "weights": {"SCR-07": {"hard": 4, "irreversible": 8}}}],
    "final": {"family": "risk"},
    "levels": [{"id": "low", "title": "Low", "up_to": 50}, {"id": "high", "title": "High"}],
}
# What has to come of the answers that the changes touch: the reasons, and the question that takes them.
LOOKED_AT = {
    "BEN-01": ["reworded"],
    "SOC-03": ["retyped"],
    "BEN-05B": ["choice_removed", "choices_added"],
    "NON-09": ["choices_added"],
    "SCR-07": ["weights"],
}
SET_ASIDE = {
    "TEC-16": ["removed"],
    "DAT-04": ["retyped"],
    "AUT-13": ["choice_removed"],
    "SOC-05": ["off_path"],
    "SOC-06": ["off_path"],
}
MOVED = {"ABT-03": "ABT-30"}


def _second_version() -> str:
    """The packaged file with a change of every kind."""
    tree = yaml.safe_load(packaged_file().read_text(encoding="utf-8"))
    tree["version"], tree["scoring"] = 2, SCORING
    pages = {page["id"]: page for section in tree["sections"] for page in section["pages"]}
    found: dict[str, Node] = {each["id"]: each for page in pages.values() for each in page["questions"]}
    pages["scope"]["questions"].append({"id": "NEW-01", "text": "Is it new in law?", "type": "yes_no"})
    pages["place"]["show_if"] = {"question": "AUT-01", "equals": "information-only"}
    for page in pages.values():
        page["questions"] = [each for each in page["questions"] if each["id"] != "TEC-16"]
    found["ABT-03"]["id"] = "ABT-30"
    found["BEN-01"]["text"] = "Which need of people does it meet?"
    found["SOC-03"]["type"] = "multiple_choice"
    found["DAT-04"]["type"] = "date"
    for name in ("BEN-05B", "AUT-13"):
        del found[name]["choices"][0]
    for name in ("BEN-05B", "NON-09"):
        found[name]["choices"].append({"id": "another-way", "text": "Another way"})
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)


def _value(question: Question) -> Value:
    """Something that answers the question."""
    if question.type is AnswerType.TABLE:
        return [{column.id: _cell(column) for column in question.columns}]
    if question.type is AnswerType.EVIDENCE:
        return [{"title": "Report", "link": "https://northmere.example/report"}]
    if question.type is AnswerType.MULTIPLE_CHOICE:
        return list(question.choice_ids[:2])
    if question.choice_ids:
        return question.choice_ids[0]
    plain = {AnswerType.NUMBER: 5, AnswerType.DATE: "2026-03-03"}
    return plain.get(question.type, f"What the team says to {question.id}")


def _cell(column: Column) -> str | float:
    if column.choices:
        return column.choices[0].id
    plain = {AnswerType.NUMBER: 5, AnswerType.DATE: "2026-03-03", AnswerType.YES_NO: "yes"}
    return plain.get(column.type, "Words")


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use of high impact, answered to the last question of the packaged version."""
    team = council.people["team_member"]
    with app.app_context():
        load_version(
            source=packaged_file().read_text(encoding="utf-8"), filename="ethics-1.yaml", publish=True
        )
        use = start_use(organisation_id=council.organisation_id, actor_id=team, owner_id=None, **DESCRIPTION)
        done: set[str] = set()
        chosen: dict[str, object] = {"AUT-01": "decides-alone", "SCR-04": "decisive"}
        while True:
            open_now = [each for each in work_of(use).path.questions if each.id not in done]
            if not open_now:
                return use.id
            answer(use, {each.id: chosen.get(each.id, _value(each)) for each in open_now}, team)
            done |= {each.id for each in open_now}


@pytest.fixture
def work(app: Flask, council: Council, use_id: int) -> Callable[[], Work]:
    def read() -> Work:
        with app.app_context():
            return work_of(the_use(council, use_id))

    return read


def _move(app: Flask, client: CheckedClient, use_id: int) -> str:
    """Publishes the second version and accepts it; gives the address of the report."""
    with app.app_context():
        load_version(source=_second_version(), filename="second.yaml", publish=True)
    address = f"/uses/{use_id}/migrate"
    page = client.get(address)
    assert page.status_code == 200
    form = next(each for each in forms_of(address, page.text) if each.action == address)
    done = client.post(address, data=dict(form.pairs()))
    assert done.status_code == 302
    return str(done.location)


def test_every_answer_of_a_long_assessment_finds_its_right_place(
    app: Flask, client: CheckedClient, council: Council, use_id: int, work: Callable[[], Work]
) -> None:
    client.sign_in(council, "team_member")
    before = work()
    assert len(before.answers) > 150
    assert before.path.level.highest == "high"
    report = client.get(_move(app, client, use_id))
    with app.app_context():
        kept = db.session.scalars(select(QuestionnaireMove.report)).one()
        rows = db.session.scalar(select(func.count()).select_from(AnswerRow))
    assert {each["question"]: each["reasons"] for each in kept["needs_another_look"]} == LOOKED_AT
    assert {each["question"]: each["reasons"] for each in kept["set_aside"]} == SET_ASIDE
    assert {each["question"]: each["to"] for each in kept["moved"]} == MOVED
    touched = LOOKED_AT.keys() | SET_ASIDE.keys() | MOVED.keys()
    assert {each["question"] for each in kept["kept"]} == before.answers.keys() - touched
    assert kept["to_answer"] == ["NEW-01", "DAT-04", "AUT-13"]
    assert (kept["score_before"], kept["score_after"]["lowest"]) == (None, 0)
    assert rows is not None
    assert rows >= len(before.answers), "no answer is lost"
    assert "What the team says to TEC-16" in report.text
    assert "The question has other words" in report.text


def test_afterwards_the_answers_stand_and_can_be_read_where_they_came_to(
    app: Flask, client: CheckedClient, council: Council, use_id: int, work: Callable[[], Work]
) -> None:
    client.sign_in(council, "team_member")
    before = work()
    _move(app, client, use_id)
    after = work()
    assert after.questionnaire.version == 2
    assert {each.id for each in after.missing()} == {"NEW-01", "DAT-04", "AUT-13"}
    assert after.answer("ABT-30").value == before.answer("ABT-03").value
    assert after.answer("SOC-03").value == [before.answer("SOC-03").value]
    assert after.answer("BEN-05B").value == list(before.questionnaire.question("BEN-05B").choice_ids[1:2])
    assert after.answer("DAT-04").state is AnswerState.NOT_ANSWERED
    same = before.answers.keys() - LOOKED_AT.keys() - SET_ASIDE.keys() - MOVED.keys()
    assert {name: after.answer(name) for name in same} == {name: before.answer(name) for name in same}
    assert isinstance(after.answer("BEN-01"), Answer)
    for path in ("", "/check", "/changes", "/evidence", "/answers/DAT-04/history", "/answers/ABT-30/history"):
        assert client.get(f"/uses/{use_id}{path}").status_code == 200, path
    assert "5 answers need another look" in client.get(f"/uses/{use_id}").text
    pages = {page.id for page in after.path.pages}
    assert "place" not in pages
    for page in sorted(pages):
        assert client.get(f"/uses/{use_id}/questions/{page}").status_code == 200, page


def test_the_preview_of_a_long_assessment_asks_the_database_no_more_than_a_short_one(
    app: Flask, client: CheckedClient, council: Council, use_id: int, sql_counter: StatementCounter
) -> None:
    client.sign_in(council, "team_member")
    with app.app_context():
        load_version(source=_second_version(), filename="second.yaml", publish=True)
    with sql_counter as counted:
        assert client.get(f"/uses/{use_id}/migrate").status_code == 200
    assert counted.total <= 15
