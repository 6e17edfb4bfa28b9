"""What people type about an incident, and what the public may read of it, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

SERIOUS = frozenset({"serious", "critical"})


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """A report as sent. `contact` is how to reach the reporter; `peer_hash` tells where it came from."""

    happened: str
    happened_on: str = ""
    affected_who: str = ""
    affected: str = "unknown"
    harm: str = "unknown"
    language: str = "en"
    contact: str = ""
    peer_hash: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """What was done and learnt, and whether the public reads it: a summary, or why not."""

    done: str
    learnt: str
    publish: bool
    summary: str = ""
    withheld_because: str = ""
