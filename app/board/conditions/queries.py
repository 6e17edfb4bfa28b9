"""Reads of conditions: one with all about it, lists for the board and for those who owe them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.assessments.models import Assessment, Submission
from app.board.conditions.models import ConditionDate, ConditionEvidence, ConditionRuling
from app.board.interests.queries import shut
from app.board.models import Advice, Condition, Review
from app.database import db
from app.uses.models import UseCase, UseMember
from app.vocabulary.advice import UNMET, ConditionStatus
from app.vocabulary.labelled import Labelled
from app.web.access import loads
from app.web.lists import ListAddress, ListView, on_page
from app.web.pagination import Pagination
from app.web.roles import Actor

SOON = timedelta(days=30)


class ConditionFilter(Labelled):
    """Which conditions a list shows."""

    OWED = "owed", "Owed", "I’w gyflawni"
    OVERDUE = "overdue", "Overdue", "Hwyr"
    SOON = "soon", "Due in 30 days", "I’w wneud o fewn 30 diwrnod"
    WAITING = "waiting", "Waiting for a ruling", "Yn aros am ddyfarniad"
    SETTLED = "settled", "Settled", "Wedi’i setlo"


class ConditionAddress(ListAddress):
    """One filter, a page; what is owed where none is asked for."""

    parts = (ListView("show", tuple(ConditionFilter), usual=ConditionFilter.OWED),)

    @property
    def chosen_filter(self) -> ConditionFilter:
        return ConditionFilter(self["show"])


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition as a list shows it."""

    condition_id: int
    review_id: int
    use_id: int
    use_name: str
    text: str
    due_on: date
    first_due_on: date | None
    status: str
    status_note: str
    evidence_on: date | None
    met_on: date | None
    owner_name: str | None
    owner_post: str


@dataclass(frozen=True, slots=True)
class ConditionList:
    """A page of conditions, and how many there are under each filter."""

    rows: tuple[ConditionRow, ...]
    pagination: Pagination
    counts: dict[str, int]


def is_owed() -> ColumnElement[bool]:
    """Something is still to be done."""
    return Condition.status.in_([status.value for status in UNMET])


def is_late(today: date) -> ColumnElement[bool]:
    """The same as `is_overdue` of the record, for queries."""
    in_time = and_(Condition.evidence_on.is_not(None), Condition.evidence_on <= Condition.due_on)
    return and_(is_owed(), Condition.due_on < today, ~in_time)


def _filters(today: date) -> dict[ConditionFilter, ColumnElement[bool]]:
    waits = Condition.evidence_on.is_not(None)
    return {
        ConditionFilter.OWED: is_owed(),
        ConditionFilter.OVERDUE: is_late(today),
        ConditionFilter.SOON: and_(is_owed(), ~waits, Condition.due_on.between(today, today + SOON)),
        ConditionFilter.WAITING: waits,
        ConditionFilter.SETTLED: ~is_owed(),
    }


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Condition)
        .join(Advice, Advice.id == Condition.advice_id)
        .join(Review, Review.id == Advice.review_id)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
    )


def of_board(actor: Actor) -> ColumnElement[bool]:
    """The conditions that somebody of the board may read: those of their organisation but for recusals."""
    return and_(Review.organisation_id == actor.organisation_id, ~shut(actor))


def of_person(actor: Actor) -> ColumnElement[bool]:
    """The conditions that a person sees to, or that belong to a use of theirs."""
    on_team = exists().where(UseMember.use_id == UseCase.id, UseMember.person_id == actor.person_id)
    mine = or_(Condition.owner_id == actor.person_id, UseCase.owner_id == actor.person_id, on_team)
    return and_(Review.organisation_id == actor.organisation_id, mine)


def conditions(scope: ColumnElement[bool], choice: ConditionAddress, today: date) -> ConditionList:
    """A page of the conditions in a scope, what is due first at the top: two statements."""
    filters, chosen = _filters(today), choice.chosen_filter
    counted = _joined(
        select(*(func.sum(case((where, 1), else_=0)).label(name) for name, where in filters.items()))
    )
    row = db.session.execute(counted.where(scope)).one()
    counts = {name.value: int(row._mapping[name] or 0) for name in filters}
    pagination = choice.pagination(counts[chosen])
    rows = on_page(_rows(scope, filters[chosen], chosen), pagination)
    return ConditionList(_read(rows), pagination, counts)


def all_conditions(
    scope: ColumnElement[bool], chosen: ConditionFilter, today: date
) -> tuple[ConditionRow, ...]:
    """Every condition under a filter, for a download: one statement."""
    return _read(_rows(scope, _filters(today)[chosen], chosen))


def _rows(
    scope: ColumnElement[bool], where: ColumnElement[bool], chosen: ConditionFilter
) -> Select[*tuple[Any, ...]]:
    due = Condition.due_on.desc() if chosen is ConditionFilter.SETTLED else Condition.due_on.asc()
    return (
        _joined(
            select(
                Condition.id.label("condition_id"),
                Review.id.label("review_id"),
                UseCase.id.label("use_id"),
                UseCase.name.label("use_name"),
                Condition.text,
                Condition.due_on,
                Condition.first_due_on,
                Condition.status,
                Condition.status_note,
                Condition.evidence_on,
                Condition.met_on,
                Person.name.label("owner_name"),
                Condition.owner_post,
            )
        )
        .outerjoin(Person, Person.id == Condition.owner_id)
        .where(scope, where)
        .order_by(due, Condition.id)
    )


def _read(statement: Select[*tuple[Any, ...]]) -> tuple[ConditionRow, ...]:
    return tuple(ConditionRow(**row._mapping) for row in db.session.execute(statement))


@loads("condition_id", "condition")
def condition(organisation_id: int, condition_id: int) -> Condition | None:
    """One condition of the organisation's board, with its use and team."""
    use = (
        joinedload(Condition.advice)
        .joinedload(Advice.review)
        .joinedload(Review.submission)
        .joinedload(Submission.assessment)
        .joinedload(Assessment.use)
    )
    return db.session.scalars(
        select(Condition)
        .join(Advice, Advice.id == Condition.advice_id)
        .join(Review, Review.id == Advice.review_id)
        .where(Review.organisation_id == organisation_id, Condition.id == condition_id)
        .options(use.selectinload(UseCase.team), joinedload(Condition.owner))
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class ConditionHistory:
    """All that happened to a condition, each list with the oldest first."""

    evidence: tuple[ConditionEvidence, ...]
    rulings: tuple[ConditionRuling, ...]
    dates: tuple[ConditionDate, ...]


def history(condition_id: int) -> ConditionHistory:
    """What was handed in, how the board ruled, how the date moved: three statements."""
    return ConditionHistory(
        tuple(
            db.session.scalars(
                select(ConditionEvidence)
                .where(ConditionEvidence.condition_id == condition_id)
                .options(joinedload(ConditionEvidence.given_by), joinedload(ConditionEvidence.file))
                .order_by(ConditionEvidence.id)
            )
        ),
        tuple(
            db.session.scalars(
                select(ConditionRuling)
                .where(ConditionRuling.condition_id == condition_id)
                .options(joinedload(ConditionRuling.ruled_by))
                .order_by(ConditionRuling.id)
            )
        ),
        tuple(
            db.session.scalars(
                select(ConditionDate)
                .where(ConditionDate.condition_id == condition_id)
                .options(joinedload(ConditionDate.moved_by))
                .order_by(ConditionDate.id)
            )
        ),
    )


def gave_evidence(condition_id: int, person_id: int) -> bool:
    """Whether a person handed in evidence for a condition."""
    found = select(
        exists().where(
            ConditionEvidence.condition_id == condition_id, ConditionEvidence.given_by_id == person_id
        )
    )
    return bool(db.session.scalar(found))


def still_owed_before(advice: Advice) -> list[Condition]:
    """Conditions of earlier rounds of the same use that were not settled when this advice was given."""
    submission = advice.review.submission
    return list(
        db.session.scalars(
            select(Condition)
            .join(Advice, Advice.id == Condition.advice_id)
            .join(Review, Review.id == Advice.review_id)
            .join(Submission, Submission.id == Review.submission_id)
            .where(
                Submission.assessment_id == submission.assessment_id,
                Submission.number < submission.number,
                Condition.status != ConditionStatus.DEPARTED.value,
                or_(is_owed(), Condition.ruled_at > advice.issued_at),
            )
            .order_by(Condition.due_on, Condition.id)
        )
    )
