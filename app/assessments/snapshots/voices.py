"""Voices as frozen values, as a submission keeps them; knows no web and no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """A voice as it stood; `heard_on` is an ISO date or empty."""

    id: int
    who: str
    how_many: int | None
    heard_on: str
    how: str
    said: str
    changed: str
    response: str
    is_public: bool


def voice_from_data(data: Mapping[str, Any]) -> VoiceFacts:
    """Reads what `dataclasses.asdict` gave."""
    return VoiceFacts(**data)
