"""The life of an incident: from a report through triage to its close, and back when more is known."""

from __future__ import annotations

from enum import StrEnum

from app.lifecycle import Lifecycle, Step, Who
from app.vocabulary.labelled import Labelled
from app.web.roles import Role


class IncidentState(Labelled):
    """Where an incident stands."""

    REPORTED = "reported", "Reported", "Rhoddwyd gwybod amdano"
    TRIAGED = "triaged", "Triaged", "Brysbennwyd"
    INVESTIGATING = "investigating", "Being looked into", "Yn cael ei ystyried"
    CLOSED = "closed", "Closed", "Ar gau"
    REJECTED = "rejected", "Not an incident", "Nid yw’n ddigwyddiad"
    DUPLICATE = "duplicate", "Reported twice", "Rhoddwyd gwybod amdano ddwywaith"


class IncidentAction(StrEnum):
    """What moves an incident on."""

    TRIAGE = "triage"
    INVESTIGATE = "investigate"
    CLOSE = "close"
    REJECT = "reject"
    JOIN = "join"
    REOPEN = "reopen"


OFFICE = (Role.BOARD_SECRETARY, Role.BOARD_CHAIR)
TRIAGERS = (*OFFICE, Who.OWNER)
WORKERS = (*TRIAGERS, Who.TEAM)

INCIDENT = Lifecycle(
    name="incident",
    title="An incident",
    states=IncidentState,
    start=(IncidentState.REPORTED,),
    steps=(
        Step(IncidentState.REPORTED, IncidentAction.TRIAGE, TRIAGERS, IncidentState.TRIAGED),
        Step(IncidentState.REPORTED, IncidentAction.REJECT, TRIAGERS, IncidentState.REJECTED),
        Step(IncidentState.REPORTED, IncidentAction.JOIN, TRIAGERS, IncidentState.DUPLICATE),
        Step(IncidentState.TRIAGED, IncidentAction.TRIAGE, TRIAGERS, IncidentState.TRIAGED),
        Step(IncidentState.TRIAGED, IncidentAction.INVESTIGATE, WORKERS, IncidentState.INVESTIGATING),
        Step(IncidentState.TRIAGED, IncidentAction.CLOSE, TRIAGERS, IncidentState.CLOSED),
        Step(IncidentState.TRIAGED, IncidentAction.REJECT, TRIAGERS, IncidentState.REJECTED),
        Step(IncidentState.TRIAGED, IncidentAction.JOIN, TRIAGERS, IncidentState.DUPLICATE),
        Step(IncidentState.INVESTIGATING, IncidentAction.TRIAGE, TRIAGERS, IncidentState.INVESTIGATING),
        Step(IncidentState.INVESTIGATING, IncidentAction.CLOSE, TRIAGERS, IncidentState.CLOSED),
        Step(IncidentState.CLOSED, IncidentAction.REOPEN, TRIAGERS, IncidentState.INVESTIGATING),
        Step(IncidentState.REJECTED, IncidentAction.REOPEN, TRIAGERS, IncidentState.REPORTED),
        Step(IncidentState.DUPLICATE, IncidentAction.REOPEN, TRIAGERS, IncidentState.REPORTED),
    ),
)
