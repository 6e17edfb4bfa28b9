"""Canada's assessment is answered in the same pages as ours, and scores there as officially."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from app.assessments.answers.work import Work
from app.assessments.questionnaire_store.actions import load_version
from app.questionnaire.model import Answer
from app.questionnaire.scoring.scores import score
from app.questionnaire.surveyjs.answers import take_answers
from app.questionnaire.writing.questionnaire import dump
from tests.integration.assessments.conftest import Answering
from tests.support.client import CheckedClient
from tests.unit.questionnaire import aia

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not aia.DATA.is_dir(), reason="Canada's assessment is not beside the project"),
]


@pytest.fixture
def published(app: Flask) -> None:
    """The instrument, published as what new uses answer."""
    found = replace(aia.survey("1.0.1").questionnaire, key="ethics-1")
    with app.app_context():
        load_version(source=dump(found), filename="survey.yaml", publish=True)


def test_every_page_opens_and_takes_its_answers(
    member: CheckedClient, use_id: int, work: Callable[[], Work], answer: Answering
) -> None:
    example = aia.examples()[0]
    given = take_answers(aia.survey("1.0.1"), example["answers"]).answers
    pages = [page for section in work().questionnaire.sections for page in section.pages]
    for page in pages:
        on_path = {each.id for each in work().path.questions_on(page)}
        mine: dict[str, Answer] = {}
        while wanted := [name for name in on_path if name in given and name not in mine]:
            mine |= {name: given[name] for name in wanted}
            answer(page.id, mine)
            on_path = {each.id for each in work().path.questions_on(page)}
        if on_path:
            assert member.get(f"/uses/{use_id}/questions/{page.id}").status_code == 200
    done = work()
    assert [question.id for question in done.path.questions] == example["visible_questions"]
    assert score(done.questionnaire, done.answers).now == example["expected"]["final_score"]


def test_how_the_official_score_adds_up_is_shown(
    member: CheckedClient, use_id: int, answer: Answering, work: Callable[[], Work]
) -> None:
    example = aia.examples()[0]
    given = take_answers(aia.survey("1.0.1"), example["answers"]).answers
    for page in [page for section in work().questionnaire.sections for page in section.pages]:
        asked = [each.id for each in work().path.questions_on(page)]
        answer(page.id, {name: given[name] for name in asked if name in given})
    shown = member.get(f"/uses/{use_id}/score")
    assert shown.status_code == 200
    assert "What would change the level" in shown.text
