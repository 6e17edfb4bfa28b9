"""What the worker does once a day: reminders, the digests, and every other registered job."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.accounts.actions import INVITATION_LIFE
from app.database import db, reading_only, transaction, utcnow
from app.messages.kinds import Delivery
from app.messages.letters import DIGEST
from app.messages.lifecycle import MAIL
from app.messages.models import JobDone, Mail, Message
from app.messages.notifications import NOT_BEFORE, new_mail
from app.messages.registry import Registered, daily, jobs, reminders
from app.settings import Settings

log = structlog.get_logger(__name__)
FAILED = "failed"
# What a mistake in a job raises: it ends that job and none of the others.
MISTAKES = (SQLAlchemyError, LookupError, ValueError, TypeError, AttributeError, RuntimeError, OSError)


def run_due(leave: Collection[str] = ()) -> dict[str, int | str]:
    """Does every daily job that was not done today; gives how much each did, or that it failed.

    Those named in `leave` are left alone this time.
    """
    now = utcnow()
    morning = _morning(now)
    due = [(each, morning) for each in reminders()]
    if now >= morning:
        due.append((Registered("messages.digest", queue_digests), now))
    due += [(each, now) for each in jobs()]
    with reading_only():
        done = set(db.session.scalars(select(JobDone.name).where(JobDone.day == now.date())))
    found: dict[str, int | str] = {}
    for job, not_before in due:
        if job.name not in done and job.name not in leave:
            came_of_it = _run(job, now.date(), not_before)
            if came_of_it is not None:
                found[job.name] = came_of_it
    return found


def _morning(now: datetime) -> datetime:
    """When today's digests leave; e-mails of reminders do not leave before it."""
    settings: Settings = current_app.extensions["candour"]
    return datetime(now.year, now.month, now.day, settings.mail.digest_hour, tzinfo=UTC)


def _run(job: Registered, today: date, not_before: datetime) -> int | str | None:
    """Does one job in a transaction of its own; None when another worker has done it."""
    try:
        with transaction() as session:
            if not _mark(session, job.name, today):
                return None
            session.info[NOT_BEFORE] = not_before
            try:
                return job.run(session, today) or 0
            finally:
                session.info.pop(NOT_BEFORE, None)
    except MISTAKES as error:
        log.error("job failed", job=job.name, exc_info=error)
        return FAILED


def _mark(session: Session, name: str, today: date) -> bool:
    """Marks the job as done today, which another worker at the same moment has to wait for and cannot."""
    try:
        with session.begin_nested():
            session.add(JobDone(name=name, day=today))
    except (IntegrityError, OperationalError):  # it is done, or at this moment being done
        return False
    return True


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


@daily
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
