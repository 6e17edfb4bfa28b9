"""The questionnaire that comes with the service: without mistakes, and every page of it opens and saves."""

from __future__ import annotations

import pytest
from flask import Flask

from app.assessments.answers.forms.entry import HANDLERS
from app.assessments.answers.work import work_of
from app.assessments.questionnaire_store.queries import packaged_file
from app.assessments.use_list.actions import start_use
from app.questionnaire.model import AnswerState, AnswerType
from tests.integration.assessments.conftest import DESCRIPTION, the_use
from tests.support.client import CheckedClient
from tests.support.people import Council


def test_every_answer_type_has_its_form() -> None:
    assert set(HANDLERS) == set(AnswerType)


def test_the_packaged_questionnaire_has_no_mistakes(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["questionnaire", "check", str(packaged_file())])
    assert result.exit_code == 0, result.output
    assert "no mistakes" in result.output


@pytest.mark.slow
def test_a_team_that_knows_nothing_yet_walks_every_page(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        use_id = start_use(
            organisation_id=council.organisation_id,
            actor_id=council.people["team_member"],
            owner_id=None,
            **DESCRIPTION,
        ).id
    client.sign_in(council, "team_member")
    seen: list[str] = []
    while True:
        with app.app_context():
            work = work_of(the_use(council, use_id))
            page = work.next_page()
            questions = work.path.questions_on(page) if page else ()
        if page is None:
            break
        address = f"/uses/{use_id}/questions/{page.id}"
        assert client.get(address).status_code == 200
        kinds = {q.id: "state" if "state" in HANDLERS[q.type].fields(q) else "value" for q in questions}
        sent = {f"{name}_{kind}": ":unknown" for name, kind in kinds.items()}
        versions = {f"{name}_version": str(work.rows[name].version) for name in kinds if name in work.rows}
        assert client.post(address, data=sent | versions).status_code == 302
        seen.append(page.id)
    assert len(set(seen)) > 50
    assert work.path.level.highest == "high"
    assert {answer.state for answer in work.answers.values()} == {AnswerState.UNKNOWN}
    assert "Nothing missing" in client.get(f"/uses/{use_id}").text
    assert client.get(f"/uses/{use_id}/check").status_code == 200
