"""The pages of legal duties: only what turns on something is asked, and nothing typed is ever lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.assessments.duties.evaluation import Applicability
from app.assessments.duties.models import DutySheet
from app.assessments.duties.sheets import DutyStatus
from app.audit import AuditEvent
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.duties import a_use_with_duties, move_to, routes, the_duties
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import answer

SAFEGUARDS = "adm-safeguards"
BOUGHT = {
    "v_procurement_commenced_on-day": "1",
    "v_procurement_commenced_on-month": "6",
    "v_procurement_commenced_on-year": "2026",
    "v_contract_kind": "services",
    "v_contract_form": "ordinary",
    "v_contract_value": "£5,000,000.01",
}


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return a_use_with_duties(council).id


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def _status(app: Flask, council: Council, use_id: int, duty_id: str) -> tuple[Applicability, DutyStatus]:
    with app.app_context():
        view = the_duties(council, use_id).view(duty_id)
        assert view is not None
        return view.outcome.applicability, view.progress.status


def test_the_list_says_what_applies_why_since_when_and_how_sure_we_are(
    team: CheckedClient, use_id: int
) -> None:
    page = team.get(f"/uses/{use_id}/duties").text
    for words in (
        "This is guidance, not legal advice",
        "Four safeguards for a significant automated decision",
        "UK GDPR articles 22A and 22C",
        "in force from 5 February 2026",
        "checked against two descriptions of the law",
        "https://www.legislation.gov.uk/eur/2016/679/article/22C",
        "It turns on:",
        "From your answers",
    ):
        assert words in page
    assert page.index("Public sector equality duty") < page.index("that do not apply, and why")
    assert page.index("that do not apply, and why") < page.index("Community benefits from £4 million")


def test_the_task_list_counts_duties_that_wait(team: CheckedClient, use_id: int) -> None:
    page = team.get(f"/uses/{use_id}").text
    assert f"/uses/{use_id}/duties" in page
    assert "without an answer" in page


def test_only_facts_that_would_settle_something_are_asked(
    app: Flask, council: Council, team: CheckedClient, use_id: int
) -> None:
    page = team.get(f"/uses/{use_id}/duties/facts").text
    assert "Does the decision rest, wholly or partly, on special category data?" in page
    for known in ("Is personal data used?", "Is anything bought for it?", "What is mainly bought?"):
        assert known not in page
    with app.app_context():
        move_to(council, "scotland")
    assert "strategic decision" in team.get(f"/uses/{use_id}/duties/facts").text


def test_a_question_of_the_assessment_that_waits_is_linked_and_not_asked_again(
    app: Flask, council: Council, team: CheckedClient
) -> None:
    with app.app_context():
        use_id = a_use_with_duties(council, {"AUT-01": "decides-alone"}).id
    page = team.get(f"/uses/{use_id}/duties").text
    assert "questions of the assessment would settle more" in page
    assert f"/uses/{use_id}/questions/deciding" in page
    assert "Is personal data used?" not in team.get(f"/uses/{use_id}/duties/facts").text


def test_a_fact_turns_a_duty_on(app: Flask, council: Council, team: CheckedClient, use_id: int) -> None:
    before, _status_before = _status(app, council, use_id, "adm-special-category")
    reply = team.post(f"/uses/{use_id}/duties/facts", data={"v_special_category": "yes", "nonce": "a"})
    assert reply.status_code == 302
    after, _status_after = _status(app, council, use_id, "adm-special-category")
    assert (before, after) == (Applicability.MAY_APPLY, Applicability.APPLIES)
    page = team.get(f"/uses/{use_id}/duties").text
    assert "Said by the team" in page


def test_buying_is_asked_to_the_penny(app: Flask, council: Council, team: CheckedClient) -> None:
    with app.app_context():
        use_id = a_use_with_duties(council, {"AUT-01": "recommends", "SCR-10": "yes"}).id
    reply = team.post(f"/uses/{use_id}/duties/facts", data={"v_procurement": "yes"})
    assert reply.location.endswith("/duties/facts")  # now there is more to ask
    for version, value, expected in (
        ("1", "£5,000,000.01", Applicability.APPLIES),
        ("2", "5000000", Applicability.DOES_NOT_APPLY),
    ):
        data = BOUGHT | {"v_procurement": "yes", "v_contract_value": value, "version": version}
        assert team.post(f"/uses/{use_id}/duties/facts", data=data).status_code == 302
        assert _status(app, council, use_id, "pa23-s52")[0] is expected
    page = team.get(f"/uses/{use_id}/duties/facts").text
    assert 'value="5,000,000"' in page


def test_saying_that_it_is_not_known_keeps_it_open(
    app: Flask, council: Council, team: CheckedClient, use_id: int
) -> None:
    reply = team.post(
        f"/uses/{use_id}/duties/facts", data={"v_special_category": "unknown"}, follow_redirects=True
    )
    assert "Don’t know yet" in reply.text
    assert _status(app, council, use_id, "adm-special-category")[0] is Applicability.MAY_APPLY


def test_the_four_routes_are_saved_with_who_and_when(
    app: Flask, council: Council, team: CheckedClient, use_id: int
) -> None:
    address = f"/uses/{use_id}/duties/{SAFEGUARDS}"
    assert team.post(address, data=routes(nonce="a")).status_code == 302
    assert _status(app, council, use_id, SAFEGUARDS) == (Applicability.APPLIES, DutyStatus.ANSWERED)
    page = team.get(address).text
    assert "Saved by Team Member of Northmere on" in page
    assert "The desk at the Town Hall" in page
    history = team.get(f"{address}/history").text
    assert "Answered by: Appeals Officer" in history
    with app.app_context():
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "duty.saved")).one()
        assert event.details == {"use": use_id, "page": SAFEGUARDS, "version": 1}


def test_three_routes_are_not_four(app: Flask, council: Council, team: CheckedClient, use_id: int) -> None:
    team.post(f"/uses/{use_id}/duties/{SAFEGUARDS}", data=routes(**{"v_contest-place": ""}))
    assert _status(app, council, use_id, SAFEGUARDS)[1] is DutyStatus.IN_PROGRESS


def test_answers_of_the_assessment_fill_in_and_are_followed(
    app: Flask, council: Council, team: CheckedClient, use_id: int
) -> None:
    address = f"/uses/{use_id}/duties/dp-complaints"
    assert "Write to dataprotection@northmere.example." in team.get(address).text
    same = {"v_where": "Write to dataprotection@northmere.example.", "v_acknowledged": "yes"}
    team.post(address, data=same)
    assert _status(app, council, use_id, "dp-complaints")[1] is DutyStatus.ANSWERED
    with app.app_context():
        sheet = db.session.scalars(select(DutySheet)).one()
        assert sheet.answers == {"acknowledged": {"value": "yes"}}
        answer(
            db.session.get_one(UseCase, use_id),
            {"ABT-21": "Ring 01632 960 115."},
            council.people[Role.TEAM_MEMBER],
        )
    assert "Ring 01632 960 115." in team.get(address).text
    team.post(address, data=same | {"v_where": "", "version": "1"})
    assert _status(app, council, use_id, "dp-complaints")[1] is DutyStatus.IN_PROGRESS


def test_a_duty_may_be_contested_with_a_reason(
    app: Flask, council: Council, team: CheckedClient, use_id: int
) -> None:
    address = f"/uses/{use_id}/duties/psed"
    reply = team.post(address, data={"does_not_bind": "y", "v_evidence": "Some words"})
    assert reply.status_code == 400
    assert "Say why the duty does not bind you here" in reply.text
    assert "Some words" in reply.text
    team.post(address, data={"does_not_bind": "y", "reason": "It only opens gates."})
    assert _status(app, council, use_id, "psed")[1] is DutyStatus.NOT_BINDING


def test_ratings_take_the_five_words_of_the_act(app: Flask, council: Council, team: CheckedClient) -> None:
    with app.app_context():
        use_id = a_use_with_duties(council, {"AUT-01": "recommends", "SCR-10": "yes"}).id
    team.post(f"/uses/{use_id}/duties/facts", data={"v_procurement": "yes"})
    team.post(f"/uses/{use_id}/duties/facts", data=BOUGHT | {"v_procurement": "yes", "version": "1"})
    indicators = {"v_indicators": "Answers within a day\nUptime", "v_notice": "2026/1"}
    team.post(f"/uses/{use_id}/duties/pa23-s52", data=indicators)
    assert "Falls short of the duty" in team.get(f"/uses/{use_id}/duties").text
    address = f"/uses/{use_id}/duties/pa23-s71"
    page = team.get(address).text
    assert 'value="Answers within a day"' in page
    for rating in ("Good", "Approaching target", "Requires improvement", "Inadequate", "Other"):
        assert rating in page
    row = {
        "v_ratings-0-name": "Uptime",
        "v_ratings-0-rating": "good",
        "v_ratings-1-name": "",
        "v_ratings-1-rating": "other",
    }
    assert "Name the indicator" in team.post(address, data=row).text
    team.post(address, data=row | {"v_ratings-1-rating": ""})
    assert "Uptime: Good" in team.get(f"{address}/history").text


def test_a_law_to_come_is_shown_with_its_day(
    app: Flask, council: Council, team: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        use_id = a_use_with_duties(council).id
    monkeypatch.setattr("app.assessments.duties.queries.utcnow", lambda: datetime(2026, 1, 10, tzinfo=UTC))
    page = team.get(f"/uses/{use_id}/duties").text
    assert page.index("Not in force yet") < page.index("Complaints about personal data")


def test_pages_ask_a_fixed_number_of_statements(
    team: CheckedClient, use_id: int, sql_counter: StatementCounter
) -> None:
    with sql_counter as count:
        team.get(f"/uses/{use_id}/duties")
    few = count.total
    for duty in ("psed", "dpia", "dp-complaints"):
        team.post(f"/uses/{use_id}/duties/{duty}", data={"reason": "", "v_evidence": "x", "v_advice": "x"})
    with sql_counter as count:
        team.get(f"/uses/{use_id}/duties")
    assert count.total == few <= 7


def test_history_is_only_added_to(app: Flask, team: CheckedClient, use_id: int) -> None:
    team.post(f"/uses/{use_id}/duties/psed", data={"v_evidence": "First"})
    team.post(f"/uses/{use_id}/duties/psed", data={"v_evidence": "Second", "version": "1"})
    page = team.get(f"/uses/{use_id}/duties/psed/history").text
    assert page.index("Second") < page.index("First")
    with app.app_context():
        for change in ("UPDATE duty_sheet_revision SET number = 9", "DELETE FROM duty_sheet_revision"):
            with pytest.raises(DBAPIError, match="only ever added to"):
                db.session.execute(text(change))
            db.session.rollback()
