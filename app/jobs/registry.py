"""Where packages register what the worker does: queued work at every look, other work once a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.hooks import Hook

DailyJob = Callable[[Session, date], int | None]
queued_work: Hook[Callable[[], Mapping[str, int]]] = Hook(
    "The worker looks for work: does what is queued, and gives how much came to which state."
)


@dataclass(frozen=True, slots=True)
class Registered:
    """A job with the name under which the database remembers that it was done."""

    name: str
    run: DailyJob


_reminders: dict[str, Registered] = {}
_digests: dict[str, Registered] = {}
_jobs: dict[str, Registered] = {}


def reminds(job: DailyJob) -> DailyJob:
    """Registers a reminder, run once a day in a transaction of its own; it tells people of something.

    It takes the session and today's date, covers every organisation, and may give how much it did.
    What it tells of is the same each day, so its keys hold a date or a step, such as `overdue-12`.
    """
    return _add(_reminders, job)


def digests(job: DailyJob) -> DailyJob:
    """Registers what gathers the day's messages: after the reminders, from the hour of digests on."""
    return _add(_digests, job)


def daily(job: DailyJob) -> DailyJob:
    """Registers any other job that is done once a day, in the same way."""
    return _add(_jobs, job)


def reminders() -> tuple[Registered, ...]:
    """Every reminder, by name."""
    return _by_name(_reminders)


def gatherers() -> tuple[Registered, ...]:
    """Everything that gathers the day's messages, by name."""
    return _by_name(_digests)


def jobs() -> tuple[Registered, ...]:
    """Every other daily job, by name."""
    return _by_name(_jobs)


def _by_name(known: Mapping[str, Registered]) -> tuple[Registered, ...]:
    return tuple(known[name] for name in sorted(known))


def _add(known: dict[str, Registered], job: DailyJob) -> DailyJob:
    name = f"{job.__module__.removeprefix('app.')}.{job.__name__}"
    known[name] = Registered(name, job)
    return job
