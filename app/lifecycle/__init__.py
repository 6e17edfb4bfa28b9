"""Every life as one table, what it refuses, and its picture for the docs."""

from __future__ import annotations

from app.lifecycle.access import by_table
from app.lifecycle.refusals import note_refusal
from app.lifecycle.table import Lifecycle, OutOfTurn, Step, Who

__all__ = ["Lifecycle", "OutOfTurn", "Step", "Who", "by_table", "note_refusal"]
