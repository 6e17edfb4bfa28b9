"""Reads of triggers, confirmations, rounds and dates: one organisation's, a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from app.assessments.models import Assessment, Submission
from app.board.configuration.model import Configuration
from app.board.configuration.queries import configuration_row
from app.board.models import Advice, Response, Review
from app.board.review_again.facts import RoundStanding
from app.board.review_again.kinds import DATE
from app.board.review_again.lifecycle import TriggerState
from app.board.review_again.models import Confirmation, NewRound, Trigger
from app.database import db
from app.uses.models import UseCase
from app.web.access import loads

_CONFIRMED, _EXCUSED = "confirmed", "excused"


@dataclass(frozen=True, slots=True)
class RoundHistory:
    """What happened to a use between its rounds, newest first; `standing` is None before its first answer."""

    standing: RoundStanding | None
    due_on: date | None
    triggers: tuple[Trigger, ...]
    confirmations: tuple[Confirmation, ...]
    rounds: tuple[NewRound, ...]

    @property
    def open_triggers(self) -> tuple[Trigger, ...]:
        """Those that wait for the owner, the most urgent first."""
        waiting = (trigger for trigger in self.triggers if trigger.state == TriggerState.RAISED)
        return tuple(sorted(waiting, key=lambda trigger: (trigger.due_on, trigger.id)))


def standings(organisation_id: int, use_id: int | None = None) -> dict[int, RoundStanding]:
    """How every use that was answered on stands, or one of them: two statements."""
    rows = _answered(organisation_id, use_id)
    looked = _looked_at(organisation_id, use_id)
    found: dict[int, RoundStanding] = {}
    for row in rows:  # the newest answer of a use comes last and stays
        found[row.use_id] = RoundStanding(**row._mapping)
    return {
        key: replace(each, confirmed_at=looked.get((_CONFIRMED, key)), excused_at=looked.get((_EXCUSED, key)))
        for key, each in found.items()
    }


def due_dates(organisation_id: int) -> dict[int, date]:
    """When it is time to look again at each use between two rounds: three statements."""
    months = months_of(organisation_id)
    dates = {use_id: each.due_on(months) for use_id, each in standings(organisation_id).items()}
    return {use_id: day for use_id, day in dates.items() if day is not None}


def _answered(organisation_id: int, use_id: int | None) -> list[Row[tuple[object, ...]]]:
    wanted = [] if use_id is None else [UseCase.id == use_id]
    rows = db.session.execute(
        select(
            UseCase.id.label("use_id"),
            UseCase.name,
            UseCase.owner_id,
            UseCase.phase,
            Assessment.state,
            Review.level,
            Response.responded_at.label("answered_at"),
        )
        .join(Assessment, Assessment.use_id == UseCase.id)
        .join(Submission, Submission.assessment_id == Assessment.id)
        .join(Review, Review.submission_id == Submission.id)
        .join(Advice, Advice.review_id == Review.id)
        .join(Response, Response.advice_id == Advice.id)
        .where(UseCase.organisation_id == organisation_id, *wanted)
        .order_by(UseCase.id, Response.responded_at)
    )
    return list(rows)  # type: ignore[arg-type]


def _looked_at(organisation_id: int, use_id: int | None) -> dict[tuple[str, int], datetime]:
    """When each use was last confirmed, and when the board last dismissed the reminder of a date."""
    confirmed = (
        select(Confirmation.use_id, literal(_CONFIRMED), func.max(Confirmation.confirmed_at).label("at"))
        .join(UseCase, UseCase.id == Confirmation.use_id)
        .where(UseCase.organisation_id == organisation_id)
        .group_by(Confirmation.use_id)
    )
    excused = (
        select(Trigger.use_id, literal(_EXCUSED), func.max(Trigger.settled_at))
        .where(
            Trigger.organisation_id == organisation_id,
            Trigger.kind == DATE,
            Trigger.state == TriggerState.DISMISSED,
        )
        .group_by(Trigger.use_id)
    )
    if use_id is not None:
        confirmed = confirmed.where(Confirmation.use_id == use_id)
        excused = excused.where(Trigger.use_id == use_id)
    rows: Iterable[Any] = db.session.execute(union_all(confirmed, excused))
    return {(what, use): at for use, what, at in rows}


def months_of(organisation_id: int) -> Mapping[str, int]:
    """After how many months the organisation looks again, by level: one statement."""
    row = configuration_row(organisation_id)
    return Configuration(organisation_id, ()).review_after_months if row is None else row.review_after_months


def history_of(use: UseCase) -> RoundHistory:
    """Everything that a use's review-again page shows: six statements."""
    standing = standings(use.organisation_id, use.id).get(use.id)
    triggers = db.session.scalars(
        select(Trigger)
        .where(Trigger.use_id == use.id)
        .options(joinedload(Trigger.raised_by), joinedload(Trigger.settled_by))
        .order_by(Trigger.id.desc())
    )
    confirmations = db.session.scalars(
        select(Confirmation)
        .where(Confirmation.use_id == use.id)
        .options(joinedload(Confirmation.confirmed_by))
        .order_by(Confirmation.id.desc())
    )
    rounds = db.session.scalars(
        select(NewRound)
        .where(NewRound.use_id == use.id)
        .options(joinedload(NewRound.opened_by))
        .order_by(NewRound.id.desc())
    )
    return RoundHistory(
        standing,
        standing.due_on(months_of(use.organisation_id)) if standing else None,
        tuple(triggers),
        tuple(confirmations),
        tuple(rounds),
    )


def open_triggers(use_id: int) -> list[Trigger]:
    """The triggers of a use that wait for its owner, the most urgent first: one statement."""
    return list(
        db.session.scalars(
            select(Trigger)
            .where(Trigger.use_id == use_id, Trigger.state == TriggerState.RAISED)
            .order_by(Trigger.due_on, Trigger.id)
        )
    )


def rounds_since_answer(use: UseCase) -> list[NewRound]:
    """The rounds opened since the owner last answered the board, oldest first: two for what came later."""
    last = (
        select(func.max(Response.responded_at))
        .join(Advice, Advice.id == Response.advice_id)
        .join(Review, Review.id == Advice.review_id)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .where(Assessment.use_id == use.id)
        .scalar_subquery()
    )
    return list(
        db.session.scalars(
            select(NewRound)
            .where(NewRound.use_id == use.id, NewRound.opened_at >= last)
            .order_by(NewRound.id)
        )
    )


@loads("trigger_id", "trigger")
def trigger(organisation_id: int, trigger_id: int) -> Trigger | None:
    """One trigger with its use, for the rules."""
    return db.session.scalars(
        select(Trigger)
        .where(Trigger.organisation_id == organisation_id, Trigger.id == trigger_id)
        .options(joinedload(Trigger.use).selectinload(UseCase.team), joinedload(Trigger.raised_by))
    ).one_or_none()
