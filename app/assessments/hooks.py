"""Hooks by which higher layers add to the team's pages, which know nothing of them.

A function registered here is called once a page and may ask the database a fixed number of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.questionnaire.model import Level
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
_pointers: list[PointerSource] = []
_remarks: list[RemarkSource] = []


def adds_pointers(source: PointerSource) -> PointerSource:
    """Registers a function that gives links for the banner of a use's task list."""
    if source not in _pointers:
        _pointers.append(source)
    return source


def adds_remarks(source: RemarkSource) -> RemarkSource:
    """Registers a function that gives remarks by question id, shown on question pages and check answers."""
    if source not in _remarks:
        _remarks.append(source)
    return source


def pointers_for(use: UseCase, actor: Actor) -> list[Pointer]:
    """Every link for the banner, in the order of registration."""
    return [pointer for source in _pointers for pointer in source(use, actor)]


def remarks_for(use: UseCase, actor: Actor) -> dict[str, list[Remark]]:
    """Every remark by question id."""
    found: dict[str, list[Remark]] = {}
    for source in _remarks:
        for question_id, remarks in source(use, actor).items():
            found.setdefault(question_id, []).extend(remarks)
    return found


@dataclass(frozen=True, slots=True)
class SubmissionBlocker:
    """Something that stops a submission: what to do about it, and the page (of the use) where to do it."""

    text: str
    endpoint: str
    arguments: Mapping[str, object] = field(default_factory=dict)


SubmissionBlockerSource = Callable[[UseCase, Level], Sequence[SubmissionBlocker]]
_hurdles: list[SubmissionBlockerSource] = []


def adds_submission_blockers(source: SubmissionBlockerSource) -> SubmissionBlockerSource:
    """Registers a function that tells what stops a submission at the level that the answers may come to."""
    if source not in _hurdles:
        _hurdles.append(source)
    return source


def submission_blockers(use: UseCase, level: Level) -> tuple[SubmissionBlocker, ...]:
    """Everything of which somebody registered says that it stops the submission."""
    return tuple(hurdle for source in _hurdles for hurdle in source(use, level))
