"""Who is told of what in the work of teams and the board, and whom the worker reminds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.actions import add_person
from app.assessments.assigning.actions import assign
from app.assessments.submissions.actions import withdraw
from app.assessments.talk.actions import assign_thread, reply
from app.assessments.talk.reminders import step
from app.board.desk.actions import advise, return_for_changes
from app.database import db
from app.jobs.worker import work_once
from app.messages.models import Message
from app.uses.actions import add_member
from app.uses.models import UseCase
from app.vocabulary.advice import AdviceOutcome
from app.web.roles import Role
from tests.integration.assessments.talking import a_thread, fresh, the_thread
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import ANSWERS, a_submitted_use, a_use, answer, submit, the_review

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
IN_TWO_DAYS = date(2027, 3, 3)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def use(context: Flask, council: Council) -> UseCase:
    """A use with a second person on its team."""
    made = a_use(council, "Rent arrears")
    second = add_person(
        organisation_id=council.organisation_id,
        name="Second Member",
        email="second@northmere.example",
        roles=[Role.TEAM_MEMBER],
    )
    add_member(use=fresh(council, made.id), person_id=second.id, actor_id=None)
    council.people["second"] = second.id
    return fresh(council, made.id)


def told(kind: str) -> dict[int, Message]:
    """The messages of a kind by person."""
    rows = db.session.scalars(select(Message).where(Message.kind == kind))
    return {message.person_id: message for message in rows}


def give(council: Council, use: UseCase, due_on: date | None = None, *, seen: int = 0) -> None:
    assign(
        use=use,
        seen={("section", "screening"): seen, ("section", "about"): seen},
        person_id=council.people["second"],
        due_on=due_on,
        actor_id=council.people[Role.TEAM_MEMBER],
    )


def test_sections_given_are_one_message(council: Council, use: UseCase) -> None:
    give(council, use, IN_TWO_DAYS)
    (message,) = told("assigned").values()
    assert message.person_id == council.people["second"]
    assert message.words["due"] == "2027-03-03"
    assert str(message.words["what"]).count(";") == 1
    give(council, use, IN_TWO_DAYS, seen=1)  # nothing changed
    assert len(db.session.scalars(select(Message)).all()) == 1


def test_nobody_is_told_of_what_is_taken_off_or_taken_for_oneself(council: Council, use: UseCase) -> None:
    team = council.people[Role.TEAM_MEMBER]
    for person_id, seen in ((team, 0), (None, 1)):
        assign(use=use, seen={("section", "about"): seen}, person_id=person_id, due_on=None, actor_id=team)
    assert told("assigned") == {}


def test_who_is_named_or_given_a_thread_is_told(
    app: Flask, client: CheckedClient, council: Council, use: UseCase
) -> None:
    team, second = council.people[Role.TEAM_MEMBER], council.people["second"]
    thread_id = a_thread(council, use.id, text="@Second Member, is this right?")
    message = told("mention")[second]
    assert message.arguments == {"use_id": use.id, "thread_id": thread_id}
    reply(thread=the_thread(thread_id), text="Yes @Team Member of Northmere", actor_id=second)
    assert set(told("mention")) == {team, second}
    thread = the_thread(thread_id)
    assign_thread(thread=thread, assignee_id=second, due_on=IN_TWO_DAYS, seen=thread.version, actor_id=team)
    assert told("assigned")[second].words["due"] == "2027-03-03"


def test_the_secretary_and_the_chair_hear_of_each_submission(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    board = {council.people[Role.BOARD_SECRETARY], council.people[Role.BOARD_CHAIR]}
    assert set(told("submitted")) == board
    withdraw(use=use, actor_id=council.people[Role.TEAM_MEMBER])
    submit(use, council.people[Role.TEAM_MEMBER])
    assert len(db.session.scalars(select(Message).where(Message.kind == "submitted")).all()) == 4


def test_a_chair_on_the_team_does_not_hear_of_their_own(context: Flask, council: Council) -> None:
    use = a_use(council)
    own = add_person(
        organisation_id=council.organisation_id,
        name="Own Chair",
        email="own@northmere.example",
        roles=[Role.TEAM_MEMBER, Role.BOARD_CHAIR],
    )
    add_member(use=use, person_id=own.id, actor_id=None)
    submit(fresh(council, use.id), council.people[Role.TEAM_MEMBER])
    assert own.id not in told("submitted")


def test_team_and_owner_hear_what_the_board_says(context: Flask, council: Council) -> None:
    concerned = {council.people[Role.TEAM_MEMBER], council.people[Role.ACCOUNTABLE_OWNER]}
    chair = council.people[Role.BOARD_CHAIR]
    first, second = a_submitted_use(council), a_submitted_use(council)
    return_for_changes(review=the_review(first), reasons="Say who reads it.", actor_id=chair)
    assert set(told("returned")) == concerned
    advise(
        review=the_review(second),
        outcome=AdviceOutcome.PROCEED,
        reasons="Fine.",
        conditions=(),
        actor_id=chair,
    )
    assert set(told("advised")) == concerned
    assert "Say who reads it" not in str([message.words for message in told("returned").values()])


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-3, "soon"), (0, "soon"), (1, "late-0"), (7, "late-0"), (8, "late-1"), (56, "late-7")],
)
def test_reminders_come_before_and_then_weekly(days: int, expected: str) -> None:
    today = date(2027, 3, 1)
    assert step(today - timedelta(days=days), today) == expected


def due_messages() -> list[str]:
    return sorted(message.key for message in db.session.scalars(select(Message).where(Message.kind == "due")))


def test_what_is_due_is_reminded_of_before_and_weekly_after(
    council: Council, use: UseCase, clock: time_machine.Coordinates
) -> None:
    give(council, use, date(2027, 3, 6))
    a_thread(council, use.id, assignee_id=council.people["second"], due_on=IN_TWO_DAYS)
    reminders = {}
    for day in range(20):
        work_once()
        reminders[day] = len(due_messages())
        clock.shift(timedelta(days=1))
    # The thread is due on day 2, the two sections on day 5.
    assert [reminders[day] for day in (0, 1, 2, 3, 5, 6, 9, 10, 12, 13)] == [1, 1, 3, 4, 4, 6, 6, 7, 7, 9]


def test_finished_work_is_not_reminded_of(
    council: Council, use: UseCase, clock: time_machine.Coordinates
) -> None:
    give(council, use, IN_TWO_DAYS)
    answer(use, dict(ANSWERS), council.people[Role.TEAM_MEMBER])
    work_once()
    assert due_messages() == []


def test_reminders_ask_a_fixed_number_of_statements(
    council: Council, use: UseCase, clock: time_machine.Coordinates, sql_counter: StatementCounter
) -> None:
    from_threads: list[int] = []
    for count in (1, 5):
        for _ in range(count):
            a_thread(council, use.id, assignee_id=council.people["second"], due_on=IN_TWO_DAYS)
        with sql_counter as counter:
            work_once()
        reads = [each for each in counter.statements if "FROM thread" in each]
        from_threads.append(len(reads))
        clock.shift(timedelta(days=1))
    assert from_threads[0] == from_threads[1]
