"""A link that a part of the board gives for the board's public home."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicLink:
    """A link for readers of the board's public home; `about` says in a sentence what one finds there."""

    text: str
    href: str
    about: str = ""
