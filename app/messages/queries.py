"""Reads of one person's messages and choices, and of one organisation's outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload
from sqlalchemy.sql import ColumnElement

from app.database import db, utcnow
from app.messages.kinds import DEFAULTS, WORDS, Delivery, MessageGroup
from app.messages.lifecycle import MailState
from app.messages.models import Mail, Message, MessageSettings
from app.web.access import loads
from app.web.language import DEFAULT
from app.web.lists import ListAddress, ListFilter, on_page
from app.web.pagination import Pagination
from app.web.roles import Actor, current_actor

PAGE_SIZE = 20
UNUSUAL = timedelta(hours=1)
TROUBLED = (MailState.UNKNOWN, MailState.GIVEN_UP, MailState.WAITING, MailState.SENDING, MailState.QUEUED)


def _own(actor: Actor) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Message.person_id == actor.person_id, Message.organisation_id == actor.organisation_id


def unread_count() -> int:
    """How many messages the signed-in person has not read; 0 where the database cannot say.

    Error pages ask it too, so it never fails and never flushes what a failed action left.
    """
    actor = current_actor()
    if actor is None:
        return 0
    query = select(func.count()).select_from(Message).where(*_own(actor), Message.read_at.is_(None))
    try:
        with db.session.no_autoflush:
            return db.session.scalar(query) or 0
    except SQLAlchemyError:
        db.session.rollback()
        return 0


class InboxAddress(ListAddress):
    """One kind of message, a page."""

    parts = (ListFilter("kind", bool),)


class OutboxAddress(ListAddress):
    """E-mails in one state, or all that have not left; a page."""

    parts = (ListFilter("state", tuple(MailState)),)


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of a person's messages, and how many there are of each kind."""

    messages: tuple[Message, ...]
    pagination: Pagination
    kinds: Mapping[str, int]
    unread: int


def inbox(actor: Actor, kind: str, number: int) -> Inbox:
    """The person's messages, unread first, then the newest; of one kind when `kind` is one: 2 statements."""
    rows = db.session.execute(
        select(Message.kind, func.count(), func.count().filter(Message.read_at.is_(None)))
        .where(*_own(actor))
        .group_by(Message.kind)
    ).all()
    counts = {row[0]: row[1] for row in rows}
    known = {name.value: counts[name] for name in WORDS if name in counts}
    query = select(Message).where(*_own(actor))
    if kind in known:
        query = query.where(Message.kind == kind)
    pagination = Pagination.within(number, PAGE_SIZE, known[kind] if kind in known else sum(counts.values()))
    found = db.session.scalars(
        on_page(query.order_by(Message.read_at.is_not(None), Message.id.desc()), pagination)
    )
    return Inbox(tuple(found), pagination, known, sum(row[2] for row in rows))


@loads("message_id", "message")
def message(organisation_id: int, message_id: int) -> Message | None:
    """One message to the signed-in person; anybody else's is not found."""
    actor = current_actor()
    if actor is None:
        return None
    return db.session.scalars(
        select(Message).where(
            Message.id == message_id,
            Message.organisation_id == organisation_id,
            Message.person_id == actor.person_id,
        )
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose; `version` is 0 while they chose nothing."""

    language: str
    choices: Mapping[MessageGroup, Delivery]
    version: int


def chosen(person_id: int) -> Chosen:
    """The person's choices, with what is usual for those who made none."""
    row = db.session.get(MessageSettings, person_id)
    if row is None:
        return Chosen(DEFAULT, DEFAULTS, 0)
    choices = {group: Delivery(row.choices.get(group, DEFAULTS[group])) for group in MessageGroup}
    return Chosen(row.language, choices, row.version)


@dataclass(frozen=True, slots=True)
class Outbox:
    """One page of an organisation's e-mails, and how many there are in each state."""

    mails: tuple[Mail, ...]
    pagination: Pagination
    counts: Mapping[MailState, int]
    waiting_since: datetime | None


def outbox(organisation_id: int, state: MailState | None, number: int) -> Outbox:
    """The organisation's e-mails in a state, or all that have not left, the newest first: 2 statements.

    `waiting_since` is since when one has been due that no worker took, if that is unusually long.
    """
    rows = db.session.execute(
        select(Mail.state, func.count(), func.min(Mail.due_at))
        .where(Mail.organisation_id == organisation_id)
        .group_by(Mail.state)
    ).all()
    found = {row[0]: row[1] for row in rows}
    oldest = min((row[2] for row in rows if row[0] in (MailState.QUEUED, MailState.WAITING)), default=None)
    late = oldest is not None and oldest < utcnow() - UNUSUAL
    counts = {each: found.get(each, 0) for each in MailState}
    wanted = (state,) if state else TROUBLED
    pagination = Pagination.within(number, PAGE_SIZE, sum(counts[each] for each in wanted))
    query = (
        select(Mail)
        .where(Mail.organisation_id == organisation_id, Mail.state.in_(wanted))
        .options(joinedload(Mail.person))
        .order_by(Mail.id.desc())
    )
    mails = tuple(db.session.scalars(on_page(query, pagination)))
    return Outbox(mails, pagination, counts, oldest if late else None)


@loads("mail_id", "mail")
def mail(organisation_id: int, mail_id: int) -> Mail | None:
    """One e-mail of the organisation."""
    return db.session.scalars(
        select(Mail).where(Mail.organisation_id == organisation_id, Mail.id == mail_id)
    ).one_or_none()
