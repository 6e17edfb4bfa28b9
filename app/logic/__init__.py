"""Conditions whose answer may be unknown: their form, how they are evaluated, how files write them."""

from __future__ import annotations

from app.logic.in_files import read_condition
from app.logic.truth import All, Any, Condition, Explanation, Truth, evaluate, explain, leaves

__all__ = [
    "All",
    "Any",
    "Condition",
    "Explanation",
    "Truth",
    "evaluate",
    "explain",
    "leaves",
    "read_condition",
]
