"""Places where the floors above add to the team's pages, which know nothing of them.

A function registered here is called once a page and may ask the database a fixed number of statements.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, not_, or_, true

from app.assessments.models import UseCase
from app.questionnaire.model import Level
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


@dataclass(frozen=True, slots=True)
class AccessBlock:
    """Something that closes a use to people whose role would open it, such as an interest in it.

    `why` gives the sentence for one use or None; `shut` the same as SQL, in queries that join UseCase and
    Assessment; `people` the ids of those whom nobody should call into the talk about a use.
    """

    why: Callable[[UseCase, Actor], str | None]
    shut: Callable[[Actor], ColumnElement[bool]]
    people: Callable[[UseCase], Collection[int]]


_bars: list[AccessBlock] = []


def blocks_access(bar: AccessBlock) -> AccessBlock:
    """Registers a bar; it is asked about nobody's own use."""
    if bar not in _bars:
        _bars.append(bar)
    return bar


def barred(use: UseCase, actor: Actor) -> str | None:
    """Why the use is closed to the actor, who is not of its team; None when nothing closes it."""
    return next((reason for bar in _bars if (reason := bar.why(use, actor))), None)


def not_barred(actor: Actor) -> ColumnElement[bool]:
    """Of uses joined with their assessments, those that nothing closes to the actor."""
    return not_(or_(*(bar.shut(actor) for bar in _bars))) if _bars else true()


def barred_people(use: UseCase) -> set[int]:
    """Ids of the people to whom something closes the use for good."""
    return {person_id for bar in _bars for person_id in bar.people(use)}
