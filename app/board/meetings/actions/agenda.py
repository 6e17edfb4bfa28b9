"""What goes on an agenda: reviews from the queue, items of other kinds, their order and what is private."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.board.meetings.actions.meeting_audit import TakenAlready, hold, item_of
from app.board.meetings.lifecycle import COMING
from app.board.meetings.models import AgendaItem, Meeting
from app.board.meetings.private_rules import rule_while_assessed
from app.board.meetings.queries import agenda_item_of, may_be_discussed
from app.board.models import Review
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.web.nonces import spend
from app.web.versions import Stale, lock_fresh, lock_if_version

UP, DOWN = "up", "down"
REVIEW_MINUTES = {"low": 10, "medium": 15, "high": 25}


class OnAnotherAgenda(Exception):
    """The review stands on the agenda of another meeting that is not over."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(str(meeting.id))
        self.meeting = meeting


@dataclass(frozen=True, slots=True)
class ItemInput:
    """What the secretary types of an item; of a review and of the usual items the title stays empty."""

    title: str
    note: str
    minutes_allotted: int
    private_rule: str = ""
    private_reason: str = ""


def add_review(*, meeting: Meeting, review: Review, actor_id: int) -> AgendaItem:
    """Puts a waiting review on the agenda, before any other business.

    It is private until the secretary says otherwise: what is being assessed is not public.

    Raises:
        OnAnotherAgenda: another meeting that is not over has it.
        OutOfTurn: the meeting has begun or is over, or the review no longer waits for the board.
        TakenAlready: it is on this agenda.
    """
    with transaction() as session:
        fresh = hold(session, meeting, *COMING)
        asked = lock_fresh(session, review)
        if not may_be_discussed(asked):
            raise OutOfTurn(asked.state, "add_review")
        before = agenda_item_of(asked.id)
        if before is not None:
            if before.meeting_id == fresh.id:
                raise TakenAlready
            raise OnAnotherAgenda(before.meeting)
        item = AgendaItem(
            kind="review",
            review_id=asked.id,
            minutes_allotted=REVIEW_MINUTES.get(asked.level, REVIEW_MINUTES["medium"]),
            private_rule=rule_while_assessed(fresh.organisation.nation),
            private_reason=_("The board has not finished its advice on this."),
            carried_from_id=_last_put_off(session, asked.id),
        )
        _insert(session, fresh, item)
        audit.record(fresh, "meeting.item_added", actor_id=actor_id, item=item.id, review=asked.id)
    return item


def _last_put_off(session: Session, review_id: int) -> int | None:
    """The item of an earlier meeting at which the review stood last."""
    return session.scalar(
        select(AgendaItem.id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.review_id == review_id,
            AgendaItem.removed_at.is_(None),
            Meeting.closed_at.is_not(None),
        )
        .order_by(AgendaItem.id.desc())
        .limit(1)
    )


def add_text(*, meeting: Meeting, facts: ItemInput, actor_id: int, nonce: str = "") -> AgendaItem:
    """Puts an item that is no review on the agenda, before any other business.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        OutOfTurn: the meeting has begun or is over.
    """
    with transaction() as session:
        fresh = hold(session, meeting, *COMING)
        if nonce:
            spend(session, nonce)
        item = AgendaItem(kind="text")
        _write(item, facts)
        _insert(session, fresh, item)
        audit.record(fresh, "meeting.item_added", actor_id=actor_id, item=item.id)
    return item


def carry_over(*, meeting: Meeting, item: AgendaItem, actor_id: int) -> AgendaItem:
    """Takes up an item that an earlier meeting put off.

    Raises:
        OutOfTurn: the meeting has begun or is over, or the item was not put off.
        TakenAlready: a later agenda has it.
    """
    with transaction() as session:
        fresh = hold(session, meeting, *COMING)
        old = lock_fresh(session, item)
        if old.kind != "text" or old.record is None or old.record.result != "deferred":
            raise OutOfTurn("not_put_off", "carry_over")
        taken = session.scalar(
            select(AgendaItem.id).where(AgendaItem.carried_from_id == old.id, AgendaItem.removed_at.is_(None))
        )
        if taken is not None:
            raise TakenAlready
        made = AgendaItem(
            kind="text",
            title=old.title,
            note=old.note,
            minutes_allotted=old.minutes_allotted,
            private_rule=old.private_rule,
            private_reason=old.private_reason,
            carried_from_id=old.id,
        )
        _insert(session, fresh, made)
        audit.record(fresh, "meeting.item_carried_over", actor_id=actor_id, item=made.id, carried_from=old.id)
    return made


def change_item(*, meeting: Meeting, item: AgendaItem, facts: ItemInput, seen: int, actor_id: int) -> None:
    """Changes what an item says, how long it takes, and whether it is private.

    Raises:
        OutOfTurn: the meeting has begun or is over, or the item was taken off.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = hold(session, meeting, *COMING)
        row = lock_if_version(session, item, seen)
        if row.removed_at is not None:
            raise OutOfTurn("removed", "change_item")
        _write(row, facts)
        audit.record(fresh, "meeting.item_changed", actor_id=actor_id, item=row.id, private=row.private_rule)


def move_item(*, meeting: Meeting, item: AgendaItem, where: str, seen: int, actor_id: int) -> None:
    """Moves an item one place up or down, if the agenda is still the one that the person saw.

    Raises:
        OutOfTurn: the meeting has begun or is over, or the item was taken off.
        Stale: the agenda changed since, so the place would be another.
    """
    with transaction() as session:
        fresh = hold(session, meeting, *COMING)
        if fresh.version != seen:
            raise Stale(fresh)
        row = item_of(session, fresh, item)
        rows = _rows(session, fresh)
        here = next(place for place, each in enumerate(rows) if each.id == row.id)
        there = here + (-1 if where == UP else 1)
        if not 0 <= there < len(rows):
            return
        rows.insert(there, rows.pop(here))
        _number(fresh, rows)
        audit.record(fresh, "meeting.item_moved", actor_id=actor_id, item=row.id, position=there + 1)


def remove_item(*, meeting: Meeting, item: AgendaItem, actor_id: int) -> None:
    """Takes an item off the agenda; it can be put back.

    Raises:
        OutOfTurn: the meeting has begun or is over, or the item was taken off already.
    """
    with transaction() as session:
        fresh = hold(session, meeting, *COMING)
        row = item_of(session, fresh, item)
        row.removed_at = utcnow()
        session.flush()
        _number(fresh, _rows(session, fresh))
        audit.record(fresh, "meeting.item_removed", actor_id=actor_id, item=row.id)


def put_back_item(*, meeting: Meeting, item: AgendaItem, actor_id: int) -> None:
    """Puts back what was taken off the agenda.

    Raises:
        OnAnotherAgenda: meanwhile another meeting has the review.
        OutOfTurn: the meeting has begun or is over, or the review no longer waits for the board.
        TakenAlready: it is on the agenda.
    """
    with transaction() as session:
        fresh = hold(session, meeting, *COMING)
        row = lock_fresh(session, item)
        if row.removed_at is None:
            raise TakenAlready
        if row.review is not None:
            review = lock_fresh(session, row.review)
            before = agenda_item_of(review.id)
            if before is not None and before.meeting_id == fresh.id:
                raise TakenAlready
            if before is not None:
                raise OnAnotherAgenda(before.meeting)
            if not may_be_discussed(review):
                raise OutOfTurn(review.state, "put_back_item")
        row.removed_at = None
        _insert(session, fresh, row)
        audit.record(fresh, "meeting.item_put_back", actor_id=actor_id, item=row.id)


def _write(item: AgendaItem, facts: ItemInput) -> None:
    item.title = facts.title if item.kind == "text" else ""
    item.note = facts.note
    item.minutes_allotted = facts.minutes_allotted
    item.private_rule = facts.private_rule
    item.private_reason = facts.private_reason if facts.private_rule else ""


def _rows(session: Session, meeting: Meeting) -> list[AgendaItem]:
    return list(
        session.scalars(
            select(AgendaItem)
            .where(AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None))
            .order_by(AgendaItem.position, AgendaItem.id)
        )
    )


def _insert(session: Session, meeting: Meeting, item: AgendaItem) -> None:
    """Adds the item at the end, but before any other business."""
    item.meeting_id = meeting.id
    last = session.scalar(
        select(func.max(AgendaItem.position)).where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None)
        )
    )
    item.position = (last or 0) + 1
    session.add(item)
    session.flush()
    rows = [row for row in _rows(session, meeting) if row.id != item.id]
    place = len(rows) - (1 if rows and rows[-1].kind == "other_business" else 0)
    _number(meeting, [*rows[:place], item, *rows[place:]])
    session.flush()


def _number(meeting: Meeting, rows: list[AgendaItem]) -> None:
    """Numbers the items from 1, and gives the agenda a new version."""
    for position, row in enumerate(rows, start=1):
        row.position = position
    flag_modified(meeting, "state")
