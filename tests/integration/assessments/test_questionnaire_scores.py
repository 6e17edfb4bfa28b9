"""A scored questionnaire shows a range, where each point comes from, and what would change the level."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.assessments.answers.work import Work
from app.assessments.questionnaire_store.actions import load_version
from app.questionnaire.model import Answer, AnswerState
from app.web.roles import Role
from tests.integration.assessments.conftest import SOURCE, Answering, said
from tests.support.client import CheckedClient
from tests.support.people import Council

SCORING = """
scoring:
  families:
    - id: risk
      title: Risk
      weights:
        S-01: {informs: 0, decides: 4}
        S-02: {"yes": 2, "no": 0}
        K-01: {young: 1, old: 1}
  final: {family: risk}
  levels:
    - {id: one, title: Level one, up_to: 40}
    - {id: two, title: Level two}
"""


@pytest.fixture
def published(app: Flask) -> None:
    with app.app_context():
        text = SOURCE.read_text(encoding="utf-8") + SCORING
        load_version(source=text, filename="scored.yaml", publish=True)


def test_the_score_is_a_range_until_everything_is_known(
    member: CheckedClient, use_id: int, answer: Answering, work: Callable[[], Work]
) -> None:
    answer("how-it-decides", {"S-01": said("informs")})
    answer("people", {"S-02": Answer(AnswerState.UNKNOWN)})
    assert work().questionnaire.scoring is not None
    for page in ("", "/check"):
        text = member.get(f"/uses/{use_id}{page}").text
        assert "Level one to Level two" in text
        assert "Unknown is not counted as safe" in text
        assert f"/uses/{use_id}/score" in text


def test_every_point_leads_to_its_answer(member: CheckedClient, use_id: int, answer: Answering) -> None:
    answer("how-it-decides", {"S-01": said("decides")})
    answer("people", {"S-02": said("no")})
    answer("many", {"K-01": said(["young"])})
    page = member.get(f"/uses/{use_id}/score").text
    assert f"/uses/{use_id}/questions/how-it-decides" in page
    assert f"/uses/{use_id}/questions/many" in page
    assert "It decides alone" in page
    assert "Level two" in page
    assert "Down to Level one:" in page
    assert "It only informs" in page


def test_who_may_read_the_use_may_read_the_score(
    client: CheckedClient, use_id: int, council: Council, other_council: Council
) -> None:
    client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    assert client.get(f"/uses/{use_id}/score").status_code == 200
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.get(f"/uses/{use_id}/score").status_code == 403
    client.sign_in(other_council, Role.TEAM_MEMBER)
    assert client.get(f"/uses/{use_id}/score").status_code == 404
