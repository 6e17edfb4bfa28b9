"""Where later parts of the board add to the queue, which knows nothing of meetings, votes and signatures.

A function registered here is called once a page, for all reviews that the page's filters look at, and may
ask the database a fixed number of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from flask_babel.speaklater import LazyString


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
_columns: dict[str, tuple[LazyString, ColumnSource]] = {}
_blocks: list[BlockSource] = []


def adds_columns(key: str, title: LazyString) -> Callable[[ColumnSource], ColumnSource]:
    """Registers a column of the queue: `f(organisation_id, review_ids)` gives a Cell by review id."""

    def register(source: ColumnSource) -> ColumnSource:
        _columns[key] = (title, source)
        return source

    return register


def adds_blocks(source: BlockSource) -> BlockSource:
    """Registers what holds open reviews up: `f(organisation_id, review_ids)` gives a Blocked by review id.

    It goes before what triage itself knows, but for reviews that nobody triaged.
    """
    if source not in _blocks:
        _blocks.append(source)
    return source


def columns() -> Mapping[str, tuple[LazyString, ColumnSource]]:
    """Every added column by its key, in the order of registration."""
    return _columns


def blocks_of(organisation_id: int, review_ids: Collection[int]) -> dict[int, Blocked]:
    """What the other parts say that holds these reviews up."""
    found: dict[int, Blocked] = {}
    for source in _blocks:
        found |= source(organisation_id, review_ids)
    return found
