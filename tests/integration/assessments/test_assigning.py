"""Giving sections and questions to people of the team: in bulk, one by one, late, wrong, and off again."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.accounts.actions import add_person
from app.assessments.assigning.actions import assign
from app.assessments.assigning.models import Assignment, AssignmentRevision
from app.database import clock_at, db, utcnow
from app.uses.actions import WrongPerson, add_member, remove_member
from app.web.roles import Role
from tests.integration.assessments.talking import FAR, QUESTION, day_parts, fresh
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_use, answer, submit

BOTH = ["screening", "about"]


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return a_use(council).id


@pytest.fixture
def colleague_id(app: Flask, council: Council, use_id: int) -> int:
    with app.app_context():
        person = add_person(
            organisation_id=council.organisation_id,
            name="Second Member",
            email="second@northmere.example",
            roles=[Role.TEAM_MEMBER],
        )
        add_member(use=fresh(council, use_id), person_id=person.id, actor_id=None)
        return person.id


@pytest.fixture
def member(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def given(app: Flask) -> dict[str, tuple[int | None, date | None, int]]:
    with app.app_context():
        return {
            row.target_id: (row.person_id, row.due_on, row.version)
            for row in db.session.scalars(select(Assignment))
        }


def test_sections_are_given_together_and_shown_everywhere(
    app: Flask, member: CheckedClient, use_id: int, colleague_id: int
) -> None:
    address = f"/uses/{use_id}/assign"
    assert "Nobody’s task" in member.get(address).text
    sent = {"sections": BOTH, "person_id": str(colleague_id), **day_parts(FAR)}
    assert member.post(address, data=sent).status_code == 302
    assert given(app) == dict.fromkeys(BOTH, (colleague_id, FAR, 1))
    for page in (address, f"/uses/{use_id}"):
        assert member.get(page).text.count("Assigned to Second Member, by 31 January 2099") == 2
    again = member.post(address, data=sent | {"version-about": "1", "version-screening": "1"})
    assert again.status_code == 302
    with app.app_context():
        assert len(list(db.session.scalars(select(AssignmentRevision)))) == 2


def test_sections_are_taken_off_again(
    app: Flask, member: CheckedClient, use_id: int, colleague_id: int
) -> None:
    address = f"/uses/{use_id}/assign"
    member.post(address, data={"sections": BOTH, "person_id": str(colleague_id)})
    sent = {"sections": "about", "unassign": "1", "version-about": "1", "due_on-day": "77", "person_id": "x"}
    assert member.post(address, data=sent).status_code == 302
    assert given(app)["about"] == (None, None, 2)
    assert given(app)["screening"] == (colleague_id, None, 1)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"sections": []}, "Tick at least one section"),
        ({"sections": "nothing"}, "not a valid choice"),
        ({"person_id": ""}, "Choose who"),
        ({"person_id": "4711"}, "Not a valid choice"),
        (day_parts(date(2001, 1, 1)), "Choose a date that has not passed"),
        ({"due_on-day": "x", "due_on-month": "", "due_on-year": ""}, "Enter a real date"),
    ],
)
def test_bad_input_is_named_and_kept(
    app: Flask, member: CheckedClient, use_id: int, colleague_id: int, sent: dict[str, object], sentence: str
) -> None:
    whole = {"sections": "about", "person_id": str(colleague_id), **day_parts(FAR)} | sent
    reply = member.post(f"/uses/{use_id}/assign", data=whole)
    assert reply.status_code == 400
    assert sentence in reply.text
    if "sections" not in sent:
        assert 'value="about" checked' in reply.text
    if "person_id" not in sent:
        assert f'value="{colleague_id}" selected' in reply.text
    assert given(app) == {}


def test_a_late_form_overwrites_nothing(
    app: Flask, member: CheckedClient, council: Council, use_id: int, colleague_id: int
) -> None:
    own = council.people[Role.TEAM_MEMBER]
    for address, target in (
        (f"/uses/{use_id}/assign", "about"),
        (f"/uses/{use_id}/assign/{QUESTION}", QUESTION),
    ):
        version = f"version-{target}" if target == "about" else "version"
        sent = {"sections": "about", "person_id": str(colleague_id)}
        assert member.post(address, data=sent).status_code == 302
        late = member.post(address, data=sent | {"person_id": str(own), **day_parts(FAR)})
        assert late.status_code == 409
        assert "Assigned to Second Member" in late.text
        assert f'value="{own}" selected' in late.text
        assert given(app)[target] == (colleague_id, None, 1)
        sure = member.post(address, data=sent | {"person_id": str(own), version: "1"})
        assert sure.status_code == 302
        assert given(app)[target] == (own, None, 2)


def test_one_question_is_given_and_shown_on_its_page(
    app: Flask, member: CheckedClient, use_id: int, colleague_id: int
) -> None:
    address = f"/uses/{use_id}/assign/{QUESTION}"
    assert "Assign this question" in member.get(f"/uses/{use_id}/questions/description").text
    assert member.post(address, data={"person_id": str(colleague_id), **day_parts(FAR)}).status_code == 302
    assert (
        "Assigned to Second Member, by 31 January 2099"
        in member.get(f"/uses/{use_id}/questions/description").text
    )
    assert f'value="{colleague_id}" selected' in member.get(address).text
    assert "What does it do?" in member.get(f"/uses/{use_id}/assign").text
    assert member.post(address, data={"person_id": "", "version": "1"}).status_code == 302
    assert given(app)[QUESTION] == (None, None, 2)
    assert member.get(f"/uses/{use_id}/assign/NOPE").status_code == 404


def test_a_task_past_its_date_is_marked_while_something_is_left(
    app: Flask, member: CheckedClient, council: Council, use_id: int, colleague_id: int
) -> None:
    with app.app_context(), clock_at(utcnow()):
        assign(
            use=fresh(council, use_id),
            seen={("section", "about"): 0},
            person_id=colleague_id,
            due_on=date(2001, 1, 1),
            actor_id=colleague_id,
        )
    assert "Overdue" in member.get(f"/uses/{use_id}").text
    assert "Overdue" in member.get(f"/uses/{use_id}/assign").text


def test_who_left_the_team_stays_named_but_gets_nothing_new(
    app: Flask, member: CheckedClient, council: Council, use_id: int, colleague_id: int
) -> None:
    address = f"/uses/{use_id}/assign/{QUESTION}"
    member.post(address, data={"person_id": str(colleague_id)})
    with app.app_context():
        remove_member(use=fresh(council, use_id), person_id=colleague_id, actor_id=None)
    assert "no longer on the team" in member.get(address).text
    refused = member.post(address, data={"person_id": str(colleague_id), "version": "1", **day_parts(FAR)})
    assert refused.status_code == 400
    assert "They left the team" in refused.text
    with app.app_context(), pytest.raises(WrongPerson):
        assign(
            use=fresh(council, use_id),
            seen={("section", "about"): 0},
            person_id=colleague_id,
            due_on=None,
            actor_id=colleague_id,
        )


def test_only_the_team_gives_work_and_only_while_it_has_the_assessment(
    app: Flask, client: CheckedClient, council: Council, other_council: Council, use_id: int
) -> None:
    addresses = (f"/uses/{use_id}/assign", f"/uses/{use_id}/assign/{QUESTION}")
    for address in addresses:
        for role in (Role.ACCOUNTABLE_OWNER, Role.ADMINISTRATOR, Role.BOARD_CHAIR):
            assert client.sign_in(council, role).get(address).status_code == 403
            assert client.post(address, data={"person_id": ""}).status_code == 403
        assert client.sign_in(other_council, Role.TEAM_MEMBER).get(address).status_code == 404
    with app.app_context():
        use, own = fresh(council, use_id), council.people[Role.TEAM_MEMBER]
        answer(use, {"AUT-01": "information-only"}, own)
        submit(fresh(council, use_id), own)
    client.sign_in(council, Role.TEAM_MEMBER)
    for address in addresses:
        assert client.get(address).status_code == 403
    assert "Assign sections" not in client.get(f"/uses/{use_id}").text


def test_its_history_is_only_added_to(
    app: Flask, member: CheckedClient, use_id: int, colleague_id: int
) -> None:
    member.post(f"/uses/{use_id}/assign", data={"sections": BOTH, "person_id": str(colleague_id)})
    with app.app_context():
        for change in ("UPDATE assignment_revision SET target_id = 'x'", "DELETE FROM assignment_revision"):
            with pytest.raises(DatabaseError, match="only ever added to"):
                db.session.execute(text(change))
            db.session.rollback()
