"""Names as people type them: without needless spaces, and the same whatever their case. Pure."""

from __future__ import annotations

LONGEST_NAME = 200


def tidy(name: str) -> str:
    """A typed name without needless spaces, cut to what a list can show."""
    return " ".join(name.split())[:LONGEST_NAME]


def folded(name: str) -> str:
    """What makes two typed names the same: case and spaces do not count."""
    return tidy(name).casefold()[:LONGEST_NAME]
