"""Triage of one review, saying that one has finished reading, and what members know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import audit
from app.accounts.models import Person
from app.board.interests.queries import undeclared
from app.board.lifecycle import ReviewState
from app.board.models import Review
from app.board.triage.models import BoardExpertise, ReviewAssignment, ReviewTriage
from app.board.triage.queries import may_review
from app.board.triage.words import TAGS
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.messages import MessageKind, tell
from app.web.versions import Stale, lock_fresh


class CannotReview(Exception):
    """Somebody named as a reviewer is of the use's own team, has an interest, or is not of the board."""


@dataclass(frozen=True, slots=True)
class TriageInput:
    """What the secretary decides; `lead_id` is one of `reviewers`, or None."""

    due_on: date | None
    route: str
    priority: str
    note: str
    reviewers: tuple[int, ...]
    lead_id: int | None = None


def triage(*, review: Review, given: TriageInput, seen: int, actor_id: int) -> ReviewTriage:
    """Decides when a review is due, by which route, and who reviews it.

    Raises:
        OutOfTurn: the review is no longer open.
        Stale: somebody has triaged it since; `seen` 0 is a form from before the first time.
        CannotReview: one of the reviewers may not.
    """
    with transaction() as session:
        fresh = lock_fresh(session, review)
        if fresh.state != ReviewState.OPEN:
            raise OutOfTurn(fresh.state, "triage")
        if not set(given.reviewers) <= may_review(review).keys():
            raise CannotReview
        row = session.scalars(select(ReviewTriage).where(ReviewTriage.review_id == review.id)).one_or_none()
        first = row is None
        if row is None:
            row = ReviewTriage(review_id=review.id, triaged_by_id=actor_id, triaged_at=utcnow())
            session.add(row)
        elif row.version != seen:
            raise Stale(row)
        row.due_on, row.route = given.due_on, given.route
        row.priority, row.note = given.priority, given.note
        new = assign(session, review.id, given.reviewers, given.lead_id, actor_id)
        session.flush()
        audit.record(
            review, "review.triaged", actor_id=actor_id, route=given.route, reviewers=list(given.reviewers)
        )
        tell_assigned(session, review, new, given.due_on, actor_id)
        if first:
            _ask_for_interests(session, review, actor_id)
    return row


def assign(
    session: Session, review_id: int, people: Collection[int], lead_id: int | None, actor_id: int
) -> list[int]:
    """Makes these people the reviewers and takes the others off; gives those who were not before."""
    rows = session.scalars(select(ReviewAssignment).where(ReviewAssignment.review_id == review_id))
    known = {row.person_id: row for row in rows}
    now, new = utcnow(), []
    for person_id, row in known.items():
        if person_id not in people and row.ended_at is None:
            row.ended_at = now
    for person_id in people:
        before = known.get(person_id)
        row = before or ReviewAssignment(review_id=review_id, person_id=person_id)
        if before is None or before.ended_at is not None:
            row.assigned_by_id, row.assigned_at = actor_id, now
            row.ended_at = row.done_at = None
            new.append(person_id)
            session.add(row)
        row.lead = person_id == lead_id
    return new


def tell_assigned(
    session: Session, review: Review, people: Collection[int], due_on: date | None, actor_id: int
) -> None:
    """Tells new reviewers what was given to them."""
    tell(
        session,
        kind=MessageKind.ASSIGNED,
        organisation_id=review.organisation_id,
        to=people,
        about=review.submission.assessment.use.name,
        endpoint="board.review",
        arguments={"review_id": review.id},
        words={"due": due_on} if due_on else {},
        key=f"review-assigned-{review.id}-{utcnow():%Y-%m-%dT%H:%M:%S}",
        actor_id=actor_id,
    )


def _ask_for_interests(session: Session, review: Review, actor_id: int) -> None:
    tell(
        session,
        kind=MessageKind.INTEREST_ASKED,
        organisation_id=review.organisation_id,
        to=[person.id for person in undeclared(review)],
        about=review.submission.assessment.use.name,
        endpoint="board.interest",
        arguments={"review_id": review.id},
        key=f"interest-asked-{review.id}",
        actor_id=actor_id,
    )


def finish(*, review: Review, actor_id: int, done: bool) -> None:
    """A reviewer says that they have finished with a review, or that they have not.

    Raises:
        OutOfTurn: the actor is no reviewer of it, has said so before, or the review is no longer open.
    """
    with transaction() as session:
        fresh = lock_fresh(session, review)
        row = session.scalars(
            select(ReviewAssignment).where(
                ReviewAssignment.review_id == review.id,
                ReviewAssignment.person_id == actor_id,
                ReviewAssignment.ended_at.is_(None),
            )
        ).one_or_none()
        if row is None or fresh.state != ReviewState.OPEN:
            raise OutOfTurn(fresh.state if row else "not_reviewer", "finish")
        if (row.done_at is not None) is done:
            raise OutOfTurn("finished" if done else "reading", "finish")
        row.done_at = utcnow() if done else None
        session.flush()
        audit.record(review, "review.read" if done else "review.read_again", actor_id=actor_id)


def set_expertise(*, organisation_id: int, person_id: int, tags: Collection[str], actor_id: int) -> None:
    """Writes down what a person of the board knows about.

    Raises:
        ValueError: a tag that is none of ours.
    """
    if not set(tags) <= TAGS.keys():
        raise ValueError("Not a field of expertise.")
    wanted = set(tags)
    with transaction() as session:
        session.get_one(Person, person_id, with_for_update=True)  # two at once: one after the other
        mine = BoardExpertise.organisation_id == organisation_id, BoardExpertise.person_id == person_id
        known = set(session.scalars(select(BoardExpertise.tag).where(*mine)))
        if known == wanted:
            return
        session.execute(delete(BoardExpertise).where(*mine, BoardExpertise.tag.in_(known - wanted)))
        session.add_all(
            BoardExpertise(organisation_id=organisation_id, person_id=person_id, tag=tag)
            for tag in sorted(wanted - known)
        )
        audit.record(
            audit.AuditSubject("person", person_id, organisation_id),
            "expertise.set",
            actor_id=actor_id,
            tags=sorted(wanted),
        )
