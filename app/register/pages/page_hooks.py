"""Hooks by which higher layers add to the public entry, which knows nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.register.published.entries import PublishedEntry


@dataclass(frozen=True, slots=True)
class EntryLink:
    """A link under "What you can do"."""

    text: str
    href: str


LinkSource = Callable[[PublishedEntry], Sequence[EntryLink]]
_links: list[LinkSource] = []


def adds_entry_links(source: LinkSource) -> LinkSource:
    """Registers a function that gives links for an entry's page; the page is kept, so it asks no database."""
    if source not in _links:
        _links.append(source)
    return source


def links_for(entry: PublishedEntry) -> list[EntryLink]:
    """Every link for the page, in the order of registration."""
    return [link for source in _links for link in source(entry)]
