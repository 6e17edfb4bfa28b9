"""Reads of the board's work: always one organisation's, always ordered, a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.assessments.models import Assessment, Submission, UseCase
from app.board.lifecycle import State
from app.board.models import Advice, Comment, Review
from app.database import db
from app.web.access import loads
from app.web.pagination import Pagination

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One review as the queue shows it."""

    review_id: int
    use_id: int
    name: str
    service_area: str
    round: int
    level: str
    flags: int
    unknowns: int
    state: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of reviews in one state, and how many there are in each."""

    rows: tuple[QueueRow, ...]
    pagination: Pagination
    counts: dict[str, int]


def queue(organisation_id: int, state: State, number: int) -> Queue:
    """Reviews in a state; those waiting longest come first, finished ones newest first."""
    by_state = select(Review.state, func.count()).group_by(Review.state)
    mine = by_state.where(Review.organisation_id == organisation_id)
    counts = {row[0]: row[1] for row in db.session.execute(mine)}
    pagination = Pagination(number, PAGE_SIZE, counts.get(state, 0))
    waiting = state in {State.OPEN, State.ADVISED}
    order = Review.opened_at.asc() if waiting else Review.opened_at.desc()
    rows = db.session.execute(
        select(
            Review.id.label("review_id"),
            UseCase.id.label("use_id"),
            UseCase.name,
            UseCase.service_area,
            Submission.number.label("round"),
            Review.level,
            Review.flags,
            Review.unknowns,
            Review.state,
            Review.opened_at,
        )
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(Review.organisation_id == organisation_id, Review.state == state)
        .order_by(order, Review.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Queue(tuple(QueueRow(**row._mapping) for row in rows), pagination, counts)


def _everything() -> tuple[ExecutableOption, ...]:
    use = joinedload(Review.submission).joinedload(Submission.assessment).joinedload(Assessment.use)
    return (
        use.selectinload(UseCase.team),
        use.joinedload(UseCase.owner),
        joinedload(Review.submission)
        .joinedload(Submission.assessment)
        .joinedload(Assessment.questionnaire_version),
        joinedload(Review.submission).joinedload(Submission.submitted_by),
        joinedload(Review.returned_by),
        selectinload(Review.advices).joinedload(Advice.response),
        selectinload(Review.advices).joinedload(Advice.issued_by),
        selectinload(Review.advices).selectinload(Advice.conditions),
        selectinload(Review.comments).joinedload(Comment.author),
    )


@loads("review_id", "review")
def review(organisation_id: int, review_id: int) -> Review | None:
    """One review with everything that its pages show."""
    return db.session.scalars(
        select(Review)
        .where(Review.organisation_id == organisation_id, Review.id == review_id)
        .options(*_everything())
    ).one_or_none()


def reviews_of_use(use: UseCase) -> list[Review]:
    """Every review of a use, the newest first."""
    return list(
        db.session.scalars(
            select(Review)
            .join(Submission, Submission.id == Review.submission_id)
            .join(Assessment, Assessment.id == Submission.assessment_id)
            .where(Assessment.use_id == use.id, Review.organisation_id == use.organisation_id)
            .options(*_everything())
            .order_by(Submission.number.desc())
        )
    )


def submission_before(review: Review) -> Submission | None:
    """The submission that came before the reviewed one."""
    submission = review.submission
    return db.session.scalars(
        select(Submission).where(
            Submission.assessment_id == submission.assessment_id, Submission.number == submission.number - 1
        )
    ).one_or_none()


def review_of_submission(submission_id: int) -> Review | None:
    """The review of a submission."""
    return db.session.scalars(
        select(Review).where(Review.submission_id == submission_id).options(*_everything())
    ).one_or_none()


def open_review_of(assessment_id: int) -> Review | None:
    """The review that the board has open on an assessment."""
    return db.session.scalars(
        select(Review)
        .join(Submission, Submission.id == Review.submission_id)
        .where(Submission.assessment_id == assessment_id, Review.state == State.OPEN)
    ).one_or_none()
