"""The worker: looks again and again for what is due and does it, until it is told to stop."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from types import FrameType

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.database import db, utcnow
from app.jobs.daily import FAILED, run_due
from app.jobs.registry import queued_work

log = structlog.get_logger(__name__)
PAUSE = 15  # seconds between two looks
REST = timedelta(hours=1)  # of a daily job that failed


@dataclass(frozen=True, slots=True)
class WorkerReport:
    """What one look did: e-mails by the state that they came to, daily jobs by name."""

    mails: dict[str, int] = field(default_factory=dict)
    jobs: dict[str, int | str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether a daily job failed; an e-mail that is tried again is no failure of the worker."""
        return FAILED in self.jobs.values()


def work_once(leave: Collection[str] = ()) -> WorkerReport:
    """Does all that is due now, but the daily jobs named in `leave`."""
    jobs = run_due(leave)
    mails: Counter[str] = Counter()
    for do_queued in queued_work:
        mails.update(do_queued())
    db.session.remove()
    return WorkerReport(dict(sorted(mails.items())), jobs)


def work(stop: Event, *, parent: int | None = None) -> None:
    """Does what is due until `stop` is set, or the process `parent`, which started this one, is gone."""
    log.info("worker started", process=os.getpid())
    failed: dict[str, datetime] = {}
    while _goes_on(stop, parent):
        try:
            report = work_once([name for name, at in failed.items() if utcnow() - at < REST])
        except SQLAlchemyError as error:  # the database may be back at the next look
            db.session.rollback()
            log.warning("worker could not work", error=type(error).__name__)
        else:
            failed |= {name: utcnow() for name, came in report.jobs.items() if came == FAILED}
            if report.mails or report.jobs:
                log.info("worked", mails=report.mails, jobs=report.jobs)
        for _second in range(PAUSE):
            if not _goes_on(stop, parent) or stop.wait(1):
                break


def _goes_on(stop: Event, parent: int | None) -> bool:
    return not stop.is_set() and parent in (None, os.getppid())


def stop_on_signals() -> Event:
    """An event that SIGTERM and SIGINT set, so that what was begun is finished first."""
    stop = Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    return stop
