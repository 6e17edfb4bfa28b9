"""Where later parts of the board add to the queue, which knows nothing of meetings, votes and signatures.

A function added here is called once a page, for all reviews that the page's filters look at, and may
ask the database a fixed number of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from app.hooks import Hook


@dataclass(frozen=True, slots=True)
class QueueCell:
    """What a column says of one review; with `href` it is a link."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """On whom a review waits: a code of words.BLOCKED, the people's names, and how many they are."""

    code: str
    names: tuple[str, ...] = ()
    count: int = 0


ColumnSource = Callable[[int, Collection[int]], Mapping[int, QueueCell]]
BlockSource = Callable[[int, Collection[int]], Mapping[int, Blocked]]


@dataclass(frozen=True, slots=True)
class QueueColumn:
    """A column of the queue: `source(organisation_id, review_ids)` gives a cell by review id."""

    key: str
    title: LazyString
    source: ColumnSource


columns: Hook[QueueColumn] = Hook("The queue shows columns that triage knows nothing of.")
# What it gives goes before what triage itself knows, but for reviews that nobody triaged.
blocks: Hook[BlockSource] = Hook("The queue asks by review id what holds open reviews up.")


def blocks_of(organisation_id: int, review_ids: Collection[int]) -> dict[int, Blocked]:
    """What the other parts say that holds these reviews up."""
    found: dict[int, Blocked] = {}
    for source in blocks:
        found |= source(organisation_id, review_ids)
    return found
