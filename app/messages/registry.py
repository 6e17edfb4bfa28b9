"""Where others register what the worker does once a day: reminders, and jobs of any other kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

DailyJob = Callable[[Session, date], int | None]


@dataclass(frozen=True, slots=True)
class Registered:
    """A job with the name under which the database remembers that it was done."""

    name: str
    run: DailyJob


_reminders: dict[str, Registered] = {}
_jobs: dict[str, Registered] = {}


def reminds(job: DailyJob) -> DailyJob:
    """Registers a reminder, run once a day in a transaction of its own; it calls `tell`.

    It takes the session and today's date, covers every organisation, and may give how much it did.
    What it tells of is the same each day, so its keys hold a date or a step, such as `overdue-12`.
    """
    _add(_reminders, job)
    return job


def daily(job: DailyJob) -> DailyJob:
    """Registers any other job that is done once a day, in the same way."""
    _add(_jobs, job)
    return job


def reminders() -> tuple[Registered, ...]:
    """Every reminder, by name."""
    return tuple(_reminders[name] for name in sorted(_reminders))


def jobs() -> tuple[Registered, ...]:
    """Every other daily job, by name."""
    return tuple(_jobs[name] for name in sorted(_jobs))


def _add(known: dict[str, Registered], job: DailyJob) -> None:
    name = f"{job.__module__.removeprefix('app.')}.{job.__name__}"
    known[name] = Registered(name, job)
