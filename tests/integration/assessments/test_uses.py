"""The list of uses, starting one, its description and its team."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.actions import add_person
from app.assessments.models import Assessment, QuestionnaireVersion
from app.assessments.questionnaire_store import queries as questionnaires
from app.assessments.use_assessment import the_assessment
from app.assessments.use_list.actions import start_use
from app.database import db, transaction
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.assessments.conftest import DESCRIPTION, SOURCE, Answering, said, the_use
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.statements import StatementCounter


def start_many(app: Flask, council: Council, count: int) -> list[int]:
    with app.app_context(), transaction():
        return [
            start_use(
                organisation_id=council.organisation_id,
                actor_id=council.people["team_member"],
                owner_id=None,
                **DESCRIPTION | {"name": f"Use number {number}"},
            ).id
            for number in range(count)
        ]


def test_an_empty_list_says_what_to_do(client: CheckedClient, council: Council) -> None:
    client.sign_in(council, "team_member")
    assert "Start a use to describe an algorithm" in client.get("/uses").text
    client.sign_in(council, "board_member")
    page = client.get("/uses").text
    assert "There is nothing for you to read yet" in page
    assert "/uses/start" not in page


def test_a_use_is_started_once_however_often_it_is_sent(
    app: Flask, member: CheckedClient, council: Council, published: None
) -> None:
    sent = {**DESCRIPTION, "owner_id": str(council.people["accountable_owner"]), "nonce": "once"}
    first = member.post("/uses/start", data=sent)
    second = member.post("/uses/start", data=sent)
    assert first.location == second.location
    assert member.get(first.location).status_code == 200
    with app.app_context():
        use = db.session.scalars(select(UseCase)).one()
        assert use.owner_id == council.people["accountable_owner"]
        assert the_assessment(use).questionnaire_version.key == "ethics-1"
        assert [person.id for person in use.team] == [council.people["team_member"]]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "x" * 100_000}, "A name has at most 200 characters"),
        ({"name": "a\x00b"}, "cannot be saved"),
        ({"kind": ""}, "Choose what kind of use it is"),
        ({"kind": "robot"}, "There is a problem"),
        ({"phase": "\x00"}, "There is a problem"),
        ({"service_area": "nowhere"}, "There is a problem"),
        ({"owner_id": "999999"}, "There is a problem"),
        ({"owner_id": "x"}, "There is a problem"),
    ],
)
def test_a_wrong_description_is_named_and_starts_nothing(
    app: Flask, member: CheckedClient, council: Council, wrong: dict[str, str], words: str
) -> None:
    response = member.post("/uses/start", data={**DESCRIPTION, "owner_id": "", **wrong})
    assert response.status_code == 400
    assert words in response.text
    with app.app_context():
        assert db.session.scalar(select(func.count(UseCase.id))) == 0


def test_the_packaged_questionnaire_is_published_with_the_first_use(
    app: Flask, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questionnaires, "packaged_file", lambda: SOURCE)
    start_many(app, council, 2)
    with app.app_context():
        version = db.session.scalars(select(QuestionnaireVersion)).one()
        assert (version.number, version.state) == (1, "published")


def test_mine_come_first_then_what_i_may_read(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    with app.app_context():
        other = add_person(
            organisation_id=council.organisation_id,
            name="Owner And Member",
            email="both@northmere.example",
            roles=[Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER],
        )
        owned = start_use(
            organisation_id=council.organisation_id,
            actor_id=council.people["team_member"],
            owner_id=other.id,
            **DESCRIPTION | {"name": "Owned by me"},
        )
        start_use(
            organisation_id=council.organisation_id,
            actor_id=other.id,
            owner_id=None,
            **DESCRIPTION | {"name": "On my team"},
        )
        assert owned.id
    people = Council(council.organisation_id, council.slug, {"both": other.id})
    page = client.sign_in(people, "both").get("/uses").text
    assert page.index("On my team") < page.index("Owned by me")
    assert "Housing repairs triage" not in page


def test_the_board_reads_only_what_was_submitted(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    client.sign_in(council, "board_member")
    assert client.get(f"/uses/{use_id}").status_code == 403
    assert "Housing repairs triage" not in client.get("/uses").text
    with app.app_context(), transaction() as session:
        session.scalars(select(Assessment)).one().state = "submitted"
    assert "With the ethics board" in client.get("/uses").text
    assert client.get(f"/uses/{use_id}").status_code == 200
    assert client.get(f"/uses/{use_id}/questions/many").location == f"/uses/{use_id}/check#page-many"
    client.sign_in(council, "team_member")
    assert client.post(f"/uses/{use_id}/questions/many", data={"K-01_value": "old"}).status_code == 403


def test_another_organisations_use_is_not_found(
    client: CheckedClient, other_council: Council, use_id: int
) -> None:
    client.sign_in(other_council, "administrator")
    for path in ("", "/edit", "/team", "/check", "/questions/many", "/answers/K-01/history"):
        assert client.get(f"/uses/{use_id}{path}").status_code == 404, path
    assert "Housing repairs triage" not in client.get("/uses").text


def test_long_lists_have_a_search_box_and_pages(
    app: Flask, member: CheckedClient, council: Council, published: None
) -> None:
    start_many(app, council, 10)
    assert 'name="q"' not in member.get("/uses").text
    start_many(app, council, 15)
    assert 'name="q"' in member.get("/uses").text
    assert member.get("/uses?page=2").text.count("c-uses__item") == 5
    assert member.get("/uses?q=NUMBER+14").text.count("c-uses__item") == 1
    assert "No use that you may read has this name" in member.get("/uses?q=%25").text
    assert member.get("/uses?q=%00%ED%A0%80&page=99999999999").status_code == 200


def test_the_list_asks_the_same_number_of_statements_however_long(
    app: Flask,
    member: CheckedClient,
    council: Council,
    use_id: int,
    answer: Answering,
    sql_counter: StatementCounter,
) -> None:
    answer("many", {"K-01": said(["old"])})
    with sql_counter as count:
        member.get("/uses")
    few = count.total
    start_many(app, council, 15)
    with sql_counter as count:
        member.get("/uses")
    assert count.total == few <= 8


def test_a_stale_description_shows_both(member: CheckedClient, use_id: int) -> None:
    sent: dict[str, Any] = {**DESCRIPTION, "owner_id": "", "version": "1"}
    assert member.post(f"/uses/{use_id}/edit", data=sent | {"name": "Theirs"}).status_code == 302
    response = member.post(f"/uses/{use_id}/edit", data=sent | {"name": "Mine"})
    assert response.status_code == 409
    assert "Theirs" in response.text
    assert 'value="Mine"' in response.text
    assert (
        member.post(f"/uses/{use_id}/edit", data=sent | {"name": "Mine", "version": "2"}).status_code == 302
    )
    assert "Mine" in member.get(f"/uses/{use_id}").text


def test_colleagues_join_and_leave_but_somebody_stays(
    app: Flask, member: CheckedClient, council: Council, use_id: int
) -> None:
    with app.app_context():
        person = add_person(
            organisation_id=council.organisation_id,
            name="Newly Come",
            email="new@northmere.example",
            roles=[Role.TEAM_MEMBER],
        )
    me = str(council.people["team_member"])
    leave = f"/uses/{use_id}/team/{me}/remove"
    for alone in (member.get(leave), member.post(leave)):
        assert "Somebody has to stay on the team" in alone.text
    assert alone.status_code == 400
    assert member.post(f"/uses/{use_id}/team", data={"person_id": ""}).status_code == 400
    board = str(council.people["board_member"])
    assert member.post(f"/uses/{use_id}/team", data={"person_id": board}).status_code == 400
    assert member.post(f"/uses/{use_id}/team", data={"person_id": str(person.id)}).status_code == 302
    assert "Newly Come" in member.get(f"/uses/{use_id}/team").text
    asked = member.get(leave)
    assert "Leave the team?" in asked.text
    assert "What you wrote stays" in asked.text
    assert member.post(leave).location == "/uses"
    with app.app_context():
        assert [p.name for p in the_use(council, use_id).team] == ["Newly Come"]


def test_taking_a_colleague_off_the_team_is_asked_first_and_done_once(
    app: Flask,
    member: CheckedClient,
    council: Council,
    other_council: Council,
    use_id: int,
    colleague_id: int,
) -> None:
    address = f"/uses/{use_id}/team/{colleague_id}/remove"
    assert address in member.get(f"/uses/{use_id}/team").text
    assert "Take Second Member off the team?" in member.get(address).text
    with app.app_context():
        assert len(the_use(council, use_id).team) == 2, "looking changes nothing"
    assert member.post(address).location == f"/uses/{use_id}/team"
    assert member.post(address).location == f"/uses/{use_id}/team", "sent twice"
    assert "They were not on the team any more." in member.get(f"/uses/{use_id}/team").text
    with app.app_context():
        assert len(the_use(council, use_id).team) == 1
    stranger = other_council.people["team_member"]
    assert member.get(f"/uses/{use_id}/team/{stranger}/remove").status_code == 404
    member.sign_in(council, "administrator")
    assert member.post(address).status_code == 403
