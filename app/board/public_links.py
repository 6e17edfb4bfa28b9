"""Where the parts of the board add links to its public home, which knows none of them.

A function registered here is called once a page and may ask the database a fixed number of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicLink:
    """A link for readers of the board's public home; `about` says in a sentence what one finds there."""

    text: str
    href: str
    about: str = ""


LinkSource = Callable[[int, str], Sequence[PublicLink]]
_sources: list[LinkSource] = []


def adds_public_links(source: LinkSource) -> LinkSource:
    """Registers a function that takes an organisation's id and slug and gives links that are public now."""
    if source not in _sources:
        _sources.append(source)
    return source


def public_links(organisation_id: int, slug: str) -> list[PublicLink]:
    """Every link of everybody registered, in the order of registration."""
    return [link for source in _sources for link in source(organisation_id, slug)]
