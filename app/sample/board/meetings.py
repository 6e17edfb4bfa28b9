"""The sample board's meetings as stories: planned, called, held, taken down, approved and published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from app.board.meetings import queries
from app.board.meetings.actions import minutes as minuting
from app.board.meetings.actions.agenda import add_review
from app.board.meetings.actions.planning import MeetingInput, plan_meeting, send_papers
from app.board.meetings.actions.session import (
    AttendanceInput,
    RecordInput,
    close_meeting,
    open_meeting,
    take_attendance,
    take_down,
)
from app.board.meetings.minutes_draft import drafted
from app.board.meetings.minutes_sources import held
from app.board.meetings.models import AgendaItem, Meeting
from app.board.queries import reviews_of_use
from app.sample.board_file import SampleMeeting
from app.sample.team_work import MORNING, CannotLoad, SampleBody, Story, Team

UK = ZoneInfo("Europe/London")
LENGTH = 120
APPROVAL, CLOSING = time(19, 10), time(19, 30)  # after the advice of the day
Teams = Mapping[str, Team]


class Calendar:
    """The meetings of one board in the database, and the people who run them."""

    def __init__(self, body: SampleBody, teams: Teams, chair: str, secretary: str) -> None:
        self.body, self.teams = body, teams
        self.chair, self.secretary = chair, secretary

    @property
    def chair_id(self) -> int:
        """The chair's id."""
        return self.body.people[self.chair]

    @property
    def secretary_id(self) -> int:
        """The secretary's id."""
        return self.body.people[self.secretary]

    def meeting(self, day: date) -> Meeting:
        """The meeting of a day, as it stands now."""
        found: Meeting | None = queries.meeting(self.body.organisation_id, self.body.meetings.get(day, 0))
        if found is None:
            raise CannotLoad(f"board: no meeting on {day}")
        return found


def story_of(calendar: Calendar, given: SampleMeeting) -> Story:
    """Everything that happens around one meeting, in order."""
    story = Story()
    story.add(given.planned_on, MORNING, partial(_plan, calendar, given))
    story.add(given.papers_on, MORNING, partial(_call, calendar, given))
    if given.present:
        story.add(given.on, given.at, partial(_open, calendar, given))
        story.add(given.on, CLOSING, partial(_close, calendar, given))
    if given.drafted_on:
        story.add(given.drafted_on, MORNING, partial(_draft, calendar, given))
    if given.approved_at:
        story.add(given.approved_at, APPROVAL, partial(_approve, calendar, given, given.approved_at))
    if given.published_on:
        story.add(given.published_on, MORNING, partial(_publish, calendar, given))
    return story


def _plan(calendar: Calendar, given: SampleMeeting) -> None:
    starts = datetime.combine(given.on, given.at, UK)
    planned = plan_meeting(
        organisation_id=calendar.body.organisation_id,
        facts=MeetingInput(starts, LENGTH, given.place),
        actor_id=calendar.secretary_id,
    )
    calendar.body.meetings[given.on] = planned.id


def _call(calendar: Calendar, given: SampleMeeting) -> None:
    for file in given.reviews:
        review = reviews_of_use(calendar.teams[file].use)[0]
        add_review(meeting=calendar.meeting(given.on), review=review, actor_id=calendar.secretary_id)
    send_papers(meeting=calendar.meeting(given.on), actor_id=calendar.secretary_id)


def _open(calendar: Calendar, given: SampleMeeting) -> None:
    meeting = calendar.meeting(given.on)
    open_meeting(meeting=meeting, actor_id=calendar.chair_id)
    people = calendar.body.people
    rows = [AttendanceInput(people[key], "present") for key in given.present]
    rows += [AttendanceInput(people[key], "apologies") for key in given.apologies]
    take_attendance(
        meeting=meeting, rows=rows, guests=given.guests, seen=meeting.version, actor_id=calendar.secretary_id
    )


def _close(calendar: Calendar, given: SampleMeeting) -> None:
    meeting = calendar.meeting(given.on)
    for item in meeting.items:
        _take_down(calendar, given, meeting, item)
    close_meeting(meeting=calendar.meeting(given.on), actor_id=calendar.chair_id)


def _take_down(calendar: Calendar, given: SampleMeeting, meeting: Meeting, item: AgendaItem) -> None:
    key = _key(calendar, item)
    facts = RecordInput(
        discussion=given.said.get(key, ""),
        result="decided" if item.review_id else "noted",
        actions=given.actions.get(key, ()),
    )
    take_down(meeting=meeting, item=item, facts=facts, seen=0, actor_id=calendar.secretary_id)


def _key(calendar: Calendar, item: AgendaItem) -> str:
    if item.review is None:
        return item.kind
    use_id = item.review.submission.assessment.use_id
    return next(file for file, team in calendar.teams.items() if team.started and team.use.id == use_id)


def _draft(calendar: Calendar, given: SampleMeeting) -> None:
    meeting = calendar.meeting(given.on)
    drafts = drafted(held(meeting))
    minutes = minuting.draft_minutes(meeting=meeting, drafts=drafts, actor_id=calendar.secretary_id)
    for part in minutes.parts:
        if part.item is not None and part.item.review_id:
            private = given.private.get(_key(calendar, part.item))
            facts = minuting.PartInput(
                part.title, part.text, private.rule if private else "", private.reason if private else ""
            )
            minuting.edit_part(
                meeting=meeting, part=part, facts=facts, seen=part.version, actor_id=calendar.secretary_id
            )


def _approve(calendar: Calendar, given: SampleMeeting, later: date) -> None:
    minutes = calendar.meeting(given.on).minutes
    if minutes is None:
        raise CannotLoad(f"board: no minutes of {given.on}")
    minuting.approve_minutes(
        minutes=minutes, meeting=calendar.meeting(later), corrections="", actor_id=calendar.chair_id
    )


def _publish(calendar: Calendar, given: SampleMeeting) -> None:
    minuting.publish_minutes(meeting=calendar.meeting(given.on), actor_id=calendar.secretary_id)
