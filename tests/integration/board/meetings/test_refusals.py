"""What a meeting refuses: out of turn, when it is closed, to the wrong people; each time with a trace."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit import AuditEvent
from app.board.meetings.actions import minutes as minutes_actions
from app.board.meetings.actions import session as session_actions
from app.board.meetings.actions.agenda import ItemInput, add_text
from app.board.meetings.actions.minutes import PartInput
from app.board.meetings.actions.planning import cancel_meeting, change_meeting, send_papers
from app.board.meetings.actions.session import RecordInput
from app.board.meetings.models import AgendaItem, ItemRecord, Meeting
from app.database import db
from app.lifecycle import OutOfTurn
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.meetings import (
    a_meeting,
    attend,
    called,
    chair,
    closed,
    facts,
    in_session,
    item_of,
    secretary,
    signed_in,
    with_minutes,
)
from tests.support.people import Council

CHANGES = {
    "board_secretary": (
        "edit",
        "cancel",
        "send",
        "items/new",
        "items/{item}",
        "items/{item}/move",
        "items/{item}/remove",
        "items/{item}/put-back",
        "attendance",
        "session/{item}",
    ),
    "board_chair": ("open", "close", "attendance", "session/{item}"),
}


def events(action: str) -> int:
    return db.session.scalar(select(func.count()).where(AuditEvent.action == action)) or 0


def state() -> tuple[object, ...]:
    """All that a refused change could have touched."""
    found = (
        db.session.execute(select(Meeting.id, Meeting.state, Meeting.version).order_by(Meeting.id)).all(),
        db.session.execute(
            select(AgendaItem.id, AgendaItem.position, AgendaItem.version, AgendaItem.removed_at)
        ).all(),
        db.session.execute(select(ItemRecord.id, ItemRecord.version)).all(),
    )
    db.session.commit()
    return found


@pytest.mark.parametrize(
    ("role", "path"), [(role, path) for role, paths in CHANGES.items() for path in paths]
)
def test_a_closed_meeting_takes_nothing_more(
    client: CheckedClient, council: Council, context: Flask, role: str, path: str
) -> None:
    meeting = closed(council, in_session(council))
    item = item_of(meeting, "other_business")
    sender, before = signed_in(client, council, Role(role)), state()
    answer = sender.post(
        f"/board/meetings/{meeting.id}/{path.format(item=item.id)}",
        data={"discussion": "Late", "reason": "x"},
    )
    assert answer.status_code == 403
    assert "This meeting was closed on" in answer.text
    assert "Nothing was changed." in answer.text
    assert state() == before
    assert events("access.refused") == 1


def test_a_cancelled_meeting_says_that_it_is_cancelled(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    meeting = called(council)
    cancel_meeting(meeting=meeting, reason="Snow", actor_id=secretary(council))
    answer = signed_in(client, council, Role.BOARD_CHAIR).post(f"/board/meetings/{meeting.id}/open")
    assert (answer.status_code, "This meeting is cancelled." in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("path", "role", "sentence"),
    [
        ("open", Role.BOARD_CHAIR, "Send out the papers first"),
        ("close", Role.BOARD_CHAIR, "has not been opened yet"),
        ("attendance", Role.BOARD_SECRETARY, "has not been opened yet"),
        ("minutes/draft", Role.BOARD_SECRETARY, "drafted once the meeting is closed"),
        ("publish", Role.BOARD_SECRETARY, "once a later meeting has approved them"),
    ],
)
def test_a_planned_meeting_takes_nothing_out_of_turn(
    client: CheckedClient, council: Council, context: Flask, path: str, role: Role, sentence: str
) -> None:
    meeting = a_meeting(council)
    sender, before = signed_in(client, council, role), state()
    answer = sender.post(f"/board/meetings/{meeting.id}/{path}")
    assert (answer.status_code, sentence in answer.text) == (403, True)
    assert state() == before
    assert events("access.refused") == 1


def test_actions_refuse_too_when_two_people_act_at_once(council: Council, context: Flask) -> None:
    meeting = closed(council, in_session(council))
    item, by = item_of(meeting, "other_business"), secretary(council)
    late = [
        lambda: add_text(meeting=meeting, facts=ItemInput("Late", "", 5), actor_id=by),
        lambda: change_meeting(meeting=meeting, facts=facts(), seen=meeting.version, actor_id=by),
        lambda: send_papers(meeting=meeting, actor_id=by),
        lambda: cancel_meeting(meeting=meeting, reason="x", actor_id=by),
        lambda: session_actions.open_meeting(meeting=meeting, actor_id=chair(council)),
        lambda: attend(council, meeting, []),
        lambda: session_actions.take_down(
            meeting=meeting, item=item, facts=RecordInput(discussion="x"), seen=0, actor_id=by
        ),
        lambda: session_actions.close_meeting(meeting=meeting, actor_id=chair(council)),
    ]
    before = state()
    for act in late:
        with pytest.raises(OutOfTurn):
            act()
    assert state() == before


def test_minutes_are_drafted_once_and_change_no_more_once_approved(council: Council, context: Flask) -> None:
    meeting = with_minutes(council, closed(council, in_session(council)))
    with pytest.raises(OutOfTurn):
        minutes_actions.draft_minutes(meeting=meeting, drafts=[], actor_id=secretary(council))
    with pytest.raises(OutOfTurn):
        minutes_actions.publish_minutes(meeting=meeting, actor_id=secretary(council))
    later = in_session(council, in_days=30)
    assert meeting.minutes is not None
    minutes_actions.approve_minutes(
        minutes=meeting.minutes, meeting=later, corrections="", actor_id=chair(council)
    )
    part = meeting.minutes.parts[0]
    with pytest.raises(OutOfTurn):
        minutes_actions.edit_part(
            meeting=meeting,
            part=part,
            facts=PartInput("New", "New"),
            seen=part.version,
            actor_id=secretary(council),
        )
    with pytest.raises(OutOfTurn):
        minutes_actions.approve_minutes(
            minutes=meeting.minutes, meeting=later, corrections="", actor_id=chair(council)
        )


def test_minutes_are_not_approved_at_the_meeting_itself_nor_at_an_earlier_one(
    council: Council, context: Flask
) -> None:
    meeting = with_minutes(council, closed(council, in_session(council, in_days=30)))
    earlier = in_session(council, in_days=7)
    assert meeting.minutes is not None
    for at in (meeting, earlier):
        with pytest.raises(OutOfTurn):
            minutes_actions.approve_minutes(
                minutes=meeting.minutes, meeting=at, corrections="", actor_id=chair(council)
            )


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.TEAM_MEMBER, Role.ADMINISTRATOR])
def test_others_neither_plan_nor_open(
    client: CheckedClient, council: Council, context: Flask, role: Role
) -> None:
    meeting = called(council)
    sender, before = signed_in(client, council, role), state()
    for path in ("new", f"{meeting.id}/edit", f"{meeting.id}/open", f"{meeting.id}/cancel"):
        assert sender.post(f"/board/meetings/{path}").status_code == 403
    assert state() == before
    assert events("access.refused") == 4


def test_the_chair_plans_nothing_and_the_secretary_opens_nothing(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    meeting = called(council)
    chairing = signed_in(client, council, Role.BOARD_CHAIR)
    assert chairing.post(f"/board/meetings/{meeting.id}/cancel", data={"reason": "x"}).status_code == 403
    writing = signed_in(client, council, Role.BOARD_SECRETARY)
    assert writing.post(f"/board/meetings/{meeting.id}/open").status_code == 403


def test_another_organisation_finds_no_meeting(
    client: CheckedClient, council: Council, other_council: Council, context: Flask
) -> None:
    meeting = with_minutes(council, closed(council, in_session(council)))
    stranger = signed_in(client, other_council, Role.BOARD_SECRETARY)
    for path in ("", "/papers", "/minutes", "/meeting.ics", "/edit"):
        assert stranger.get(f"/board/meetings/{meeting.id}{path}").status_code == 404
    for path in ("send", "cancel", "minutes/draft", "publish"):
        assert stranger.post(f"/board/meetings/{meeting.id}/{path}").status_code == 404


def test_an_item_of_another_meeting_is_refused(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    first, second = a_meeting(council), a_meeting(council, in_days=14)
    item = item_of(second, "other_business")
    writing, before = signed_in(client, council, Role.BOARD_SECRETARY), state()
    answer = writing.post(f"/board/meetings/{first.id}/items/{item.id}/remove")
    assert (answer.status_code, "belongs to another meeting" in answer.text) == (403, True)
    assert state() == before


def test_members_read_the_papers_once_they_are_out(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    planned, out = a_meeting(council), called(council, in_days=14)
    reading = signed_in(client, council, Role.BOARD_MEMBER)
    assert reading.get(f"/board/meetings/{planned.id}/papers").status_code == 403
    assert reading.get(f"/board/meetings/{out.id}/papers").status_code == 200


def test_a_meeting_planned_twice_by_a_double_click_is_planned_once(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    writing = signed_in(client, council, Role.BOARD_SECRETARY)
    data = {"day-day": "3", "day-month": "3", "day-year": "2031", "clock": "9am", "length": "60"}
    for _time in range(2):
        writing.post("/board/meetings/new", data={**data, "place": "Hall", "nonce": "same"})
    assert len(state()[0]) == 1  # type: ignore[arg-type]
    assert events("action.refused") == 1
