"""Everything public about one use as one frozen, standard-neutral value; knows no web, database or form."""

from __future__ import annotations

from app.register.record.after_review import (
    IncidentSeverity,
    Pause,
    PublicConfirmation,
    PublicIncident,
    UnderReview,
)
from app.register.record.board import (
    UNMET,
    AdviceOutcome,
    AppealOutcome,
    BoardFindings,
    ConditionStatus,
    Decision,
    DecisionMethod,
    DecisionRule,
    PublicAppeal,
    PublicCondition,
    PublicPoint,
    PublicReviewState,
    ResponseOutcome,
)
from app.register.record.changes import ChangePart, FieldChange, differences
from app.register.record.core import (
    CHALLENGE_ROUTES,
    KINDS,
    PERSONAL_DATA,
    PHASES,
    SERVICE_AREAS,
    Provenance,
    Record,
)
from app.register.record.json_reader import RecordError
from app.register.record.values import FieldState, FieldValue, Table

__all__ = [
    "CHALLENGE_ROUTES",
    "KINDS",
    "PERSONAL_DATA",
    "PHASES",
    "SERVICE_AREAS",
    "UNMET",
    "AdviceOutcome",
    "AppealOutcome",
    "BoardFindings",
    "ChangePart",
    "ConditionStatus",
    "Decision",
    "DecisionMethod",
    "DecisionRule",
    "FieldChange",
    "FieldState",
    "FieldValue",
    "IncidentSeverity",
    "Pause",
    "Provenance",
    "PublicAppeal",
    "PublicCondition",
    "PublicConfirmation",
    "PublicIncident",
    "PublicPoint",
    "PublicReviewState",
    "Record",
    "RecordError",
    "ResponseOutcome",
    "Table",
    "UnderReview",
    "differences",
]
