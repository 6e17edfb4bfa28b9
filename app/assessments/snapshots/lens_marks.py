"""Marks as frozen values, as a submission keeps them; knows no web and no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """One mark as it stood; `harm_id` leads to a harm of the same snapshot, `harm` is its title."""

    id: int
    lens: str
    dimension: str
    effect: str
    directness: str
    who: str
    text: str
    evidence: str
    harm_id: int | None
    harm: str
    accepted_reason: str
    is_public: bool

    @property
    def is_open(self) -> bool:
        """Whether harm is done and nobody says what is made of it."""
        return self.effect == "harmed" and self.harm_id is None and not self.accepted_reason.strip()


def mark_from_data(data: Mapping[str, Any]) -> MarkFacts:
    """Reads what `dataclasses.asdict` gave."""
    return MarkFacts(**data)
