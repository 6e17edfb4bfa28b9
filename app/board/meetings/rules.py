"""Who may do what at a meeting; each state takes its own changes and a closed meeting takes none."""

from __future__ import annotations

from flask_babel import gettext as _

from app.board.interests.standing import ReviewStanding
from app.board.meetings.lifecycle import COMING, MEETING, MeetingAction, MeetingState
from app.board.meetings.models import ActionPoint, AgendaItem, Meeting, Minutes, MinutesPart
from app.board.meetings.people import declared_for, may_read
from app.board.meetings.times import clock, local_day
from app.lifecycle import by_table
from app.web.access import roles
from app.web.roles import BOARD, Actor, Role


def why_not(meeting: Meeting) -> str:
    """The sentence that says why a meeting in this state takes nothing of what was sent."""
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting is cancelled. Nothing was changed.")
    if meeting.state == MeetingState.IN_SESSION:
        return _("This meeting is in session, so its agenda stands. Nothing was changed.")
    if meeting.state in COMING:
        return _("This meeting has not been opened yet. Nothing was changed.")
    if meeting.closed_at is None:
        return _("This meeting does not take that now. Nothing was changed.")
    return _(
        "This meeting was closed on %(day)s at %(time)s. Nothing was changed.",
        day=local_day(meeting.closed_at),
        time=clock(meeting.closed_at),
    )


def _coming(actor: Actor, meeting: Meeting, **_others: object) -> str | None:
    return None if meeting.state in COMING else why_not(meeting)


def _planned(actor: Actor, meeting: Meeting, **_others: object) -> str | None:
    if meeting.state == MeetingState.PLANNED:
        return None
    if meeting.state == MeetingState.PAPERS_OUT:
        return _("The papers of this meeting are out already. Nothing was changed.")
    return why_not(meeting)


def _papers_out(actor: Actor, meeting: Meeting, **_others: object) -> str | None:
    if meeting.state == MeetingState.PAPERS_OUT:
        return None
    if meeting.state == MeetingState.PLANNED:
        return _("Send out the papers first, then the meeting can be opened. Nothing was changed.")
    if meeting.state == MeetingState.IN_SESSION:
        return _("This meeting is open already. Nothing was changed.")
    return why_not(meeting)


def _in_session(actor: Actor, meeting: Meeting, **_others: object) -> str | None:
    return None if meeting.state == MeetingState.IN_SESSION else why_not(meeting)


def _closed(actor: Actor, meeting: Meeting, **_others: object) -> str | None:
    if meeting.state == MeetingState.CLOSED:
        return None
    if meeting.state in (*COMING, MeetingState.IN_SESSION, MeetingState.CANCELLED):
        return _("Minutes are drafted once the meeting is closed. Nothing was changed.")
    return _("The minutes of this meeting are drafted already. Nothing was changed.")


def _drafted(actor: Actor, meeting: Meeting, **_others: object) -> str | None:
    if meeting.state == MeetingState.MINUTES_DRAFTED:
        return None
    if meeting.state in (MeetingState.MINUTES_APPROVED, MeetingState.PUBLISHED):
        return _("These minutes are approved, so they no longer change. Nothing was changed.")
    return _("There are no minutes of this meeting yet. Nothing was changed.")


def _approved(actor: Actor, meeting: Meeting, **_others: object) -> str | None:
    if meeting.state == MeetingState.MINUTES_APPROVED:
        return None
    if meeting.state == MeetingState.PUBLISHED:
        return _("These minutes are published already. Nothing was changed.")
    return _("Minutes are published once a later meeting has approved them. Nothing was changed.")


def _later(actor: Actor, meeting: Meeting, minutes: Minutes, **_others: object) -> str | None:
    if minutes.meeting.starts_at >= meeting.starts_at:
        return _("Only a later meeting can approve these minutes. Nothing was changed.")
    if minutes.meeting.state != MeetingState.MINUTES_DRAFTED:
        return _("These minutes are approved already. Nothing was changed.")
    return None


def _readable(actor: Actor, meeting: Meeting, **_others: object) -> str | None:
    if meeting.state != MeetingState.PLANNED or actor.has(Role.BOARD_CHAIR, Role.BOARD_SECRETARY):
        return None
    return _("The papers of this meeting are not out yet. You will be told when they are.")


def _has_minutes(actor: Actor, meeting: Meeting, **_others: object) -> str | None:
    if meeting.minutes is not None:
        return None
    return _("There are no minutes of this meeting yet.")


def _of_this_meeting(
    actor: Actor,
    meeting: Meeting,
    item: AgendaItem | None = None,
    part: MinutesPart | None = None,
    **_others: object,
) -> str | None:
    wrong = (item is not None and item.meeting_id != meeting.id) or (
        part is not None and part.minutes.meeting_id != meeting.id
    )
    return _("This belongs to another meeting. Nothing was changed.") if wrong else None


def _takes_part(
    actor: Actor, item: AgendaItem | None = None, part: MinutesPart | None = None, **_others: object
) -> str | None:
    """Whoever has an interest in an item leaves for it, and does not read what was said."""
    about = item if item is not None else part.item if part is not None else None
    if about is None or may_read(about, actor.person_id, declared_for([about])) is not ReviewStanding.RECUSED:
        return None
    return _("You have an interest in this item, so somebody else takes it down. Nothing was changed.")


def _of_a_held_meeting(actor: Actor, action: ActionPoint, **_others: object) -> str | None:
    if action.item.meeting.state not in (*COMING, MeetingState.IN_SESSION, MeetingState.CANCELLED):
        return None
    return _("Close the meeting first, then you can say how its actions stand. Nothing was changed.")


_SECRETARY, _CHAIR = roles(Role.BOARD_SECRETARY), roles(Role.BOARD_CHAIR)
_BOTH = roles(Role.BOARD_SECRETARY, Role.BOARD_CHAIR)
READ = roles(*BOARD)
PAPERS = READ.where("once the papers are out", _readable)
MINUTES = READ.where("once there are minutes", _has_minutes)
PLAN = _SECRETARY
AGENDA = _SECRETARY.where("before the meeting", _coming).where("of this meeting", _of_this_meeting)
CARRY_OVER = _SECRETARY.where("before the meeting", _coming)
CANCEL = by_table(AGENDA, MEETING, MeetingAction.CANCEL)
SEND_PAPERS = by_table(_SECRETARY.where("while it is planned", _planned), MEETING, MeetingAction.SEND_PAPERS)
OPEN = by_table(_CHAIR.where("once the papers are out", _papers_out), MEETING, MeetingAction.OPEN)
SESSION = _BOTH.where("while it is in session", _in_session)
TAKE_DOWN = SESSION.where("of this meeting", _of_this_meeting).where("without an interest in it", _takes_part)
CLOSE = by_table(_CHAIR.where("while it is in session", _in_session), MEETING, MeetingAction.CLOSE)
DRAFT = by_table(_SECRETARY.where("once it is closed", _closed), MEETING, MeetingAction.DRAFT_MINUTES)
EDIT = (
    _SECRETARY.where("until the minutes are approved", _drafted)
    .where("of this meeting", _of_this_meeting)
    .where("without an interest in it", _takes_part)
)
APPROVE = by_table(
    _CHAIR.where("while it is in session", _in_session).where("of an earlier meeting", _later),
    MEETING,
    MeetingAction.APPROVE_MINUTES,
)
PUBLISH = by_table(
    _SECRETARY.where("once the minutes are approved", _approved), MEETING, MeetingAction.PUBLISH_MINUTES
)
ACTION = _BOTH.where("of a meeting that was held", _of_a_held_meeting)
