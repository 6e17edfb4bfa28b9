"""Changes that people make: reading, choosing, and sending an e-mail again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import audit
from app.database import transaction, utcnow
from app.messages.kinds import Delivery, MessageGroup, kinds_of
from app.messages.lifecycle import MailAction
from app.messages.models import Mail, Message, MessageSettings
from app.messages.outbox import move
from app.web.roles import Actor
from app.web.versions import Stale, lock_fresh


def mark(*, message: Message, read: bool) -> None:
    """Marks a message as read or as not read."""
    with transaction():
        if read != (message.read_at is not None):
            message.read_at = utcnow() if read else None


def mark_all_read(*, actor: Actor) -> int:
    """Marks every message of the person in this organisation as read; gives how many were not."""
    with transaction() as session:
        done = session.execute(
            update(Message)
            .where(
                Message.person_id == actor.person_id,
                Message.organisation_id == actor.organisation_id,
                Message.read_at.is_(None),
            )
            .values(read_at=utcnow())
        )
    return int(done.rowcount)  # type: ignore[attr-defined]


def mark_read_before(session: Session, moment: datetime) -> None:
    """Marks everybody's messages from before a moment as read when they came; for examples with a past."""
    session.execute(
        update(Message)
        .where(Message.created_at < moment, Message.read_at.is_(None))
        .values(read_at=Message.created_at)
    )


def choose(*, actor: Actor, language: str, choices: Mapping[MessageGroup, Delivery], seen: int) -> None:
    """Keeps what the person chose. What waits for a digest and is no longer wanted by e-mail stays inside.

    Raises:
        Stale: they chose in another window since; `seen` is the version of the page, 0 for none.
    """
    with transaction() as session:
        row = session.get(MessageSettings, actor.person_id, with_for_update=True, populate_existing=True)
        if (row.version if row else 0) != seen:
            raise Stale(row)
        if row is None:
            row = _first(session, actor.person_id)
        row.language = language
        row.choices = {group.value: choice.value for group, choice in choices.items()}
        session.flush()
        _take_out(session, actor.person_id, choices)
        audit.record(
            audit.AuditSubject("person", actor.person_id, actor.organisation_id),
            "messages.chosen",
            actor_id=actor.person_id,
            **row.choices,
        )


def _first(session: Session, person_id: int) -> MessageSettings:
    row = MessageSettings(person_id=person_id, language="en", choices={})
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Stale(None) from error
    return row


def _take_out(session: Session, person_id: int, choices: Mapping[MessageGroup, Delivery]) -> None:
    unwanted = [
        kind for group, choice in choices.items() if choice is Delivery.NONE for kind in kinds_of(group)
    ]
    session.execute(
        update(Message)
        .where(
            Message.person_id == person_id,
            Message.by_mail == Delivery.DAILY,
            Message.mail_id.is_(None),
            Message.kind.in_(unwanted),
        )
        .values(by_mail=Delivery.NONE.value)
    )


def send_again(*, mail: Mail, actor_id: int) -> None:
    """Puts an e-mail into the queue again that was given up, or of which nobody knows whether it left.

    Raises:
        OutOfTurn: it is in another state by now.
    """
    with transaction() as session:
        fresh = lock_fresh(session, mail)
        move(fresh, MailAction.AGAIN)
        session.flush()
        audit.record(fresh, "mail.sent_again", actor_id=actor_id)
