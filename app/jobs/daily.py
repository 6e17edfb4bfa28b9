"""What the worker does once a day: each job in a transaction of its own, by one worker only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

import structlog
from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.database import db, reading_only, transaction, utcnow
from app.jobs.models import JobDone
from app.jobs.registry import Registered, gatherers, jobs, reminders
from app.settings import Settings

log = structlog.get_logger(__name__)
NOT_BEFORE = "mail_not_before"  # in session.info: when e-mails of this transaction may leave at the earliest
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
        due += [(each, now) for each in gatherers()]
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
