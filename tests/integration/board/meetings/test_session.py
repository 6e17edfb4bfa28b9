"""A meeting in session: who is there, who leaves, what is taken down, and what closing does with the rest."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import AuditEvent
from app.board.meetings.actions import session as actions
from app.board.meetings.actions.session import ActionInput, AttendanceInput, RecordInput
from app.board.meetings.models import ActionPoint, AgendaItem, Attendance, ItemAbsence, ItemRecord
from app.board.meetings.people import quorum_for, seats, there_for
from app.board.models import Review
from app.database import db
from app.web.nonces import AlreadyDone
from app.web.roles import Role
from app.web.versions import Stale
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.meetings import (
    attend,
    called,
    chair,
    closed,
    in_session,
    item_of,
    noted,
    secretary,
    signed_in,
    the_meeting,
)
from tests.support.people import Council
from tests.support.proposals import a_review, press, set_rules


@pytest.fixture
def review(council: Council, context: Flask) -> Review:
    return a_review(council)


def absences(item: AgendaItem) -> dict[int, str]:
    rows = db.session.scalars(select(ItemAbsence).where(ItemAbsence.item_id == item.id))
    return {row.person_id: row.reason for row in rows}


def test_who_came_late_or_left_early_counts_only_between(council: Council, context: Flask) -> None:
    meeting = in_session(council)
    items, member = meeting.items, council.people[Role.BOARD_MEMBER]
    late = AttendanceInput(member, "online", arrived_item_id=items[1].id, left_item_id=items[3].id)
    attend(council, meeting, [late])
    meeting = the_meeting(council, meeting.id)
    assert [member in there_for(meeting, item) for item in meeting.items] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_the_quorum_counts_members_and_no_secretary(council: Council, context: Flask) -> None:
    meeting = in_session(council)
    members = seats(council.organisation_id).member_ids
    quorum = quorum_for(meeting, members, 3, None)
    assert (quorum.there, quorum.reached) == (2, False)


def test_the_page_shows_the_quorum_as_it_stands(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    set_rules(council, quorum=3)
    meeting = in_session(council)
    page = signed_in(client, council, Role.BOARD_CHAIR).get(f"/board/meetings/{meeting.id}/session").text
    assert "2 here, 3 needed to decide" in page
    assert "No quorum" in page


def test_somebody_with_an_interest_leaves_whatever_the_form_says(
    client: CheckedClient, council: Council, review: Review
) -> None:
    member = council.people[Role.BOARD_MEMBER]
    declare_interest(review.submission.assessment.use, member)
    meeting = in_session(council, review)
    item = item_of(meeting, "review")
    page = signed_in(client, council, Role.BOARD_SECRETARY)
    here = f"/board/meetings/{meeting.id}/session/{item.id}"
    assert "Leaves for this item: Board Member of Northmere" in page.get(here).text
    press(page, here, here, {"discussion": "The rota.", "dissent_by": "nobody", "result": "noted"})
    assert absences(item) == {}, "unticked, but closing takes it down"
    closed(council, the_meeting(council, meeting.id))
    assert absences(item) == {member: "interest"}


def test_a_secretary_with_an_interest_takes_nothing_down_of_that_item(
    client: CheckedClient, council: Council, review: Review
) -> None:
    declare_interest(review.submission.assessment.use, secretary(council))
    meeting = in_session(council, review)
    item = item_of(meeting, "review")
    here = f"/board/meetings/{meeting.id}/session/{item.id}"
    answer = signed_in(client, council, Role.BOARD_SECRETARY).post(here, data={"discussion": "x"})
    assert (answer.status_code, "somebody else takes it down" in answer.text) == (403, True)
    assert signed_in(client, council, Role.BOARD_CHAIR).get(here).status_code == 200


def test_what_is_taken_down_is_kept_with_its_actions(council: Council, context: Flask) -> None:
    meeting = in_session(council)
    todo = (ActionInput("Ask for the contract", "Head of Housing"),)
    noted(council, meeting, "matters_arising", discussion="Two things.", actions=todo, votes=(3, 1, 0))
    meeting = the_meeting(council, meeting.id)
    record = item_of(meeting, "matters_arising").record
    assert record is not None
    assert (record.discussion, record.votes_for, record.votes_against) == ("Two things.", 3, 1)
    noted(council, meeting, "matters_arising", discussion="Two things.", actions=())
    assert db.session.scalars(select(ActionPoint)).all() == []


def test_two_who_take_down_the_same_item_see_both_texts(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    meeting = in_session(council)
    item = item_of(meeting, "other_business")
    here = f"/board/meetings/{meeting.id}/session/{item.id}"
    writing = signed_in(client, council, Role.BOARD_SECRETARY)
    data = {"version": "0", "dissent_by": "nobody", "result": ""}
    writing.post(here, data={**data, "discussion": "First words", "nonce": "a"})
    answer = writing.post(here, data={**data, "discussion": "Second words", "nonce": "b"})
    assert answer.status_code == 409
    assert "First words" in answer.text
    assert "Second words" in answer.text
    record = db.session.scalars(select(ItemRecord)).one()
    assert record.discussion == "First words"


def test_a_double_click_takes_down_once(council: Council, context: Flask) -> None:
    meeting = in_session(council)
    item = item_of(meeting, "other_business")
    sent = {"meeting": meeting, "item": item, "facts": RecordInput(discussion="Once"), "seen": 0}
    actions.take_down(**sent, actor_id=chair(council), nonce="one")  # type: ignore[arg-type]
    with pytest.raises(AlreadyDone):
        actions.take_down(**sent, actor_id=chair(council), nonce="one")  # type: ignore[arg-type]
    with pytest.raises(Stale):
        actions.take_down(**sent, actor_id=chair(council), nonce="two")  # type: ignore[arg-type]


def test_stale_attendance_keeps_what_was_typed(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    meeting = in_session(council)
    writing = signed_in(client, council, Role.BOARD_SECRETARY)
    answer = writing.post(
        f"/board/meetings/{meeting.id}/attendance",
        data={"version": str(meeting.version - 1), "guests": "Head of Housing"},
    )
    assert answer.status_code == 409
    assert "Head of Housing" in answer.text
    assert the_meeting(council, meeting.id).guests == ""


def test_a_session_that_ran_out_gives_every_word_back(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    meeting = in_session(council)
    item = item_of(meeting, "other_business")
    answer = client.post(
        f"/board/meetings/{meeting.id}/session/{item.id}", data={"discussion": "An hour of notes"}
    )
    assert answer.status_code == 401
    assert "An hour of notes" in answer.text


def test_closing_marks_who_is_missing_and_puts_off_what_is_left(council: Council, review: Review) -> None:
    meeting = called(council, review)
    actions.open_meeting(meeting=meeting, actor_id=chair(council))
    attend(council, the_meeting(council, meeting.id), [AttendanceInput(chair(council), "present")])
    meeting = closed(council, the_meeting(council, meeting.id))
    rows = {row.person_id: row.status for row in db.session.scalars(select(Attendance))}
    assert rows[council.people[Role.BOARD_MEMBER]] == "absent"
    record = item_of(meeting, "review").record
    assert record is not None
    assert record.result == "deferred"
    assert meeting.closed_at is not None


def test_every_step_leaves_an_audit_event_without_texts_or_names(council: Council, context: Flask) -> None:
    meeting = in_session(council)
    noted(council, meeting, "other_business", discussion="Secret words")
    closed(council, the_meeting(council, meeting.id))
    rows = db.session.scalars(select(AuditEvent).where(AuditEvent.subject_type == "meeting")).all()
    assert [row.action for row in rows] == [
        "meeting.planned",
        "meeting.papers_sent",
        "meeting.opened",
        "meeting.attendance_taken",
        "meeting.taken_down",
        "meeting.closed",
    ]
    assert "Secret" not in str([row.details for row in rows])
