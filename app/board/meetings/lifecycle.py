"""The life of a meeting: from its call to its published minutes. A closed meeting takes nothing more."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.web.roles import Role


class State(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    PAPERS_OUT = "papers_out"
    IN_SESSION = "in_session"
    CLOSED = "closed"
    MINUTES_DRAFTED = "minutes_drafted"
    MINUTES_APPROVED = "minutes_approved"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Action(StrEnum):
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
    states=State,
    start=(State.PLANNED,),
    steps=(
        Step(State.PLANNED, Action.SEND_PAPERS, Role.BOARD_SECRETARY, State.PAPERS_OUT),
        Step(State.PLANNED, Action.CANCEL, Role.BOARD_SECRETARY, State.CANCELLED),
        Step(State.PAPERS_OUT, Action.CANCEL, Role.BOARD_SECRETARY, State.CANCELLED),
        Step(State.PAPERS_OUT, Action.OPEN, Role.BOARD_CHAIR, State.IN_SESSION),
        Step(State.IN_SESSION, Action.CLOSE, Role.BOARD_CHAIR, State.CLOSED),
        Step(State.CLOSED, Action.DRAFT_MINUTES, Role.BOARD_SECRETARY, State.MINUTES_DRAFTED),
        Step(State.MINUTES_DRAFTED, Action.APPROVE_MINUTES, Role.BOARD_CHAIR, State.MINUTES_APPROVED),
        Step(State.MINUTES_APPROVED, Action.PUBLISH_MINUTES, Role.BOARD_SECRETARY, State.PUBLISHED),
    ),
    final=frozenset({State.PUBLISHED, State.CANCELLED}),
)
# Its agenda can still change.
COMING = frozenset({State.PLANNED, State.PAPERS_OUT})
# A review on its agenda can be on no other: it is dealt with there, or carried over from there.
LIVE = COMING | {State.IN_SESSION}
# It has been held.
HELD = frozenset({State.CLOSED, State.MINUTES_DRAFTED, State.MINUTES_APPROVED, State.PUBLISHED})
