"""How a board decided, between its frozen form and the row that keeps it, and in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.register.record import Decision
from app.vocabulary.advice import DecisionMethod, DecisionRule


def decision_data(decision: Decision) -> dict[str, Any]:
    """A decision as a row keeps it."""
    return asdict(decision) | {"rule": decision.rule.value, "method": decision.method.value}


def decision_from(data: Mapping[str, Any] | None) -> Decision | None:
    """The decision that a row keeps; None for advice from before that was kept."""
    if not data:
        return None
    coded = {"rule": DecisionRule(data["rule"]), "method": DecisionMethod(data["method"])}
    return Decision(**{**data, **coded})
