"""Minutes as the public sees them: an explicit list of what goes out, and of what is withheld and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from app.board.meetings.models import Meeting, Minutes, MinutesPart


@dataclass(frozen=True, slots=True)
class PublishedPart:
    """One part. Of a withheld one there are only `rule` (a code of private_rules.yaml) and `reason`."""

    title: str = ""
    text: str = ""
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PublishedMinutes:
    """The minutes of one meeting without private parts and without names; `starts_at` in UTC."""

    starts_at: datetime
    place: str
    guests: tuple[str, ...]
    parts: tuple[PublishedPart, ...]
    approved_on: date | None
    corrections: str

    def to_data(self) -> dict[str, Any]:
        """The minutes as JSON values."""
        return {
            "starts_at": self.starts_at.isoformat(),
            "place": self.place,
            "guests": list(self.guests),
            "parts": [asdict(part) for part in self.parts],
            "approved_on": self.approved_on.isoformat() if self.approved_on else "",
            "corrections": self.corrections,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> PublishedMinutes:
        """Reads what `to_data` gave."""
        return cls(
            starts_at=datetime.fromisoformat(data["starts_at"]),
            place=data["place"],
            guests=tuple(data["guests"]),
            parts=tuple(PublishedPart(**part) for part in data["parts"]),
            approved_on=date.fromisoformat(data["approved_on"]) if data["approved_on"] else None,
            corrections=data["corrections"],
        )


def published_minutes(meeting: Meeting, minutes: Minutes) -> PublishedMinutes:
    """What the public sees of approved minutes."""
    return PublishedMinutes(
        starts_at=meeting.starts_at,
        place=meeting.place,
        guests=tuple(line.strip() for line in meeting.guests.splitlines() if line.strip()),
        parts=tuple(_part(part) for part in minutes.parts),
        approved_on=minutes.approved_at.date() if minutes.approved_at else None,
        corrections=minutes.corrections,
    )


def _part(part: MinutesPart) -> PublishedPart:
    if part.private_rule:
        return PublishedPart(rule=part.private_rule, reason=part.private_reason)
    return PublishedPart(title=part.title, text=part.text)
