"""Everything public about one use as one frozen, standard-neutral value; knows no web, database or form."""

from __future__ import annotations

from app.register.record.board import (
    AdviceOutcome,
    BoardFindings,
    Condition,
    ConditionStatus,
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
from app.register.record.values import FieldState, FieldValue, Table

__all__ = [
    "CHALLENGE_ROUTES",
    "KINDS",
    "PERSONAL_DATA",
    "PHASES",
    "SERVICE_AREAS",
    "AdviceOutcome",
    "BoardFindings",
    "ChangePart",
    "Condition",
    "ConditionStatus",
    "FieldChange",
    "FieldState",
    "FieldValue",
    "Finding",
    "FindingKind",
    "Problem",
    "ProblemCode",
    "Provenance",
    "Record",
    "RecordError",
    "ResponseOutcome",
    "ReviewState",
    "Severity",
    "Table",
    "differences",
    "find_personal_data",
    "problems",
]
