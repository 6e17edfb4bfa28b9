"""Everything public about one use as one frozen, standard-neutral value; knows no web, database or form."""

from __future__ import annotations

from app.register.record.board import (
    UNMET,
    AdviceOutcome,
    Appeal,
    AppealOutcome,
    BoardFindings,
    Condition,
    ConditionStatus,
    Decision,
    DecisionMethod,
    DecisionRule,
    Point,
    ResponseOutcome,
    ReviewState,
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
from app.register.record.personal_data import Finding, FindingKind, find_personal_data
from app.register.record.problems import Problem, ProblemCode, Severity, problems
from app.register.record.reading import RecordError
from app.register.record.upkeep import Confirmation, Incident, IncidentSeverity, Pause, UnderReview
from app.register.record.values import FieldState, FieldValue, Table

__all__ = [
    "CHALLENGE_ROUTES",
    "KINDS",
    "PERSONAL_DATA",
    "PHASES",
    "SERVICE_AREAS",
    "UNMET",
    "AdviceOutcome",
    "Appeal",
    "AppealOutcome",
    "BoardFindings",
    "ChangePart",
    "Condition",
    "ConditionStatus",
    "Confirmation",
    "Decision",
    "DecisionMethod",
    "DecisionRule",
    "FieldChange",
    "FieldState",
    "FieldValue",
    "Finding",
    "FindingKind",
    "Incident",
    "IncidentSeverity",
    "Pause",
    "Point",
    "Problem",
    "ProblemCode",
    "Provenance",
    "Record",
    "RecordError",
    "ResponseOutcome",
    "ReviewState",
    "Severity",
    "Table",
    "UnderReview",
    "differences",
    "find_personal_data",
    "problems",
]
