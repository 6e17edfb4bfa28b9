"""What happens while a meeting is in session: opening, attendance, what is taken down, closing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.board.meetings.actions.meeting_audit import hold, item_of, move
from app.board.meetings.decisions import decided_at
from app.board.meetings.lifecycle import MeetingAction, MeetingState
from app.board.meetings.models import ActionPoint, AgendaItem, Attendance, ItemAbsence, ItemRecord, Meeting
from app.board.meetings.people import declared_for, leaving, seats, there_for
from app.board.meetings.queries import meeting as read_meeting
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.register.published.search.index import bump
from app.web.nonces import spend
from app.web.versions import Stale, lock_if_version


@dataclass(frozen=True, slots=True)
class AttendanceInput:
    """One person's attendance; the items say when somebody came late or left early."""

    person_id: int
    status: str
    arrived_item_id: int | None = None
    left_item_id: int | None = None


@dataclass(frozen=True, slots=True)
class ActionInput:
    """Something to do after the meeting; `who` is a post."""

    text: str
    who: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecordInput:
    """What is taken down of one item; `away` are the ids of those who left for it."""

    discussion: str = ""
    result: str = ""
    decision: str = ""
    votes: tuple[int | None, int | None, int | None] = (None, None, None)
    dissent: str = ""
    dissent_by_id: int | None = None
    dissent_named: bool = False
    away: Collection[int] = ()
    actions: Sequence[ActionInput] = ()


def open_meeting(*, meeting: Meeting, actor_id: int) -> None:
    """Opens the meeting: from now on it is taken down.

    Raises:
        OutOfTurn: its papers are not out, or it is open already.
    """
    with transaction() as session:
        fresh = move(session, meeting, MeetingAction.OPEN)
        fresh.opened_at = utcnow()
        audit.record(fresh, "meeting.opened", actor_id=actor_id)


def take_attendance(
    *, meeting: Meeting, rows: Sequence[AttendanceInput], guests: str, seen: int, actor_id: int
) -> None:
    """Takes down who is there; who is not marked yet has no row.

    Raises:
        OutOfTurn: the meeting is not in session.
        Stale: somebody took attendance since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, meeting, seen)
        if fresh.state != MeetingState.IN_SESSION:
            raise OutOfTurn(fresh.state, "take_attendance")
        before = {row.person_id: row for row in session.query(Attendance).filter_by(meeting_id=fresh.id)}
        for given in rows:
            row = before.pop(given.person_id, None)
            if row is None:
                row = Attendance(meeting_id=fresh.id, person_id=given.person_id)
                session.add(row)
            row.status = given.status
            row.arrived_item_id = given.arrived_item_id
            row.left_item_id = given.left_item_id
        for gone in before.values():
            session.delete(gone)
        fresh.guests = guests
        flag_modified(fresh, "state")
        audit.record(fresh, "meeting.attendance_taken", actor_id=actor_id, people=len(rows))


def take_down(
    *,
    meeting: Meeting,
    item: AgendaItem,
    facts: RecordInput,
    seen: int,
    actor_id: int,
    nonce: str = "",
) -> ItemRecord:
    """Takes down what was said and decided on an item, who left for it, and what follows.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        OutOfTurn: the meeting is not in session, or the item is off its agenda.
        Stale: somebody took it down since.
    """
    with transaction() as session:
        fresh = hold(session, meeting, MeetingState.IN_SESSION)
        item_of(session, fresh, item)
        if nonce and not seen:
            spend(session, nonce)
        record = _record(session, item, seen, actor_id)
        for name in ("discussion", "result", "decision", "dissent", "dissent_by_id", "dissent_named"):
            setattr(record, name, getattr(facts, name))
        record.votes_for, record.votes_against, record.abstained = facts.votes
        record.saved_by_id = actor_id
        record.saved_at = utcnow()
        flag_modified(record, "result")
        _set_away(session, item, facts.away)
        _set_actions(session, fresh, item, facts.actions)
        audit.record(fresh, "meeting.taken_down", actor_id=actor_id, item=item.id, result=facts.result)
    return record


def _record(session: Session, item: AgendaItem, seen: int, actor_id: int) -> ItemRecord:
    record = session.query(ItemRecord).filter_by(item_id=item.id).one_or_none()
    if record is None:
        record = ItemRecord(item_id=item.id, saved_by_id=actor_id)
        session.add(record)
        return record
    if record.version != seen:
        raise Stale(record)
    return record


def _set_away(session: Session, item: AgendaItem, away: Collection[int]) -> None:
    """Who had to leave stays marked as away, whatever the form said."""
    forced = leaving(item, declared_for([item]))
    wanted = {person_id: forced.get(person_id, "other") for person_id in away}
    before = {row.person_id: row for row in session.query(ItemAbsence).filter_by(item_id=item.id)}
    for person_id, row in before.items():
        if person_id not in wanted and person_id not in forced:
            session.delete(row)
    for person_id, reason in wanted.items():
        if person_id in before:
            before[person_id].reason = reason
        else:
            session.add(ItemAbsence(item_id=item.id, person_id=person_id, reason=reason))
    session.flush()


def _set_actions(session: Session, meeting: Meeting, item: AgendaItem, wanted: Sequence[ActionInput]) -> None:
    before = session.query(ActionPoint).filter_by(item_id=item.id).order_by(ActionPoint.id).all()
    if [(row.text, row.who, row.due_on) for row in before] == [
        (each.text, each.who, each.due_on) for each in wanted
    ]:
        return
    for row in before:
        session.delete(row)
    session.flush()
    for each in wanted:
        session.add(
            ActionPoint(
                organisation_id=meeting.organisation_id,
                item_id=item.id,
                text=each.text,
                who=each.who,
                due_on=each.due_on,
            )
        )


def close_meeting(*, meeting: Meeting, actor_id: int) -> None:
    """Closes the meeting. Who was not marked was not there; what was not taken down is put off.

    Raises:
        OutOfTurn: the meeting is not in session.
    """
    with transaction() as session:
        fresh = move(session, meeting, MeetingAction.CLOSE)
        fresh.closed_at = utcnow()
        members = seats(fresh.organisation_id).member_ids
        marked = {row.person_id for row in session.query(Attendance).filter_by(meeting_id=fresh.id)}
        for person_id in sorted(members - marked):
            session.add(Attendance(meeting_id=fresh.id, person_id=person_id, status="absent"))
        session.flush()
        whole = read_meeting(fresh.organisation_id, fresh.id)
        if whole is None:
            raise LookupError(f"Meeting {fresh.id} is gone.")
        _finish(session, whole, actor_id)
        bump(session)
        audit.record(fresh, "meeting.closed", actor_id=actor_id)


def _finish(session: Session, meeting: Meeting, actor_id: int) -> None:
    standings, decided = declared_for(meeting.items), decided_at(meeting)
    for item in meeting.items:
        there = there_for(meeting, item)
        for person_id, reason in leaving(item, standings).items():
            if person_id in there:
                session.add(ItemAbsence(item_id=item.id, person_id=person_id, reason=reason))
        found = decided.get(item.review_id or 0)
        agreed = found is not None and found.agreed
        if item.record is None and item.kind in ("review", "text"):
            result = "decided" if agreed else "deferred"
            session.add(ItemRecord(item_id=item.id, result=result, saved_by_id=actor_id))
        elif item.record is not None and not item.record.result and item.kind in ("review", "text"):
            item.record.result = "decided" if agreed else "noted"
