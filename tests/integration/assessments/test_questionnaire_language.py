"""A use is started with the questionnaire that its team chooses, and read in one of its languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app.assessments.questionnaire_store.actions import load_version
from app.questionnaire.writing.questionnaire import dump
from tests.integration.assessments.conftest import DESCRIPTION
from tests.support.client import CheckedClient
from tests.unit.questionnaire import aia

pytestmark = pytest.mark.skipif(not aia.DATA.is_dir(), reason="Canada's assessment is not beside the project")
START = "/uses/start"
SENT = DESCRIPTION | {"owner_id": ""}


@pytest.fixture
def canada(app: Flask, published: None) -> str:
    """The key of Canada's assessment, published beside ours."""
    with app.app_context():
        found = replace(aia.survey("1.0.1").questionnaire, key="aia")
        return load_version(source=dump(found), filename="aia.yaml", publish=True).key


def test_one_questionnaire_is_not_asked_about(member: CheckedClient, published: None) -> None:
    assert "Which questionnaire" not in member.get(START).text
    assert member.post(START, data=SENT).status_code == 302


def test_the_team_chooses_and_reads_in_french(member: CheckedClient, canada: str) -> None:
    assert "Which questionnaire will you answer?" in member.get(START).text
    assert member.post(START, data=SENT).status_code == 400
    assert member.post(START, data=SENT | {"questionnaire": "none"}).status_code == 400
    started = member.post(START, data=SENT | {"questionnaire": canada})
    assert started.status_code == 302
    address = started.location
    assert "Language of the questions" in member.get(address).text
    assert member.post(f"{address}/language", data={"chosen": "xx"}).status_code == 400
    assert member.post(f"{address}/language", data={"chosen": "fr"}).status_code == 302
    page = aia.survey("1.0.1").questionnaire.sections[0].pages[0]
    french = member.get(f"{address}/questions/{page.id}")
    assert 'lang="fr"' in french.text
    assert page.questions[0].text not in french.text
    for part in ("", "/check", "/changes", "/submit"):
        assert member.get(address + part).status_code == 200, part


def test_ours_has_one_language(member: CheckedClient, use_id: int) -> None:
    assert member.get(f"/uses/{use_id}/language").status_code == 404
