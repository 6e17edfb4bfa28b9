"""The list of what is due: open triggers with filters, and uses whose date comes soon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Response
from sqlalchemy import ColumnElement, Select, case, func, or_, select

from app.accounts.models import Person
from app.assessments.models import Assessment
from app.board.review_again.facts import RoundStanding
from app.board.review_again.kinds import all_kinds
from app.board.review_again.lifecycle import TriggerState
from app.board.review_again.models import Trigger
from app.board.review_again.queries import months_of, standings
from app.database import db
from app.uses.models import UseCase, UseMember
from app.web.lists import ListAddress, ListFilter, csv_download, on_page
from app.web.pagination import Pagination
from app.web.roles import BOARD, Actor

SOON = timedelta(days=92)
MOST_COMING = 50
HEADINGS = ("use_id", "use", "owner", "kind", "raised_on", "due_on", "late", "stage")


@dataclass(frozen=True, slots=True)
class DueRow:
    """One open trigger."""

    use_id: int
    name: str
    owner: str | None
    kind: str
    raised_at: datetime
    due_on: date
    stage: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A use whose date to look again comes soon."""

    standing: RoundStanding
    due_on: date


class DueAddress(ListAddress):
    """One kind or all, only what is late or all, a page."""

    parts = (ListFilter("kind", lambda kind: kind in all_kinds()), ListFilter("late", ("yes",)))


@dataclass(frozen=True, slots=True)
class DueList:
    """A page of rows, how many there are of each kind and how many are late, and what comes soon."""

    rows: tuple[DueRow, ...]
    pagination: Pagination
    counts: Mapping[str, int]
    late: int
    coming: tuple[Coming, ...]


def _mine(actor: Actor) -> list[ColumnElement[bool]]:
    """The board sees every use of the organisation, others those that they own or work on."""
    scope = [Trigger.organisation_id == actor.organisation_id, Trigger.state == TriggerState.RAISED]
    return scope if actor.has(*BOARD) else [*scope, UseCase.id.in_(_own_uses(actor))]


def _own_uses(actor: Actor) -> Select[int]:
    works_on = select(UseMember.use_id).where(UseMember.person_id == actor.person_id)
    return select(UseCase.id).where(
        UseCase.organisation_id == actor.organisation_id,
        or_(UseCase.owner_id == actor.person_id, UseCase.id.in_(works_on)),
    )


def due_list(actor: Actor, choice: DueAddress, today: date) -> DueList:
    """What waits and what comes: six statements at most, however many uses there are."""
    late_too = func.sum(case((Trigger.due_on < today, 1), else_=0))
    counted = db.session.execute(
        select(Trigger.kind, func.count(), late_too)
        .join(UseCase, UseCase.id == Trigger.use_id)
        .where(*_mine(actor))
        .group_by(Trigger.kind)
    ).all()
    chosen = [row for row in counted if not choice["kind"] or row[0] == choice["kind"]]
    total = sum(row[2] if choice["late"] else row[1] for row in chosen)
    pagination = choice.pagination(total)
    return DueList(
        tuple(_rows(actor, choice, today, pagination)),
        pagination,
        {row[0]: row[1] for row in counted},
        sum(row[2] for row in counted),
        _coming(actor, today),
    )


def _rows(
    actor: Actor, choice: DueAddress, today: date, pagination: Pagination | None = None
) -> Iterable[DueRow]:
    wanted = [Trigger.kind == choice["kind"]] if choice["kind"] else []
    wanted += [Trigger.due_on < today] if choice["late"] else []
    query = (
        select(
            UseCase.id,
            UseCase.name,
            Person.name,
            Trigger.kind,
            Trigger.raised_at,
            Trigger.due_on,
            Assessment.state,
        )
        .join(UseCase, UseCase.id == Trigger.use_id)
        .join(Assessment, Assessment.use_id == UseCase.id)
        .outerjoin(Person, Person.id == UseCase.owner_id)
        .where(*_mine(actor), *wanted)
        .order_by(Trigger.due_on, Trigger.id)
    )
    return [DueRow(*row) for row in db.session.execute(on_page(query, pagination))]


def _coming(actor: Actor, today: date) -> tuple[Coming, ...]:
    months = months_of(actor.organisation_id)
    own = None if actor.has(*BOARD) else set(db.session.scalars(_own_uses(actor)))
    found = []
    for standing in standings(actor.organisation_id).values():
        day = standing.due_on(months)
        mine = own is None or standing.use_id in own
        if mine and day is not None and today < day <= today + SOON:
            found.append(Coming(standing, day))
    return tuple(sorted(found, key=lambda each: (each.due_on, each.standing.name))[:MOST_COMING])


def csv_of(actor: Actor, choice: DueAddress, today: date) -> Response:
    """One line for each open trigger that the choice leaves, with codes rather than words."""
    lines = (_cells(row, today) for row in _rows(actor, choice, today))
    return csv_download("reviews-due", HEADINGS, lines)


def _cells(row: DueRow, today: date) -> tuple[object, ...]:
    late = "yes" if row.due_on < today else "no"
    raised = row.raised_at.date().isoformat()
    return (row.use_id, row.name, row.owner or "", row.kind, raised, row.due_on, late, row.stage)
