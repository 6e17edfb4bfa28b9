"""When a meeting is: stored as a moment in UTC, typed and shown in the local time of the United Kingdom."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import format_date

UK = ZoneInfo("Europe/London")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|yb|yp)?", re.IGNORECASE)


def moment_of(day: date, clock: time) -> datetime:
    """The moment at which UK clocks show this day and time."""
    return datetime.combine(day, clock, UK).astimezone(UTC)


def local(moment: datetime) -> datetime:
    """The moment as UK clocks show it."""
    return moment.astimezone(UK)


def read_clock(text: str) -> time | None:
    """The time of day that a person typed, like 14:30, 2.30pm or 9am; None when it is none."""
    found = _CLOCK.fullmatch(text.strip()) if text.isascii() else None
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in ("pm", "yp") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def clock(moment: datetime) -> str:
    """The time of day, like 14:30."""
    return local(moment).strftime("%H:%M")


def clock_face(moment: datetime) -> datetime:
    """What UK clocks and calendars show, without a zone: messages write it out in each reader's language."""
    return local(moment).replace(tzinfo=None)


def local_day(moment: datetime) -> str:
    """The day in words with its weekday, like Tuesday 3 March 2027."""
    return str(format_date(local(moment).date(), "EEEE d MMMM y"))


def when(moment: datetime) -> str:
    """Day and time in words, like Tuesday 3 March 2027, 14:30."""
    return f"{local_day(moment)}, {clock(moment)}"


def short_day(moment: datetime) -> str:
    """The day in words without its weekday, like 3 March 2027."""
    return str(format_date(local(moment).date(), "d MMMM y"))
