"""The life of an assessment as one table: from which state, by which action, by whom, to which state."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step, Who
from app.vocabulary.labelled import Labelled


class AssessmentState(Labelled):
    """Where an assessment stands."""

    DRAFT = "draft", "With the team", "Gyda’r tîm"
    SUBMITTED = "submitted", "With the ethics board", "Gyda’r bwrdd moeseg"
    RETURNED = "returned", "Returned for changes", "Wedi’i ddychwelyd i’w newid"
    ADVISED = "advised", "With the accountable owner", "Gyda’r perchennog atebol"
    RESPONDED = "responded", "Advice answered", "Y cyngor wedi’i ateb"


class AssessmentAction(StrEnum):
    """What moves an assessment on."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    ADVISE = "advise"
    RESPOND = "respond"
    REOPEN = "reopen"


ASSESSMENT = Lifecycle(
    name="assessment",
    title="An assessment",
    states=AssessmentState,
    start=(AssessmentState.DRAFT,),
    steps=(
        Step(AssessmentState.DRAFT, AssessmentAction.SUBMIT, Who.TEAM, AssessmentState.SUBMITTED),
        Step(AssessmentState.RETURNED, AssessmentAction.SUBMIT, Who.TEAM, AssessmentState.SUBMITTED),
        Step(AssessmentState.SUBMITTED, AssessmentAction.WITHDRAW, Who.TEAM, AssessmentState.DRAFT),
        Step(AssessmentState.SUBMITTED, AssessmentAction.RETURN, Who.PRESIDING, AssessmentState.RETURNED),
        Step(AssessmentState.SUBMITTED, AssessmentAction.ADVISE, Who.SIGNING, AssessmentState.ADVISED),
        Step(AssessmentState.ADVISED, AssessmentAction.RESPOND, Who.OWNER, AssessmentState.RESPONDED),
        Step(
            AssessmentState.RESPONDED, AssessmentAction.REOPEN, (Who.TEAM, Who.OWNER), AssessmentState.DRAFT
        ),
    ),
)
EDITABLE = frozenset({AssessmentState.DRAFT, AssessmentState.RETURNED})
