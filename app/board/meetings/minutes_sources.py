"""Gathers what the minutes of a closed meeting are drafted from."""

from __future__ import annotations

from app.board.configuration.queries import configuration
from app.board.meetings import earlier_meetings
from app.board.meetings.decisions import decided_at
from app.board.meetings.minutes_draft import HeldMeeting
from app.board.meetings.models import Meeting
from app.board.meetings.people import quorum_for, seats


def held(meeting: Meeting, language: str = "en") -> HeldMeeting:
    """Everything about a meeting that its minutes tell, to be drafted in a language."""
    members = seats(meeting.organisation_id).member_ids
    return HeldMeeting(
        meeting=meeting,
        members=members,
        quorum=quorum_for(meeting, members, configuration(meeting.organisation_id).quorum, None),
        decided=decided_at(meeting),
        approved=earlier_meetings.minutes_approved_at(meeting),
        arising=earlier_meetings.matters_arising(meeting),
        language=language,
    )
