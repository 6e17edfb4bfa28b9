"""The life of a meeting: from its call to its published minutes. A closed meeting takes nothing more."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.vocabulary.labelled import Labelled
from app.web.roles import Role


class MeetingState(Labelled):
    """Where a meeting stands."""

    PLANNED = "planned", "Planned", "Ar y gweill"
    PAPERS_OUT = "papers_out", "Papers are out", "Mae’r papurau wedi’u hanfon"
    IN_SESSION = "in_session", "In session", "Yn cael ei gynnal"
    CLOSED = "closed", "Closed", "Ar gau"
    MINUTES_DRAFTED = "minutes_drafted", "Minutes drafted", "Cofnodion wedi’u drafftio"
    MINUTES_APPROVED = "minutes_approved", "Minutes approved", "Cofnodion wedi’u cymeradwyo"
    PUBLISHED = "published", "Minutes published", "Cofnodion wedi’u cyhoeddi"
    CANCELLED = "cancelled", "Cancelled", "Wedi’i ganslo"


class MeetingAction(StrEnum):
    """What moves a meeting on. Its minutes are approved at a later meeting."""

    SEND_PAPERS = "send_papers"
    CANCEL = "cancel"
    OPEN = "open"
    CLOSE = "close"
    DRAFT_MINUTES = "draft_minutes"
    APPROVE_MINUTES = "approve_minutes"
    PUBLISH_MINUTES = "publish_minutes"


MEETING = Lifecycle(
    name="meeting",
    title="A meeting of the board",
    states=MeetingState,
    start=(MeetingState.PLANNED,),
    steps=(
        Step(MeetingState.PLANNED, MeetingAction.SEND_PAPERS, Role.BOARD_SECRETARY, MeetingState.PAPERS_OUT),
        Step(MeetingState.PLANNED, MeetingAction.CANCEL, Role.BOARD_SECRETARY, MeetingState.CANCELLED),
        Step(MeetingState.PAPERS_OUT, MeetingAction.CANCEL, Role.BOARD_SECRETARY, MeetingState.CANCELLED),
        Step(MeetingState.PAPERS_OUT, MeetingAction.OPEN, Role.BOARD_CHAIR, MeetingState.IN_SESSION),
        Step(MeetingState.IN_SESSION, MeetingAction.CLOSE, Role.BOARD_CHAIR, MeetingState.CLOSED),
        Step(
            MeetingState.CLOSED,
            MeetingAction.DRAFT_MINUTES,
            Role.BOARD_SECRETARY,
            MeetingState.MINUTES_DRAFTED,
        ),
        Step(
            MeetingState.MINUTES_DRAFTED,
            MeetingAction.APPROVE_MINUTES,
            Role.BOARD_CHAIR,
            MeetingState.MINUTES_APPROVED,
        ),
        Step(
            MeetingState.MINUTES_APPROVED,
            MeetingAction.PUBLISH_MINUTES,
            Role.BOARD_SECRETARY,
            MeetingState.PUBLISHED,
        ),
    ),
    final=frozenset({MeetingState.PUBLISHED, MeetingState.CANCELLED}),
)
# Its agenda can still change.
COMING = frozenset({MeetingState.PLANNED, MeetingState.PAPERS_OUT})
# A review on its agenda can be on no other: it is dealt with there, or carried over from there.
LIVE = COMING | {MeetingState.IN_SESSION}
# It has been held.
HELD = frozenset(
    {MeetingState.CLOSED, MeetingState.MINUTES_DRAFTED, MeetingState.MINUTES_APPROVED, MeetingState.PUBLISHED}
)
