"""Hooks by which higher layers add links to an organisation's page, which knows nothing of them.

A function added here is called once a page and may ask the database a fixed number of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.hooks import Hook


@dataclass(frozen=True, slots=True)
class OrganisationLink:
    """A link, with a sentence on what one finds there."""

    text: str
    href: str
    about: str = ""


LinkSource = Callable[[str], Sequence[OrganisationLink]]
organisation_links: Hook[LinkSource] = Hook(
    "An organisation's page asks, by its slug, for links that everybody may follow."
)


def links_of_organisation(slug: str) -> list[OrganisationLink]:
    """Every link for the page, in the order in which their sources were added."""
    return [link for source in organisation_links for link in source(slug)]
