"""A running assessment moves to a newer version of its questionnaire when its team accepts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessments.answers.work import Work
from app.assessments.models import QuestionnaireVersion
from app.assessments.questionnaire_store.actions import load_version
from app.assessments.use_assessment import the_assessment
from app.audit import AuditEvent
from app.database import db
from app.questionnaire.model import AnswerState
from app.questionnaire.scoring.scores import score
from app.questionnaire.surveyjs.answers import take_answers
from app.questionnaire.writing.questionnaire import dump
from tests.integration.assessments.conftest import SOURCE, Answering, said, the_use
from tests.support.client import CheckedClient
from tests.support.forms import forms_of
from tests.support.people import Council
from tests.unit.questionnaire import aia

pytestmark = pytest.mark.both_databases

Reading = Callable[[], Work]


def _newer(app: Flask) -> int:
    """Publishes a second version: reworded, retyped, renamed, a choice gone, a question gone."""
    text = SOURCE.read_text(encoding="utf-8").replace("version: 1", "version: 2", 1)
    changes = (
        ("text: How bad could it be?", "text: How bad could it get?"),
        ("{id: K-03, text: What is it called?, type: short_text, max_length: 50}", ""),
        ("{id: K-05,", "{id: K-15,"),
        ("text: When does it start?, type: date", "text: When does it start?, type: yes_no"),
        (", {id: old, text: Old people}", ", {id: all, text: Everybody}"),
    )
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    text = text.replace("          - \n", "")
    with app.app_context():
        return load_version(source=text, filename="second.yaml", publish=True).id


def _answered(answer: Answering) -> None:
    answer("how-it-decides", {"S-01": said("informs")})
    answer("people", {"S-02": said("no")})
    answer("many", {"K-01": said(["young", "old"])})
    answer("scale", {"K-02": said("bad")})
    answer("texts", {"K-03": said("Triage"), "K-04": said("It sorts.")})
    answer("numbers", {"K-05": said(12, note="By hand"), "K-06": said("2026-04-03")})


def _accept(member: CheckedClient, use_id: int) -> str:
    address = f"/uses/{use_id}/migrate"
    page = member.get(address)
    assert page.status_code == 200
    form = next(each for each in forms_of(address, page.text) if each.action == address)
    done = member.post(address, data=dict(form.pairs()))
    assert done.status_code == 302
    return str(done.location)


def test_nothing_moves_until_the_team_accepts(
    app: Flask, member: CheckedClient, use_id: int, answer: Answering, work: Reading
) -> None:
    _answered(answer)
    assert "is published. Nothing changes" not in member.get(f"/uses/{use_id}").text
    _newer(app)
    assert "Version 2 of this questionnaire is published" in member.get(f"/uses/{use_id}").text
    page = member.get(f"/uses/{use_id}/migrate").text
    assert "The question has other words" in page
    assert "It is answered in another way" in page
    assert "The question is no longer in the questionnaire" in page
    assert work().questionnaire.version == 1


def test_accepting_keeps_every_word(
    app: Flask, member: CheckedClient, use_id: int, answer: Answering, work: Reading, council: Council
) -> None:
    _answered(answer)
    _newer(app)
    report = member.get(_accept(member, use_id))
    assert report.status_code == 200
    assert "Triage" in report.text, "what is set aside can still be read"
    after = work()
    assert after.questionnaire.version == 2
    assert after.answer("K-15").value == 12
    assert after.answer("K-01").value == ["young"]
    assert after.rows["K-03"].value == "Triage"
    assert after.answer("K-06").state is AnswerState.NOT_ANSWERED
    assert "12" in member.get(f"/uses/{use_id}/answers/K-15/history").text
    assert "2026" in member.get(f"/uses/{use_id}/answers/K-06/history").text
    with app.app_context():
        actions = db.session.scalars(select(AuditEvent.action)).all()
    assert "assessment.moved" in actions
    for page in ("", "/check", "/changes", "/evidence", "/migrate"):
        assert member.get(f"/uses/{use_id}{page}").status_code in {200, 302}, page


def test_another_look_is_asked_for_until_it_is_saved_again(
    app: Flask, member: CheckedClient, use_id: int, answer: Answering, work: Reading
) -> None:
    _answered(answer)
    _newer(app)
    _accept(member, use_id)
    assert "2 answers need another look" in member.get(f"/uses/{use_id}").text
    address = f"/uses/{use_id}/questions/scale"
    assert "Needs another look:" in member.get(address).text
    version = str(work().rows["K-02"].version)
    assert member.post(address, data={"K-02_value": "bad", "K-02_version": version}).status_code == 302
    assert "One answer needs another look" in member.get(f"/uses/{use_id}").text


def test_a_preview_that_is_out_of_date_moves_nothing(
    app: Flask, member: CheckedClient, use_id: int, answer: Answering, work: Reading
) -> None:
    _answered(answer)
    to = _newer(app)
    address = f"/uses/{use_id}/migrate"
    for sent in ({"to": str(to), "version": "1"}, {"to": "x", "version": ""}, {}):
        refused = member.post(address, data=sent)
        assert refused.status_code == 409
        assert "so nothing was moved" in refused.text
    assert work().questionnaire.version == 1
    _accept(member, use_id)
    again = member.post(address, data={"to": str(to), "version": "1"})
    assert "/moves/" in again.location


def test_only_the_team_moves_and_other_councils_see_nothing(
    app: Flask, client: CheckedClient, use_id: int, council: Council, other_council: Council
) -> None:
    _newer(app)
    for who, role, status in (
        (council, "administrator", 403),
        (council, "board_chair", 403),
        (other_council, "team_member", 404),
    ):
        client.sign_in(who, role)
        assert client.get(f"/uses/{use_id}/migrate").status_code == status
        assert client.post(f"/uses/{use_id}/migrate").status_code == status
    client.sign_in(council, "team_member")
    assert client.get(f"/uses/{use_id}/moves/1").status_code == 404


@pytest.mark.slow
@pytest.mark.skipif(not aia.DATA.is_dir(), reason="Canada's assessment is not beside the project")
def test_canadas_assessment_moves_to_its_newest_version(
    app: Flask, member: CheckedClient, use_id: int, council: Council, work: Reading, answer: Answering
) -> None:
    texts = {name: dump(replace(aia.survey(name).questionnaire, key="aia")) for name in ("0.10.0", "1.0.1")}
    with app.app_context():
        first = load_version(source=texts["0.10.0"], filename="first.yaml", publish=True)
        assessment = the_assessment(the_use(council, use_id))
        assessment.questionnaire_version = db.session.get_one(QuestionnaireVersion, first.id)
        db.session.commit()
    given = take_answers(aia.survey("0.10.0"), aia.random_answers("0.10.0", 7)).answers
    pages = [page for section in work().questionnaire.sections for page in section.pages]
    for page in pages:
        on_path = [each.id for each in work().path.questions_on(page)]
        answer(page.id, {name: given[name] for name in on_path if name in given})
    before = work()
    with app.app_context():
        load_version(source=texts["1.0.1"], filename="second.yaml", publish=True)
    assert "Score before and after" in member.get(f"/uses/{use_id}/migrate").text
    report = member.get(_accept(member, use_id))
    assert "Score before and after" in report.text
    after = work()
    assert len(after.rows) >= len(before.rows)
    assert score(after.questionnaire, after.answers).highest >= 0
