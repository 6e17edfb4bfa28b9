"""Everything public about one use as one frozen, standard-neutral value; knows no web, database or form."""

from __future__ import annotations

from app.register.record.after_review import Pause, PublicConfirmation, PublicIncident, UnderReview
from app.register.record.board import BoardFindings, Decision, PublicAppeal, PublicCondition, PublicPoint
from app.register.record.changes import FieldChange, differences
from app.register.record.core import Provenance, Record
from app.register.record.json_reader import RecordError
from app.register.record.part_model import ChangePart
from app.register.record.values import FieldState, FieldValue, Table

__all__ = [
    "BoardFindings",
    "ChangePart",
    "Decision",
    "FieldChange",
    "FieldState",
    "FieldValue",
    "Pause",
    "Provenance",
    "PublicAppeal",
    "PublicCondition",
    "PublicConfirmation",
    "PublicIncident",
    "PublicPoint",
    "Record",
    "RecordError",
    "Table",
    "UnderReview",
    "differences",
]
