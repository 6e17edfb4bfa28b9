"""How bad something was that went wrong."""

from __future__ import annotations

from app.vocabulary.labelled import Labelled


class IncidentSeverity(Labelled):
    """How bad an incident was."""

    MINOR = "minor", "Minor", "Mân"
    SERIOUS = "serious", "Serious", "Difrifol"
    CRITICAL = "critical", "Critical", "Critigol"
