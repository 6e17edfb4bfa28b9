"""Answers to the screening questions that lead to a low and to a high level."""

from __future__ import annotations

LOW = {
    "AUT-01": "information-only",
    "SCR-03": "thing",
    "SCR-04": "none",
    "SCR-05": "none",
    "SCR-06": "under-100",
    "SCR-07": "easily",
    "SCR-08": "none",
    "NON-05": "no-personal-data",
    "SCR-09": "none",
    "NON-10": "none",
    "EXP-02": "fixed-rules",
    "SCR-10": "no",
}
HIGH = {
    "SCR-02": "live",
    "AUT-01": "decides-with-confirmation",
    "SCR-04": "decisive",
    "SCR-05": "school",
    "SCR-06": "from-1000",
    "SCR-07": "with-effort",
    "SCR-08": "none",
    "NON-05": "dpia-signed-off",
    "EXP-02": "mixed",
    "SCR-10": "yes",
}
