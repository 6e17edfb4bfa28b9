"""Reads of the board's work: always one organisation's, always ordered, a fixed number of statements."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.assessments.models import Assessment, Submission
from app.board.lifecycle import ReviewState
from app.board.models import Advice, Comment, Review
from app.database import db
from app.uses.models import UseCase
from app.web.access import loads


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
        .where(Submission.assessment_id == assessment_id, Review.state == ReviewState.OPEN)
    ).one_or_none()
