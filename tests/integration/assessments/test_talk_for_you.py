"""What waits for one person: on top of the list of uses, only what they may read, until it is dealt with."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.accounts.actions import add_person
from app.assessments.assigning.actions import assign
from app.assessments.talk.actions import reply
from app.uses.actions import add_member, remove_member
from app.web.roles import Role
from tests.integration.assessments.talking import QUESTION, a_thread, fresh, the_thread
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import ANSWERS, a_use, answer, submit

PAST = date(2001, 1, 1)


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return a_use(council).id


@pytest.fixture
def member(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def give(council: Council, use_id: int, target: tuple[str, str], due_on: date | None = None) -> None:
    """Gives a target to the team member. Needs a context."""
    own = council.people[Role.TEAM_MEMBER]
    assign(use=fresh(council, use_id), seen={target: 0}, person_id=own, due_on=due_on, actor_id=own)


def test_nothing_waits_for_somebody_new(member: CheckedClient, use_id: int) -> None:
    assert "For you" not in member.get("/uses").text
    assert "Nothing waits for you" in member.get("/uses/for-you").text


def test_a_mention_waits_until_it_is_answered(
    app: Flask, member: CheckedClient, council: Council, use_id: int
) -> None:
    own = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        thread_id = a_thread(council, use_id, by=Role.ACCOUNTABLE_OWNER, mentioned=[own])
    shown = member.get("/uses").text
    assert "Threads that name you (1)" in shown
    assert "mentions you" in shown
    assert f"/uses/{use_id}/threads/{thread_id}" in shown
    with app.app_context():
        reply(thread=the_thread(thread_id), text="Yes.", actor_id=own)
    assert "For you" not in member.get("/uses").text


def test_a_thread_to_deal_with_waits_until_it_is_resolved(
    app: Flask, member: CheckedClient, council: Council, use_id: int
) -> None:
    own = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        thread_id = a_thread(council, use_id, assignee_id=own, due_on=PAST)
    shown = member.get("/uses").text
    for words in ("assigned to you", "Overdue", "1 overdue"):
        assert words in shown
    with app.app_context():
        thread = the_thread(thread_id)
        reply(thread=thread, text="", move="resolve", seen=thread.version, actor_id=own)
    assert "For you" not in member.get("/uses").text


def test_work_waits_until_it_is_answered_or_handed_in(
    app: Flask, member: CheckedClient, council: Council, use_id: int
) -> None:
    own = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        give(council, use_id, ("section", "screening"), PAST)
        give(council, use_id, ("question", QUESTION))
    shown = member.get("/uses").text
    for words in ("To answer (2)", "2 questions left", "by 1 January 2001", "1 overdue", "What does it do?"):
        assert words in shown
    with app.app_context():
        answer(
            fresh(council, use_id), {"AUT-01": "information-only", "NON-05": None, QUESTION: "It sorts."}, own
        )
    assert "For you" not in member.get("/uses").text
    with app.app_context():
        give(council, use_id, ("section", "about"))
    assert "What it is" in member.get("/uses/for-you").text
    with app.app_context():
        use = fresh(council, use_id)
        answer(use, {name: value for name, value in ANSWERS.items() if name not in (QUESTION, "ABT-09")}, own)
        submit(fresh(council, use_id), own)
    assert "To answer" not in member.get("/uses").text


def test_who_left_the_team_is_told_nothing(
    app: Flask, member: CheckedClient, council: Council, use_id: int
) -> None:
    own = council.people[Role.TEAM_MEMBER]
    with app.app_context():
        a_thread(council, use_id, by=Role.ACCOUNTABLE_OWNER, mentioned=[own])
        give(council, use_id, ("section", "about"))
        other = add_person(
            organisation_id=council.organisation_id,
            name="Second Member",
            email="second@northmere.example",
            roles=[Role.TEAM_MEMBER],
        )
        add_member(use=fresh(council, use_id), person_id=other.id, actor_id=None)
        remove_member(use=fresh(council, use_id), person_id=own, actor_id=None)
    assert "For you" not in member.get("/uses").text
    assert "Repairs triage" not in member.get("/uses/for-you").text


def test_the_list_is_short_on_top_and_asks_a_fixed_number_of_statements(
    app: Flask, member: CheckedClient, council: Council, use_id: int, sql_counter: StatementCounter
) -> None:
    own = council.people[Role.TEAM_MEMBER]

    def more(name: str) -> None:
        use = fresh(council, a_use(council, name).id)
        a_thread(council, use.id, by=Role.ACCOUNTABLE_OWNER, mentioned=[own])
        give(council, use.id, ("section", "about"))

    with app.app_context():
        more("One")
    with sql_counter as counted:
        member.get("/uses")
    few = counted.total
    with app.app_context():
        for number in range(5):
            more(f"Another {number}")
    with sql_counter as counted:
        shown = member.get("/uses").text
    assert counted.total == few <= 10
    assert "Threads that name you (6)" in shown
    assert shown.count("c-for-you__item") == 8
    assert "See everything that waits for you" in shown
    assert member.get("/uses/for-you").text.count("c-for-you__item") == 12
