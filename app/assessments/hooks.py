"""Hooks by which higher layers add to the team's pages, which know nothing of them.

A function added here is called once a page and may ask the database a fixed number of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.hooks import Hook
from app.uses.models import UseCase
from app.web.roles import Actor


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link in the banner that says where the assessment stands."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody outside the team said to one question."""

    by: str
    at: datetime
    text: str


PointerSource = Callable[[UseCase, Actor], Sequence[Pointer]]
RemarkSource = Callable[[UseCase, Actor], Mapping[str, Sequence[Remark]]]
pointers: Hook[PointerSource] = Hook("The banner of a use's task list asks for links.")
remarks: Hook[RemarkSource] = Hook("Question pages and check answers ask for remarks by question id.")


def pointers_for(use: UseCase, actor: Actor) -> list[Pointer]:
    """Every link for the banner, in the order in which their sources were added."""
    return [pointer for source in pointers for pointer in source(use, actor)]


def remarks_for(use: UseCase, actor: Actor) -> dict[str, list[Remark]]:
    """Every remark by question id."""
    found: dict[str, list[Remark]] = {}
    for source in remarks:
        for question_id, said in source(use, actor).items():
            found.setdefault(question_id, []).extend(said)
    return found


@dataclass(frozen=True, slots=True)
class SubmissionBlocker:
    """Something that stops a submission: what to do about it, and the page (of the use) where to do it."""

    text: str
    endpoint: str
    arguments: Mapping[str, object] = field(default_factory=dict)
