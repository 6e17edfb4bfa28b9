"""Meetings of the world in every state, with an agenda, minutes and an action."""

from __future__ import annotations

from app.board.meetings.actions import agenda, planning, session
from app.board.meetings.actions.agenda import ItemInput
from app.board.meetings.actions.session import ActionInput
from app.board.meetings.models import ActionPoint, AgendaItem, Meeting
from app.board.public.actions import describe_board
from app.board.queries import review
from app.database import db
from tests.support.meetings import (
    a_meeting,
    approved,
    called,
    chair,
    closed,
    in_session,
    item_of,
    noted,
    published,
    secretary,
    the_meeting,
    with_minutes,
)
from tests.support.people import Council


def meet(council: Council, names: dict[str, str]) -> None:
    """Adds the ids of meetings and what belongs to them by name. Needs a context."""
    decided = review(council.organisation_id, int(names["meeting_proposal"]))
    assert decided is not None
    later = in_session(council, decided, in_days=5)
    public = _held(council, 60)
    published(council, approved(council, with_minutes(council, public), later))
    settled = approved(council, with_minutes(council, _held(council, 50)), later)
    drafted = with_minutes(council, _held(council, 40))
    over = _over(council)
    planned, gone = _planned(council)
    cancelled = a_meeting(council, in_days=12)
    planning.cancel_meeting(meeting=cancelled, reason="Snow.", actor_id=secretary(council))
    assert drafted.minutes is not None
    names |= {
        "planned_meeting": str(planned.id),
        "agenda_item": str(item_of(planned, "text").id),
        "removed_item": str(gone.id),
        "called_meeting": str(called(council, in_days=9).id),
        "session_meeting": str(later.id),
        "session_item": str(item_of(later, "other_business").id),
        "session_review_item": str(item_of(later, "review").id),
        "cancelled_meeting": str(cancelled.id),
        "closed_meeting": str(over.id),
        "left_over_item": str(item_of(over, "text").id),
        "drafted_meeting": str(drafted.id),
        "minutes": str(drafted.minutes.id),
        "minutes_part": str(drafted.minutes.parts[1].id),
        "approved_meeting": str(settled.id),
        "published_meeting": str(public.id),
        "action": str(db.session.scalars(db.select(ActionPoint.id)).first()),
    }
    _describe(council)


def _held(council: Council, days_ago: int) -> Meeting:
    return closed(council, in_session(council, in_days=-days_ago))


def _over(council: Council) -> Meeting:
    """A closed meeting with an item that was put off and an action."""
    made = a_meeting(council, in_days=-30)
    agenda.add_text(meeting=made, facts=ItemInput("Training", "", 10), actor_id=secretary(council))
    _open(council, made)
    todo = (ActionInput("Ask for the contract", "Head of Housing"),)
    noted(council, the_meeting(council, made.id), "other_business", discussion="Cold.", actions=todo)
    return closed(council, the_meeting(council, made.id))


def _open(council: Council, made: Meeting) -> None:
    planning.send_papers(meeting=made, actor_id=secretary(council))
    session.open_meeting(meeting=the_meeting(council, made.id), actor_id=chair(council))


def _planned(council: Council) -> tuple[Meeting, AgendaItem]:
    """A planned meeting with an item of its own, and one that was taken off."""
    made = a_meeting(council, in_days=8)
    for title in ("Election", "Gone"):
        facts = ItemInput(title, "", 10)
        item = agenda.add_text(meeting=made, facts=facts, actor_id=secretary(council))
    agenda.remove_item(meeting=made, item=item, actor_id=secretary(council))
    return the_meeting(council, made.id), item


def _describe(council: Council) -> None:
    describe_board(
        organisation_id=council.organisation_id,
        about="We meet six times a year.",
        shown=True,
        names_public=False,
        posts={},
        seen=0,
        actor_id=secretary(council),
    )
