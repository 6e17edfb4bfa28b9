"""Agendas: what goes on them, in which order, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEvent
from app.board.meetings import earlier_meetings as earlier
from app.board.meetings.actions import agenda, planning, session
from app.board.meetings.actions.meeting_audit import TakenAlready
from app.board.meetings.models import Meeting
from app.board.meetings.queue import waiting
from app.board.models import Review
from app.board.triage.models import ReviewTriage
from app.database import db
from app.lifecycle import OutOfTurn
from app.messages.models import Message
from app.web.roles import Role
from app.web.versions import Stale
from tests.support.client import CheckedClient
from tests.support.meetings import (
    a_meeting,
    called,
    closed,
    in_session,
    item_of,
    noted,
    secretary,
    signed_in,
    the_meeting,
)
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.uses import ANSWERS, a_harm, a_use, answer, harms, submit, the_review


@pytest.fixture
def many(council: Council, context: Flask) -> list[Review]:
    """Three reviews that wait."""
    return [review_of(council, f"Use {number}") for number in range(3)]


def review_of(council: Council, name: str) -> Review:
    use = a_use(council, name)
    team = council.people[Role.TEAM_MEMBER]
    answer(use, dict(ANSWERS), team)
    harms.add_harm(use=use, facts=a_harm(), actor_id=team)
    submit(use, team)
    return the_review(use)


def titles(meeting: Meeting) -> list[str]:
    return [
        item.review.submission.assessment.use.name if item.review else item.title or item.kind
        for item in meeting.items
    ]


def refusals() -> list[dict[str, object]]:
    rows = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "action.refused"))
    return [dict(row.details) for row in rows]


def test_every_meeting_begins_with_the_usual_items(council: Council, context: Flask) -> None:
    usual = ["apologies", "interests", "last_minutes", "matters_arising", "other_business"]
    assert titles(a_meeting(council)) == usual


def test_reviews_and_items_go_before_any_other_business(council: Council, many: list[Review]) -> None:
    meeting = a_meeting(council, *many[:2])
    facts = agenda.ItemInput("Election of a vice chair", "", 5)
    agenda.add_text(meeting=meeting, facts=facts, actor_id=secretary(council))
    meeting = the_meeting(council, meeting.id)
    assert titles(meeting)[4:] == ["Use 0", "Use 1", "Election of a vice chair", "other_business"]
    assert [item.position for item in meeting.items] == list(range(1, 9))


def test_a_review_is_private_until_the_secretary_says_otherwise(council: Council, many: list[Review]) -> None:
    item = item_of(a_meeting(council, many[0]), "review")
    assert (item.private_rule, bool(item.private_reason)) == ("not_yet_public", True)


def test_items_move_one_place_and_only_on_the_agenda_that_was_seen(
    council: Council, many: list[Review]
) -> None:
    meeting = a_meeting(council, *many)
    second = next(item for item in meeting.items if item.review_id == many[1].id)
    by = secretary(council)
    agenda.move_item(meeting=meeting, item=second, where="up", seen=meeting.version, actor_id=by)
    assert titles(the_meeting(council, meeting.id))[4:7] == ["Use 1", "Use 0", "Use 2"]
    old = meeting.version - 1
    with pytest.raises(Stale):
        agenda.move_item(meeting=meeting, item=second, where="up", seen=old, actor_id=by)
    assert titles(the_meeting(council, meeting.id))[4:7] == ["Use 1", "Use 0", "Use 2"]


def test_a_review_is_on_one_agenda_at_a_time(council: Council, many: list[Review]) -> None:
    first, second = a_meeting(council, many[0]), a_meeting(council, in_days=14)
    by = secretary(council)
    with pytest.raises(TakenAlready):
        agenda.add_review(meeting=first, review=many[0], actor_id=by)
    with pytest.raises(agenda.OnAnotherAgenda):
        agenda.add_review(meeting=second, review=many[0], actor_id=by)
    planning.cancel_meeting(meeting=first, reason="No quorum", actor_id=by)
    agenda.add_review(meeting=second, review=many[0], actor_id=by)
    assert "Use 0" in titles(the_meeting(council, second.id))


def test_what_is_taken_off_can_be_put_back_unless_another_meeting_has_it(
    council: Council, many: list[Review]
) -> None:
    first, second = a_meeting(council, many[0]), a_meeting(council, in_days=14)
    item, by = item_of(first, "review"), secretary(council)
    agenda.remove_item(meeting=first, item=item, actor_id=by)
    with pytest.raises(OutOfTurn):
        agenda.remove_item(meeting=first, item=item, actor_id=by)
    agenda.put_back_item(meeting=first, item=item, actor_id=by)
    with pytest.raises(TakenAlready):
        agenda.put_back_item(meeting=first, item=item, actor_id=by)
    agenda.remove_item(meeting=first, item=item, actor_id=by)
    agenda.add_review(meeting=second, review=many[0], actor_id=by)
    with pytest.raises(agenda.OnAnotherAgenda):
        agenda.put_back_item(meeting=first, item=item, actor_id=by)


def test_the_queue_puts_first_what_was_sent_to_a_meeting_and_last_what_goes_by_letter(
    council: Council, many: list[Review]
) -> None:
    for review, route in ((many[0], "correspondence"), (many[2], "meeting")):
        db.session.add(ReviewTriage(review_id=review.id, route=route, triaged_by_id=secretary(council)))
    db.session.commit()
    rows, _pagination = waiting(council.organisation_id, 1)
    assert [row.name for row in rows] == ["Use 2", "Use 1", "Use 0"]
    a_meeting(council, many[2])
    rows, pagination = waiting(council.organisation_id, 1)
    assert [row.name for row in rows] == ["Use 1", "Use 0"]
    assert pagination.total == 2


def test_an_item_that_was_put_off_is_carried_over_once(council: Council, context: Flask) -> None:
    by = secretary(council)
    first = called(council)
    facts = agenda.ItemInput("Training", "", 5)
    agenda.add_text(meeting=first, facts=facts, actor_id=by)
    first = _held(council, first)
    later = a_meeting(council, in_days=14)
    (left,) = earlier.left_over(council.organisation_id)
    agenda.carry_over(meeting=later, item=left, actor_id=by)
    assert "Training" in titles(the_meeting(council, later.id))
    assert earlier.left_over(council.organisation_id) == []
    with pytest.raises(TakenAlready):
        agenda.carry_over(meeting=later, item=left, actor_id=by)


def _held(council: Council, meeting: Meeting) -> Meeting:
    opening = the_meeting(council, meeting.id)
    session.open_meeting(meeting=opening, actor_id=council.people[Role.BOARD_CHAIR])
    return closed(council, the_meeting(council, meeting.id))


def test_an_unfinished_review_waits_again_and_says_so(council: Council, many: list[Review]) -> None:
    meeting = in_session(council, many[0])
    noted(council, meeting, "review", result="deferred")
    closed(council, the_meeting(council, meeting.id))
    rows, _pagination = waiting(council.organisation_id, 1)
    assert (rows[0].name, rows[0].put_off) == ("Use 0", True)
    later = a_meeting(council, many[0], in_days=14)
    assert item_of(later, "review").carried_from_id == item_of(meeting, "review").id


def test_calling_a_meeting_tells_the_board_but_not_who_called(council: Council, context: Flask) -> None:
    called(council)
    told = set(db.session.scalars(select(Message.person_id).where(Message.kind == "meeting_called")))
    people = council.people
    assert {people[Role.BOARD_MEMBER], people[Role.BOARD_CHAIR]} <= told
    assert people[Role.BOARD_SECRETARY] not in told
    assert people[Role.TEAM_MEMBER] not in told


def test_a_double_click_adds_once_and_is_kept_in_the_audit(
    client: CheckedClient, council: Council, many: list[Review]
) -> None:
    meeting = a_meeting(council)
    clicking = signed_in(client, council, Role.BOARD_SECRETARY)
    for _time in range(2):
        clicking.post(f"/board/meetings/{meeting.id}/reviews/{many[0].id}/add")
    page = clicking.get(f"/board/meetings/{meeting.id}").get_data(as_text=True)
    assert "is on this agenda already. Nothing was changed." in page
    assert titles(the_meeting(council, meeting.id)).count("Use 0") == 1
    assert refusals() == [{"action": "add_review", "why": "twice"}]


def test_an_agenda_in_two_tabs_moves_nothing_by_surprise(
    client: CheckedClient, council: Council, many: list[Review]
) -> None:
    meeting = a_meeting(council, *many)
    item = item_of(meeting, "review")
    clicking, version = signed_in(client, council, Role.BOARD_SECRETARY), str(meeting.version)
    address = f"/board/meetings/{meeting.id}/items/{item.id}/move"
    for _time in range(2):
        clicking.post(address, data={"where": "down", "version": version})
    assert titles(the_meeting(council, meeting.id))[4:7] == ["Use 1", "Use 0", "Use 2"]
    assert refusals() == [{"action": "move_item", "why": "stale"}]


@pytest.mark.slow
def test_pages_ask_the_same_number_of_statements_however_long_the_agenda(
    client: CheckedClient, council: Council, many: list[Review], sql_counter: StatementCounter
) -> None:
    short, long = called(council, many[0]), called(council, *many[1:], in_days=14)
    chair = signed_in(client, council, Role.BOARD_CHAIR)
    for page in ("", "/papers", "/papers.docx"):
        counts = []
        for meeting in (short, long):
            chair.get(f"/board/meetings/{meeting.id}{page}")
            with sql_counter:
                assert chair.get(f"/board/meetings/{meeting.id}{page}").status_code == 200
            counts.append(sql_counter.total)
        assert counts[0] == counts[1], page
        assert counts[0] < 40, page


def test_the_message_says_the_time_as_uk_clocks_show_it(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    summer = planning.MeetingInput(datetime(2031, 7, 1, 13, 30, tzinfo=UTC), 60, "Town Hall")
    made = planning.plan_meeting(
        organisation_id=council.organisation_id, facts=summer, actor_id=secretary(council)
    )
    planning.send_papers(meeting=made, actor_id=secretary(council))
    page = signed_in(client, council, Role.BOARD_MEMBER).get("/messages").text
    assert "1 July 2031, 14:30" in page
