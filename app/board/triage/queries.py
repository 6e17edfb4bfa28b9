"""Reads for triage: one review's, its possible reviewers, what members know, and bulk changes."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.assessments.models import Assessment, Submission
from app.assessments.summaries.models import AssessmentSummary
from app.assessments.summaries.store import groups_from
from app.assessments.summaries.summary import Touch
from app.board.interests.queries import VOTING, others_of, standings
from app.board.interests.standing import ReviewStanding
from app.board.lifecycle import ReviewState
from app.board.models import Review
from app.board.triage.expertise import Candidate, ReviewerSuggestion, suggest, wanted
from app.board.triage.models import BoardExpertise, ReviewAssignment, ReviewTriage, TriageBatch
from app.database import db
from app.uses.models import UseCase
from app.web.access import loads


def triage_of(review: Review) -> ReviewTriage | None:
    """How the review is dealt with; None while nobody has triaged it."""
    return db.session.scalars(
        select(ReviewTriage)
        .where(ReviewTriage.review_id == review.id)
        .options(joinedload(ReviewTriage.triaged_by))
    ).one_or_none()


def assignments_of(review: Review) -> list[ReviewAssignment]:
    """The reviewers of a review, whoever leads first."""
    return list(
        db.session.scalars(
            select(ReviewAssignment)
            .where(ReviewAssignment.review_id == review.id, ReviewAssignment.ended_at.is_(None))
            .options(joinedload(ReviewAssignment.person))
            .order_by(ReviewAssignment.lead.desc(), ReviewAssignment.id)
        )
    )


def loads_of(organisation_id: int) -> dict[int, int]:
    """How many open reviews each person has still to read: one statement."""
    rows = db.session.execute(
        select(ReviewAssignment.person_id, func.count())
        .join(Review, Review.id == ReviewAssignment.review_id)
        .where(
            Review.organisation_id == organisation_id,
            Review.state == ReviewState.OPEN,
            ReviewAssignment.ended_at.is_(None),
            ReviewAssignment.done_at.is_(None),
        )
        .group_by(ReviewAssignment.person_id)
    )
    return {row[0]: row[1] for row in rows}


def tags_of(organisation_id: int) -> dict[int, frozenset[str]]:
    """What each person of the board knows: one statement."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = db.session.execute(
        select(BoardExpertise.person_id, BoardExpertise.tag).where(
            BoardExpertise.organisation_id == organisation_id
        )
    )
    for person_id, tag in rows:
        found[person_id].add(tag)
    return {person_id: frozenset(tags) for person_id, tags in found.items()}


def may_review(review: Review) -> dict[int, Candidate]:
    """Members and chairs who may be given the review: not of its own team, not with an interest."""
    known = standings(review)
    tags, load = tags_of(review.organisation_id), loads_of(review.organisation_id)
    return {
        person.id: Candidate(
            person.id,
            person.name,
            tags.get(person.id, frozenset()),
            load.get(person.id, 0),
            known.get(person.id, ReviewStanding.UNDECLARED) is not ReviewStanding.UNDECLARED,
        )
        for person in others_of(review, *VOTING)
        if known.get(person.id) is not ReviewStanding.RECUSED
    }


def suggestions(review: Review) -> list[ReviewerSuggestion]:
    """Who should review it, best first."""
    use = review.submission.assessment.use
    summary = db.session.get(AssessmentSummary, review.submission.assessment_id)
    groups = groups_from(summary.groups) if summary else ()
    return suggest(
        may_review(review).values(),
        wanted(
            service_area=use.service_area,
            kind=use.kind,
            level=review.level,
            groups_at_risk=any(group.touch is Touch.AT_RISK for group in groups),
            unguarded=bool(summary and summary.unguarded),
        ),
    )


def reviews_by_id(organisation_id: int, ids: set[int]) -> list[Review]:
    """These reviews of the organisation with their uses and teams, the oldest first."""
    submission = joinedload(Review.submission)
    use = submission.joinedload(Submission.assessment).joinedload(Assessment.use)
    return list(
        db.session.scalars(
            select(Review)
            .where(Review.organisation_id == organisation_id, Review.id.in_(ids))
            .options(submission.defer(Submission.snapshot), use.selectinload(UseCase.team))
            .order_by(Review.opened_at, Review.id)
        )
    )


@loads("batch_id", "batch")
def batch(organisation_id: int, batch_id: int) -> TriageBatch | None:
    """One change of many reviews in the organisation."""
    return db.session.scalars(
        select(TriageBatch).where(TriageBatch.organisation_id == organisation_id, TriageBatch.id == batch_id)
    ).one_or_none()
