"""Hooks by which higher layers add links to an organisation's page, which knows nothing of them.

A function registered here is called once a page and may ask the database a fixed number of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationLink:
    """A link, with a sentence on what one finds there."""

    text: str
    href: str
    about: str = ""


LinkSource = Callable[[str], Sequence[OrganisationLink]]
_sources: list[LinkSource] = []


def adds_organisation_links(source: LinkSource) -> LinkSource:
    """Registers a function that takes an organisation's slug and gives links that everybody may follow."""
    if source not in _sources:
        _sources.append(source)
    return source


def organisation_links(slug: str) -> list[OrganisationLink]:
    """Every link of everybody registered, in the order of registration."""
    return [link for source in _sources for link in source(slug)]
