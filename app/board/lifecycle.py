"""The life of a review: what moves it on, and who may."""

from __future__ import annotations

from enum import StrEnum

from app.assessments.lifecycle import ASSESSMENT, AssessmentAction
from app.lifecycle import Lifecycle, Step, Who


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
        Step(ReviewState.OPEN, ReviewAction.WITHDRAW, Who.TEAM, ReviewState.WITHDRAWN),
        Step(ReviewState.OPEN, ReviewAction.RETURN, Who.PRESIDING, ReviewState.RETURNED),
        Step(ReviewState.OPEN, ReviewAction.ADVISE, Who.SIGNING, ReviewState.ADVISED),
        Step(ReviewState.ADVISED, ReviewAction.APPEAL, Who.TEAM, ReviewState.APPEALED),
        Step(ReviewState.APPEALED, ReviewAction.ANSWER_APPEAL, Who.SECOND_LOOK, ReviewState.ADVISED),
        Step(ReviewState.APPEALED, ReviewAction.ADVISE, Who.SIGNING, ReviewState.ADVISED),
        Step(ReviewState.APPEALED, ReviewAction.TAKE_APPEAL_BACK, Who.TEAM, ReviewState.ADVISED),
        Step(ReviewState.ADVISED, ReviewAction.RESPOND, Who.OWNER, ReviewState.RESPONDED),
    ),
    final=frozenset({ReviewState.WITHDRAWN, ReviewState.RETURNED, ReviewState.RESPONDED}),
    along={ReviewAction.WITHDRAW: (ASSESSMENT.name, AssessmentAction.WITHDRAW)},
)
# The team may read what the board said.
SPOKEN = frozenset({ReviewState.RETURNED, ReviewState.ADVISED, ReviewState.APPEALED, ReviewState.RESPONDED})
