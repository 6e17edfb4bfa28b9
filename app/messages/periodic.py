"""What messages need once a day: the digests, and deleting what is old."""

from __future__ import annotations

from datetime import date, timedelta

from flask import current_app
from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from app.accounts.actions import INVITATION_LIFE
from app.database import utcnow
from app.jobs.models import JobDone
from app.messages.kinds import Delivery
from app.messages.letters import DIGEST
from app.messages.lifecycle import MAIL
from app.messages.models import Mail, Message
from app.messages.notifications import new_mail
from app.settings import Settings


def queue_digests(session: Session, today: date) -> int:
    """Gathers each person's waiting messages into one e-mail for each organisation; gives how many.

    What was read inside meanwhile needs no e-mail any more.
    """
    waiting = Message.by_mail == Delivery.DAILY, Message.mail_id.is_(None)
    session.execute(
        update(Message)
        .where(*waiting, Message.read_at.is_not(None))
        .values(by_mail=Delivery.NONE.value)
        .execution_options(synchronize_session=False)
    )
    rows = session.scalars(
        select(Message).where(*waiting).order_by(Message.person_id, Message.organisation_id, Message.id)
    )
    mails: dict[tuple[int, int], Mail] = {}
    for message in rows:
        whose = (message.person_id, message.organisation_id)
        if whose not in mails:
            mails[whose] = new_mail(session, message.organisation_id, DIGEST, message.person_id)
            mails[whose].day = today
            session.add(mails[whose])
        message.mail = mails[whose]
    session.flush()
    return len(mails)


def delete_old(session: Session, today: date) -> int:
    """Deletes messages past their time, read or not, and what is left of their e-mails; gives how many."""
    settings: Settings = current_app.extensions["candour"]
    since = utcnow() - timedelta(days=settings.mail.keep_months * 365 // 12)
    deleted = session.execute(delete(Message).where(Message.created_at < since))
    session.execute(
        delete(Mail).where(
            Mail.queued_at < since,
            Mail.state.in_(MAIL.final),
            ~exists().where(Message.mail_id == Mail.id),
        )
    )
    session.execute(
        update(Mail)
        .where(Mail.private.is_not(None), Mail.queued_at < utcnow() - INVITATION_LIFE)
        .values(address="", private=None)
    )
    session.execute(delete(JobDone).where(JobDone.day < today - timedelta(days=90)))
    return int(deleted.rowcount)  # type: ignore[attr-defined]
