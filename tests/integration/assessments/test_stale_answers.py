"""Several people on one page: nothing is lost, nothing is overwritten unseen."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessments.answers.actions import StaleAnswers, save_answers
from app.assessments.answers.queries import history
from app.assessments.answers.work import Work, work_of
from app.assessments.models import AnswerRevision
from app.audit import AuditEvent, verify
from app.database import db
from tests.integration.assessments.conftest import Answering, said, the_use
from tests.support.client import CheckedClient
from tests.support.people import Council

Reading = Callable[[], Work]


def texts(use_id: int) -> str:
    return f"/uses/{use_id}/questions/texts"


@pytest.fixture
def both_wrote(member: CheckedClient, use_id: int, answer: Answering, colleague_id: int) -> dict[str, str]:
    """What the member sends, filled from empty questions, after a colleague saved one of them."""
    answer("texts", {"K-04": said("Theirs: it sorts by **age**.")}, by=colleague_id)
    return {"K-03_value": "Triage", "K-03_version": "0", "K-04_value": "Mine: it sorts.", "K-04_version": "0"}


def test_a_stale_save_shows_both_texts_and_loses_neither(
    member: CheckedClient, use_id: int, work: Reading, both_wrote: dict[str, str]
) -> None:
    response = member.post(texts(use_id), data=both_wrote)
    assert response.status_code == 409
    assert "Saved by Second Member on" in response.text
    assert "it sorts by <strong>age</strong>" in response.text
    assert response.text.count("Mine: it sorts.") == 2
    assert 'value="Triage"' in response.text
    assert set(work().answers) == {"K-04"}
    assert work().answer("K-04").value == "Theirs: it sorts by **age**."


@pytest.mark.parametrize(
    ("choice", "text", "kept"),
    [
        ("mine", "Mine: it sorts.", "Mine: it sorts."),
        ("mine", "Both: it sorts by age.", "Both: it sorts by age."),
        ("theirs", "Mine: it sorts.", "Theirs: it sorts by **age**."),
    ],
)
def test_the_person_chooses_which_text_stays(
    member: CheckedClient,
    use_id: int,
    work: Reading,
    both_wrote: dict[str, str],
    choice: str,
    text: str,
    kept: str,
) -> None:
    member.post(texts(use_id), data=both_wrote)
    marked = both_wrote | {"K-04_version": "1", "K-04_conflict": "1", "K-04_value": text}
    undecided = member.post(texts(use_id), data=marked)
    assert undecided.status_code == 400
    assert "Choose which answer stays" in undecided.text
    assert "it sorts by <strong>age</strong>" in undecided.text
    assert member.post(texts(use_id), data=marked | {"K-04_resolve": choice}).status_code == 302
    assert work().answer("K-04").value == kept
    assert work().answer("K-03").value == "Triage"


def test_what_one_did_not_change_never_conflicts(
    member: CheckedClient, use_id: int, work: Reading, answer: Answering, colleague_id: int
) -> None:
    answer("texts", {"K-04": said("First")})
    answer("texts", {"K-04": said("Second")}, by=colleague_id)
    sent = {"K-03_value": "Triage", "K-03_version": "0", "K-04_value": "First", "K-04_version": "1"}
    assert member.post(texts(use_id), data=sent).status_code == 302
    assert work().answer("K-04").value == "Second"
    assert work().answer("K-03").value == "Triage"


def test_two_who_say_the_same_do_not_conflict(
    member: CheckedClient, use_id: int, answer: Answering, colleague_id: int
) -> None:
    answer("many", {"K-01": said(["young"])}, by=colleague_id)
    sent = {"K-01_value": "young", "K-01_version": "0"}
    response = member.post(f"/uses/{use_id}/questions/many", data=sent)
    assert response.status_code == 302


def test_every_state_of_an_answer_is_kept_with_who_and_when(
    app: Flask, council: Council, use_id: int, answer: Answering, colleague_id: int, member: CheckedClient
) -> None:
    answer("texts", {"K-04": said("First", note="A note")})
    answer("texts", {"K-04": said("Second")}, by=colleague_id)
    with app.app_context():
        found = history(work_of(the_use(council, use_id)).assessment, "K-04")
        assert [(r.number, r.value, name) for r, name in found] == [
            (2, "Second", "Second Member"),
            (1, "First", "Team Member of Northmere"),
        ]
        assert found[1][0].note == "A note"
    page = member.get(f"/uses/{use_id}/answers/K-04/history")
    assert page.text.index("Second Member") < page.text.rindex("Team Member of Northmere")


def test_the_audit_holds_ids_and_no_texts(app: Flask, use_id: int, answer: Answering) -> None:
    answer("texts", {"K-04": said("A secret sentence"), "K-03": said("Triage")})
    with app.app_context():
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "answers.saved")).one()
        assert event.details == {"page": "texts", "questions": ["K-03", "K-04"]}
        assert verify() is None


@pytest.mark.both_databases
def test_of_overlapping_saves_one_wins_and_the_others_are_told(
    app: Flask, council: Council, use_id: int, published: None
) -> None:
    outcomes: list[str] = []
    gate = threading.Barrier(6)

    def save(number: int) -> None:
        with app.app_context():
            found = work_of(the_use(council, use_id))
            page = found.questionnaire.page("texts")
            db.session.rollback()
            gate.wait()
            try:
                save_answers(
                    assessment=found.assessment,
                    page=page,
                    answers={"K-04": said(f"Text {number}")},
                    seen={},
                    actor_id=council.people["team_member"],
                )
                outcomes.append("saved")
            except StaleAnswers:
                outcomes.append("stale")

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved"] + ["stale"] * 5
    with app.app_context():
        assert len(db.session.scalars(select(AnswerRevision)).all()) == 1
