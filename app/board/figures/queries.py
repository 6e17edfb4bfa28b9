"""Gathers what a year is counted from, in a fixed number of statements, and finds published years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.assessments.imported.queries import came_with_an_archive
from app.assessments.models import Assessment, Submission
from app.board.appeals.models import Appeal
from app.board.figures.counts import count
from app.board.figures.facts import (
    AdviceFact,
    ConditionFact,
    Facts,
    Happening,
    ReviewFact,
    UseFact,
)
from app.board.figures.model import Year
from app.board.figures.models import PublishedFigures
from app.board.incidents.lifecycle import IncidentState
from app.board.incidents.models import Incident
from app.board.interests.models import Interest
from app.board.interests.standing import InterestKind
from app.board.meetings.lifecycle import HELD
from app.board.meetings.models import Meeting
from app.board.models import Advice, Condition, Response, Review
from app.board.review_again.models import Trigger
from app.database import db, utcnow
from app.register.models import Entry, EntryVersion
from app.uses.models import UseCase, UsePause
from app.web.access import loads

NO_INCIDENT = (IncidentState.REJECTED, IncidentState.DUPLICATE)


def gather(organisation_id: int) -> Facts:
    """Everything known of an organisation's board; eleven statements whatever its size."""
    reviews = _rows(_of(select(Review.id, Review.opened_at, Review.returned_at), Review, organisation_id))
    advices = _advices(organisation_id)
    newest = {row.review_id: row for row in advices}
    first = {row.review_id: row for row in reversed(advices)}
    return Facts(
        uses=_uses(organisation_id, advices),
        reviews=tuple(
            ReviewFact(
                _day(row.opened_at),
                row.returned_at and _day(row.returned_at),
                _day(first[row.id].issued_at) if row.id in first else None,
            )
            for row in reviews
        ),
        advices=tuple(_advice(row) for row in newest.values()),
        conditions=_conditions(organisation_id),
        appeals=_appeals(organisation_id),
        incidents=_incidents(organisation_id),
        looks=tuple(
            Happening(_day(row.raised_at), row.state)
            for row in _rows(_of(select(Trigger.raised_at, Trigger.state), Trigger, organisation_id))
        ),
        pauses=_days(
            select(UsePause.paused_at)
            .join(UseCase, UseCase.id == UsePause.use_id)
            .where(UseCase.organisation_id == organisation_id)
        ),
        meetings=_days(
            _of(select(Meeting.starts_at), Meeting, organisation_id).where(Meeting.state.in_(HELD))
        ),
        interests=_days(
            select(Interest.declared_at)
            .join(Review, Review.id == Interest.review_id)
            .where(Review.organisation_id == organisation_id, Interest.kind != InterestKind.NONE)
        ),
    )


def _of(statement: Select[*tuple[Any, ...]], table: Any, organisation_id: int) -> Select[*tuple[Any, ...]]:
    return statement.where(table.organisation_id == organisation_id)


def _rows(statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    return db.session.execute(statement).all()


def _day(moment: datetime) -> date:
    return moment.date()


def _days(statement: Select[*tuple[Any, ...]]) -> tuple[date, ...]:
    return tuple(_day(moment) for moment in db.session.scalars(statement))


def _uses(organisation_id: int, advices: Sequence[Any]) -> tuple[UseFact, ...]:
    sent = (
        select(Assessment.use_id, func.min(Submission.submitted_at).label("at"))
        .join(Submission, Submission.assessment_id == Assessment.id)
        .where(~came_with_an_archive(Submission))
        .group_by(Assessment.use_id)
        .subquery()
    )
    uses = _rows(
        _of(
            select(UseCase.id, UseCase.created_at, sent.c.at).outerjoin(sent, sent.c.use_id == UseCase.id),
            UseCase,
            organisation_id,
        )
    )
    entries = {
        row.source_key: row
        for row in _rows(
            _of(
                select(Entry.source_key, Entry.retired_at, EntryVersion.published_at).outerjoin(
                    EntryVersion, (EntryVersion.entry_id == Entry.id) & (EntryVersion.number == 1)
                ),
                Entry,
                organisation_id,
            )
        )
    }
    answered = {row.use_id: row.responded_at for row in reversed(advices) if row.responded_at}
    return tuple(_use(row, answered.get(row.id), entries.get(f"use-{row.id}")) for row in uses)


def _use(row: Any, answered: datetime | None, entry: Any | None) -> UseFact:
    return UseFact(
        recorded_on=_day(row.created_at),
        submitted_on=row.at and _day(row.at),
        answered_on=answered and _day(answered),
        published_on=_day(entry.published_at) if entry and entry.published_at else None,
        retired_on=_day(entry.retired_at) if entry and entry.retired_at else None,
    )


def _advices(organisation_id: int) -> Sequence[Any]:
    """Every advice with its response, the oldest first, so that the newest of a review comes last."""
    statement = (
        select(
            Advice.review_id,
            Advice.outcome,
            Advice.issued_at,
            Advice.decision,
            Advice.dissents,
            Assessment.use_id,
            Response.outcome.label("response"),
            Response.responded_at,
        )
        .join(Review, Review.id == Advice.review_id)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .outerjoin(Response, Response.advice_id == Advice.id)
        .order_by(Advice.issued_at, Advice.id)
    )
    return _rows(_of(statement, Review, organisation_id))


def _advice(row: Any) -> AdviceFact:
    return AdviceFact(
        outcome=row.outcome,
        issued_on=_day(row.issued_at),
        rule=(row.decision or {}).get("rule", ""),
        dissents=len(row.dissents or ()),
        response=row.response or "",
        responded_on=row.responded_at and _day(row.responded_at),
    )


def _conditions(organisation_id: int) -> tuple[ConditionFact, ...]:
    statement = (
        select(
            Condition.due_on,
            Condition.status,
            Condition.met_on,
            Condition.first_due_on,
            Condition.evidence_on,
        )
        .join(Advice, Advice.id == Condition.advice_id)
        .join(Review, Review.id == Advice.review_id)
    )
    return tuple(
        ConditionFact(row.due_on, row.status, row.met_on, row.first_due_on, row.evidence_on)
        for row in _rows(_of(statement, Review, organisation_id))
    )


def _appeals(organisation_id: int) -> tuple[Happening, ...]:
    statement = select(Appeal.asked_at, Appeal.outcome, Appeal.answered_at).join(
        Review, Review.id == Appeal.review_id
    )
    return tuple(
        Happening(_day(row.asked_at), row.outcome if row.answered_at else "waiting")
        for row in _rows(_of(statement, Review, organisation_id))
    )


def _incidents(organisation_id: int) -> tuple[Happening, ...]:
    statement = select(Incident.reported_at, Incident.severity).where(Incident.state.not_in(NO_INCIDENT))
    return tuple(
        Happening(_day(row.reported_at), row.severity or "not_rated")
        for row in _rows(_of(statement, Incident, organisation_id))
    )


def published(organisation_id: int, year: int) -> PublishedFigures | None:
    """The newest publication of a year's figures."""
    return db.session.scalars(
        select(PublishedFigures)
        .where(PublishedFigures.organisation_id == organisation_id, PublishedFigures.year == year)
        .order_by(PublishedFigures.number.desc())
        .limit(1)
    ).one_or_none()


def publications(organisation_id: int) -> list[PublishedFigures]:
    """Every publication, the newest year and its newest number first."""
    return list(
        db.session.scalars(
            select(PublishedFigures)
            .where(PublishedFigures.organisation_id == organisation_id)
            .order_by(PublishedFigures.year.desc(), PublishedFigures.number.desc())
        )
    )


def years_of(organisation_id: int, today: date) -> list[int]:
    """The years that can be looked at, the newest first: from the first use to this year."""
    first = db.session.scalar(
        select(func.min(UseCase.created_at)).where(UseCase.organisation_id == organisation_id)
    )
    return list(range(today.year, (first.year if first else today.year) - 1, -1))


@loads("year", "counted")
def counted_year(organisation_id: int, year: int) -> Year | None:
    """A year as it stands now; None for one before the first use or after this year."""
    today = utcnow().date()
    if year not in years_of(organisation_id, today):
        return None
    return count(gather(organisation_id), year, today)
