"""The life of a review: what moves it on, and who may."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step
from app.web.roles import Role


class ReviewState(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    ADVISED = "advised"
    APPEALED = "appealed"
    RESPONDED = "responded"


class ReviewAction(StrEnum):
    """What moves a review on. A new submission always opens a new review."""

    WITHDRAW = "withdraw"
    RETURN = "return"
    ADVISE = "advise"
    APPEAL = "appeal"
    ANSWER_APPEAL = "answer_appeal"
    TAKE_APPEAL_BACK = "take_appeal_back"
    RESPOND = "respond"


REVIEW = Lifecycle(
    name="review",
    title="A review by the ethics board",
    states=ReviewState,
    start=(ReviewState.OPEN,),
    steps=(
        Step(ReviewState.OPEN, ReviewAction.WITHDRAW, Role.TEAM_MEMBER, ReviewState.WITHDRAWN),
        Step(ReviewState.OPEN, ReviewAction.RETURN, Role.BOARD_CHAIR, ReviewState.RETURNED),
        Step(ReviewState.OPEN, ReviewAction.ADVISE, Role.BOARD_CHAIR, ReviewState.ADVISED),
        Step(ReviewState.ADVISED, ReviewAction.APPEAL, Role.TEAM_MEMBER, ReviewState.APPEALED),
        Step(
            ReviewState.APPEALED,
            ReviewAction.ANSWER_APPEAL,
            (Role.BOARD_MEMBER, Role.BOARD_CHAIR),
            ReviewState.ADVISED,
        ),
        Step(
            ReviewState.APPEALED,
            ReviewAction.ADVISE,
            (Role.BOARD_MEMBER, Role.BOARD_CHAIR),
            ReviewState.ADVISED,
        ),
        Step(ReviewState.APPEALED, ReviewAction.TAKE_APPEAL_BACK, Role.TEAM_MEMBER, ReviewState.ADVISED),
        Step(ReviewState.ADVISED, ReviewAction.RESPOND, Role.ACCOUNTABLE_OWNER, ReviewState.RESPONDED),
    ),
    final=frozenset({ReviewState.WITHDRAWN, ReviewState.RETURNED, ReviewState.RESPONDED}),
)
# The team may read what the board said.
SPOKEN = frozenset({ReviewState.RETURNED, ReviewState.ADVISED, ReviewState.APPEALED, ReviewState.RESPONDED})
