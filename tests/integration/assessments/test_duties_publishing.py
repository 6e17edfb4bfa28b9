"""What is said to duties reaches the board as it stood, and routes to safeguards reach the register."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessments.harms.actions import add_harm
from app.assessments.models import Submission
from app.assessments.publishing import Publisher, build_record
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.snapshots.model import Snapshot
from app.assessments.use_assessment import the_assessment
from app.database import db
from app.register.linter.problems import ProblemCode, problems
from app.register.record import Record, Table
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.board import declare_none
from tests.support.client import CheckedClient
from tests.support.duties import a_use_with_duties, routes
from tests.support.people import Council
from tests.support.uses import a_harm, answer, the_review

SAFEGUARDS = "adm-safeguards"
IN_ANSWER = [
    {"safeguard": "told", "route": "https://www.northmere.example/told", "who": "Permits", "days": 1},
    {"safeguard": "human", "route": "01632 960 124", "who": "Permits", "days": 2},
]


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use that decides alone, with two of the four safeguards in its answers."""
    with app.app_context():
        use = a_use_with_duties(council)
        answer(use, {"AUT-02B": IN_ANSWER}, council.people[Role.TEAM_MEMBER])
        add_harm(use=use, facts=a_harm(), actor_id=council.people[Role.TEAM_MEMBER])
        return use.id


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def _submit(team: CheckedClient, use_id: int) -> None:
    page = team.get(f"/uses/{use_id}/submit").text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    reply = team.post(f"/uses/{use_id}/submit", data={"honest": "y", "version": version})
    assert reply.status_code == 302, reply.text


def _snapshot() -> Snapshot:
    submission = db.session.scalars(select(Submission).order_by(Submission.id.desc()).limit(1)).one()
    snapshot = Snapshot.from_data(submission.snapshot)
    assert submission.content_hash == snapshot.content_hash()
    return snapshot


def _record(app: Flask, use_id: int) -> Record:
    with app.test_request_context("/?lang=cy"):
        use = db.session.get_one(UseCase, use_id)
        return build_record(
            questionnaire=questionnaire_of(the_assessment(use)),
            snapshot=_snapshot(),
            publisher=Publisher("Northmere", "northmere"),
            findings=None,
        )


def _codes(record: Record) -> list[ProblemCode]:
    return [problem.code for problem in problems(record) if problem.severity == "error"]


def test_the_team_is_told_what_the_board_will_see(team: CheckedClient, use_id: int) -> None:
    page = team.get(f"/uses/{use_id}/submit").text
    assert "that apply have no answer yet" in page
    assert "the board will see it" in page


def test_the_board_sees_what_is_answered_and_what_is_not(
    client: CheckedClient, app: Flask, council: Council, team: CheckedClient, use_id: int
) -> None:
    team.post(f"/uses/{use_id}/duties/psed", data={"does_not_bind": "y", "reason": "It opens gates."})
    _submit(team, use_id)
    assert "Public sector equality duty" in team.get(f"/uses/{use_id}/submissions/1").text
    with app.app_context():
        use = db.session.get_one(UseCase, use_id)
        declare_none(use)
        review_id = the_review(use).id
    page = client.sign_in(council, Role.BOARD_CHAIR).get(f"/board/reviews/{review_id}/parts/duties").text
    for words in ("Legal duties", "Not answered", "It opens gates.", "Data protection impact assessment"):
        assert words in page
    assert "that does not apply" not in page


def test_a_submission_freezes_duties_with_who_and_when_but_no_name(
    app: Flask, council: Council, team: CheckedClient, use_id: int
) -> None:
    team.post(f"/uses/{use_id}/duties/{SAFEGUARDS}", data=routes())
    _submit(team, use_id)
    with app.app_context():
        frozen = {duty.id: duty for duty in _snapshot().duties}
    assert frozen[SAFEGUARDS].answered_by == council.people[Role.TEAM_MEMBER]
    assert frozen[SAFEGUARDS].answered_at
    assert [route.safeguard for route in frozen[SAFEGUARDS].routes] == [
        *("told", "representations", "human", "contest")
    ]
    assert frozen["psed"].status == "not_started"
    assert "pra-s25" not in frozen
    assert Snapshot.from_data(Snapshot("A", "", "", "", {}, (), tuple(frozen.values())).to_data()).duties


def test_a_submission_from_before_duties_reads_and_hashes_as_it_did() -> None:
    old = Snapshot("A", "algorithm", "production", "housing", {}, ())
    assert "duties" not in old.to_data()
    assert Snapshot.from_data(old.to_data()) == old


def test_two_routes_of_the_answer_are_published_but_do_not_suffice(
    app: Flask, team: CheckedClient, use_id: int
) -> None:
    _submit(team, use_id)
    record = _record(app, use_id)
    table = record.field("significant_decision_safeguards").value
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == ["https://www.northmere.example/told", "01632 960 124"]
    assert _codes(record) == [ProblemCode.NO_SAFEGUARDS]


def test_four_routes_of_the_duty_are_published_and_suffice(
    app: Flask, team: CheckedClient, use_id: int
) -> None:
    team.post(f"/uses/{use_id}/duties/{SAFEGUARDS}", data=routes())
    _submit(team, use_id)
    record = _record(app, use_id)
    table = record.field("significant_decision_safeguards").value
    assert isinstance(table, Table)
    assert table.columns[:2] == ("Safeguard", "Where")  # the record's language, not the reader's
    assert table.rows[3] == ("Contesting the decision", "The desk at the Town Hall", "Appeals Officer", "5")
    assert len(table.rows) == 4
    assert _codes(record) == []


def test_routes_of_a_duty_that_no_longer_applies_stay_inside(
    app: Flask, council: Council, team: CheckedClient, use_id: int
) -> None:
    team.post(f"/uses/{use_id}/duties/{SAFEGUARDS}", data=routes())
    with app.app_context():
        use = db.session.get_one(UseCase, use_id)
        answer(use, {"AUT-01": "recommends"}, council.people[Role.TEAM_MEMBER])
    _submit(team, use_id)
    assert not _record(app, use_id).field("significant_decision_safeguards").is_given


def test_nobody_submits_duties_that_they_have_not_seen(team: CheckedClient, use_id: int) -> None:
    page = team.get(f"/uses/{use_id}/submit").text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    team.post(f"/uses/{use_id}/duties/psed", data={"v_evidence": "New"})
    reply = team.post(
        f"/uses/{use_id}/submit", data={"honest": "y", "version": version}, follow_redirects=True
    )
    assert "Somebody changed the assessment" in reply.text


def test_a_submitted_use_keeps_its_duties(team: CheckedClient, use_id: int) -> None:
    _submit(team, use_id)
    assert team.post(f"/uses/{use_id}/duties/psed", data={"v_evidence": "Late"}).status_code == 403
    assert "<textarea" not in team.get(f"/uses/{use_id}/duties/psed").text
