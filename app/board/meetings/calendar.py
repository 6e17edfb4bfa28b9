"""A meeting as a file for people's own calendars (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.board.meetings.lifecycle import MeetingState
from app.board.meetings.models import Meeting

MIMETYPE = "text/calendar"
_LONGEST = 75  # bytes of a line, RFC 5545 section 3.1


def calendar_file(meeting: Meeting, *, title: str, address: str, host: str) -> str:
    """The meeting as an event. `address` is its page, `host` makes its identifier unique in the world."""
    ends = meeting.starts_at + timedelta(minutes=meeting.length_minutes)
    description = "\n\n".join(filter(None, (meeting.note, meeting.online_link, address)))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Candour//Board meetings//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:meeting-{meeting.id}@{host}",
        f"DTSTAMP:{_utc(meeting.created_at)}",
        f"DTSTART:{_utc(meeting.starts_at)}",
        f"DTEND:{_utc(ends)}",
        f"SEQUENCE:{meeting.version}",
        f"STATUS:{'CANCELLED' if meeting.state == MeetingState.CANCELLED else 'CONFIRMED'}",
        f"SUMMARY:{_escaped(title)}",
        f"LOCATION:{_escaped(meeting.place or meeting.online_link)}",
        f"DESCRIPTION:{_escaped(description)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return plain.replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, no character cut in two."""
    piece, start = "", ""
    for character in line:
        if len(f"{start}{piece}{character}".encode()) > _LONGEST:
            yield start + piece
            piece, start = "", " "
        piece += character
    yield start + piece
