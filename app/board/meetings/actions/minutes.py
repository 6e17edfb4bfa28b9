"""Minutes: drafted from what was taken down, edited, approved at a later meeting, published; and actions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.board.interests.queries import people_of
from app.board.meetings.actions.meeting_audit import hold, move
from app.board.meetings.lifecycle import MeetingAction, MeetingState
from app.board.meetings.minutes_draft import MinutesDraft
from app.board.meetings.models import ActionPoint, Meeting, Minutes, MinutesPart, MinutesRevision
from app.board.meetings.publishing import published_minutes
from app.board.meetings.times import clock_face
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.messages import MessageKind, tell
from app.register.published.search.index import bump
from app.web.roles import BOARD
from app.web.versions import lock_fresh, lock_if_version


@dataclass(frozen=True, slots=True)
class PartInput:
    """One part of the minutes as typed."""

    title: str
    text: str
    private_rule: str = ""
    private_reason: str = ""


def draft_minutes(*, meeting: Meeting, drafts: list[MinutesDraft], actor_id: int) -> Minutes:
    """Keeps drafted minutes and tells the board that it can read them.

    Raises:
        OutOfTurn: the meeting is not closed, or its minutes are drafted already.
    """
    with transaction() as session:
        fresh = move(session, meeting, MeetingAction.DRAFT_MINUTES)
        minutes = Minutes(meeting_id=fresh.id, drafted_by_id=actor_id, drafted_at=utcnow())
        session.add(minutes)
        session.flush()
        for position, draft in enumerate(drafts):
            part = MinutesPart(
                minutes_id=minutes.id,
                item_id=draft.item_id,
                position=position,
                title=draft.title[:300],
                text=draft.text,
                private_rule=draft.private_rule,
                private_reason=draft.private_reason,
            )
            session.add(part)
            session.flush()
            _keep(session, part, "drafted", actor_id)
        audit.record(fresh, "minutes.drafted", actor_id=actor_id)
        tell(
            session,
            kind=MessageKind.MINUTES_READY,
            organisation_id=fresh.organisation_id,
            to=[person.id for person in people_of(fresh.organisation_id, *BOARD)],
            endpoint="board.minutes",
            arguments={"meeting_id": fresh.id},
            words={"when": clock_face(fresh.starts_at)},
            key=f"minutes-{minutes.id}",
            actor_id=actor_id,
        )
    return minutes


def edit_part(*, meeting: Meeting, part: MinutesPart, facts: PartInput, seen: int, actor_id: int) -> None:
    """Changes a part of minutes that are not approved; what it said before stays in its history.

    Raises:
        OutOfTurn: the minutes are approved, or there are none yet.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = hold(session, meeting, MeetingState.MINUTES_DRAFTED)
        row = lock_if_version(session, part, seen)
        row.title = facts.title
        row.text = facts.text
        row.private_rule = facts.private_rule
        row.private_reason = facts.private_reason if facts.private_rule else ""
        if row.item is not None:  # its actions are told at later meetings
            row.item.private_rule, row.item.private_reason = row.private_rule, row.private_reason
        session.flush()
        _keep(session, row, "edited", actor_id)
        audit.record(fresh, "minutes.edited", actor_id=actor_id, part=row.id, private=row.private_rule)


def _keep(session: Session, part: MinutesPart, why: str, actor_id: int) -> None:
    last = session.scalar(select(func.max(MinutesRevision.number)).where(MinutesRevision.part_id == part.id))
    session.add(
        MinutesRevision(
            part_id=part.id,
            number=(last or 0) + 1,
            why=why,
            title=part.title,
            text=part.text,
            private_rule=part.private_rule,
            private_reason=part.private_reason,
            saved_by_id=actor_id,
            saved_at=utcnow(),
        )
    )


def approve_minutes(*, minutes: Minutes, meeting: Meeting, corrections: str, actor_id: int) -> None:
    """Approves the minutes of an earlier meeting at a meeting that is in session, as they are or corrected.

    Raises:
        OutOfTurn: the meeting is not in session or not a later one, or the minutes are approved already.
    """
    with transaction() as session:
        first, second = sorted((minutes.meeting, meeting), key=lambda each: each.id)
        lock_fresh(session, first)
        lock_fresh(session, second)
        if meeting.state != MeetingState.IN_SESSION or minutes.meeting.starts_at >= meeting.starts_at:
            raise OutOfTurn(meeting.state, "approve_minutes")
        old = move(session, minutes.meeting, MeetingAction.APPROVE_MINUTES)
        fresh = lock_fresh(session, minutes)
        fresh.approved_at_meeting_id = meeting.id
        fresh.approved_by_id = actor_id
        fresh.approved_at = utcnow()
        fresh.corrections = corrections
        audit.record(
            old, "minutes.approved", actor_id=actor_id, at_meeting=meeting.id, corrected=bool(corrections)
        )


def publish_minutes(*, meeting: Meeting, actor_id: int) -> None:
    """Puts the approved minutes before the public, without their private parts.

    Raises:
        LookupError: the meeting has no minutes.
        OutOfTurn: they are not approved, or published already.
    """
    with transaction() as session:
        fresh = move(session, meeting, MeetingAction.PUBLISH_MINUTES)
        if fresh.minutes is None:
            raise LookupError(f"Meeting {fresh.id} has no minutes.")
        minutes = lock_fresh(session, fresh.minutes)
        minutes.published = published_minutes(fresh, minutes).to_data()
        minutes.published_by_id = actor_id
        minutes.published_at = utcnow()
        bump(session)
        withheld = sum(bool(part.private_rule) for part in minutes.parts)
        audit.record(fresh, "minutes.published", actor_id=actor_id, withheld=withheld)


def mark_action(*, action: ActionPoint, state: str, why: str, seen: int, actor_id: int) -> None:
    """Says how an action of a meeting that was held stands now.

    Raises:
        Stale: somebody said so since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, action, seen)
        fresh.state = state
        fresh.state_note = why
        closed = state != "open"
        fresh.closed_by_id = actor_id if closed else None
        fresh.closed_at = utcnow() if closed else None
        audit.record(
            fresh.item.meeting, "meeting.action_marked", actor_id=actor_id, task=fresh.id, state=state
        )
