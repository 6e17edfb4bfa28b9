"""Hooks by which higher layers add to the public entry, which knows nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.hooks import Hook
from app.register.published.entries import PublishedEntry


@dataclass(frozen=True, slots=True)
class EntryLink:
    """A link under "What you can do"."""

    text: str
    href: str


LinkSource = Callable[[PublishedEntry], Sequence[EntryLink]]
entry_links: Hook[LinkSource] = Hook("An entry's page asks for links; it is kept, so they ask no database.")


def links_for(entry: PublishedEntry) -> list[EntryLink]:
    """Every link for the page, in the order in which their sources were added."""
    return [link for source in entry_links for link in source(entry)]
