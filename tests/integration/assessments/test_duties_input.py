"""The forms of legal duties on wrong, double and crossing input, and who may see them at all."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.duties.models import DutySheet, DutySheetRevision
from app.database import db
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.duties import a_use_with_duties, routes
from tests.support.people import Council

pytestmark = pytest.mark.slow

SAFEGUARDS = "adm-safeguards"


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return a_use_with_duties(council).id


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


@pytest.mark.parametrize(
    ("page", "data", "sentence"),
    [
        ("facts", {"v_special_category": "perhaps"}, "Not a valid choice"),
        (SAFEGUARDS, {"v_told-link": "www.example"}, "Enter a whole web address"),
        (SAFEGUARDS, {"v_told-link": "javascript:alert(1)"}, "Enter a whole web address"),
        (SAFEGUARDS, {"v_told-link": "https://[bad"}, "Enter a whole web address"),
        (SAFEGUARDS, {"v_human-email": "nobody"}, "Enter an e-mail address like"),
        (SAFEGUARDS, {"v_contest-days": "soon"}, "Enter a whole number"),
        (SAFEGUARDS, {"v_told-place": "x" * 100_000}, "Use at most 300 characters"),
        (SAFEGUARDS, {"v_told-place": "a\x00b"}, "cannot be saved"),
        (SAFEGUARDS, {"v_told-place": "Here", "u_told": "y"}, "Either give an answer"),
        ("psed", {"v_assessed_on-day": "31", "v_assessed_on-month": "2"}, "Enter a real date"),
        ("psed", {"v_seen": "7"}, "Not a valid choice"),
        ("psed", {"v_link": "https://" + "x" * 5000 + ".example"}, "Use at most 2,000 characters"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_typed_is_lost(
    app: Flask, team: CheckedClient, use_id: int, page: str, data: dict[str, str], sentence: str
) -> None:
    kept = {"v_representations-who": "Kept words", "v_evidence": "Kept words"} if page != "facts" else {}
    reply = team.post(f"/uses/{use_id}/duties/{page}", data=kept | data)
    assert reply.status_code == 400
    assert sentence in reply.text
    assert "Kept words" in reply.text or not kept
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(DutySheet)) == 0


def test_the_same_form_sent_twice_is_saved_once(app: Flask, team: CheckedClient, use_id: int) -> None:
    for _time in range(2):
        reply = team.post(f"/uses/{use_id}/duties/{SAFEGUARDS}", data=routes(nonce="once"))
        assert reply.status_code == 302
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(DutySheetRevision)) == 1


@pytest.mark.parametrize(
    ("page", "theirs", "mine"),
    [
        ("psed", {"v_evidence": "Their words"}, {"v_evidence": "My words"}),
        (SAFEGUARDS, {"v_told-place": "Their words"}, {"v_told-place": "My words"}),
    ],
)
def test_two_people_at_once_see_both_texts(
    app: Flask, team: CheckedClient, use_id: int, page: str, theirs: dict[str, str], mine: dict[str, str]
) -> None:
    address = f"/uses/{use_id}/duties/{page}"
    team.post(address, data=theirs)
    reply = team.post(address, data=mine)
    assert reply.status_code == 409
    assert "Their words" in reply.text
    assert "My words" in reply.text
    assert 'name="version" type="hidden" value="1"' in reply.text
    assert team.post(address, data=mine | {"version": "1"}).status_code == 302
    with app.app_context():
        assert "My words" in str(db.session.scalars(select(DutySheet)).one().answers)


def test_two_people_at_once_on_facts(team: CheckedClient, use_id: int) -> None:
    address = f"/uses/{use_id}/duties/facts"
    team.post(address, data={"v_special_category": "yes"})
    reply = team.post(address, data={"v_special_category": "no"})
    assert reply.status_code == 409
    assert "Their version" in reply.text


@pytest.mark.parametrize("path", ["/nothing", "/nothing/history", "/facts/history"])
def test_a_duty_that_does_not_exist_is_not_found(team: CheckedClient, use_id: int, path: str) -> None:
    assert team.get(f"/uses/{use_id}/duties{path}").status_code == 404


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.REGISTER_EDITOR])
def test_a_draft_s_duties_stay_with_its_team(
    client: CheckedClient, council: Council, use_id: int, role: Role
) -> None:
    client.sign_in(council, role)
    for path in ("", "/psed", "/facts", "/psed/history"):
        assert client.get(f"/uses/{use_id}/duties{path}").status_code == 403
    assert client.post(f"/uses/{use_id}/duties/psed", data={}).status_code == 403


def test_the_owner_reads_and_does_not_write(client: CheckedClient, council: Council, use_id: int) -> None:
    client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    page = client.get(f"/uses/{use_id}/duties/psed").text
    assert "What the team says" in page
    assert "<textarea" not in page
    assert client.post(f"/uses/{use_id}/duties/psed", data={}).status_code == 403


def test_another_council_does_not_find_them(
    client: CheckedClient, other_council: Council, use_id: int
) -> None:
    client.sign_in(other_council, Role.TEAM_MEMBER)
    assert client.get(f"/uses/{use_id}/duties").status_code == 404
    assert client.post(f"/uses/{use_id}/duties/psed", data={}).status_code == 404
