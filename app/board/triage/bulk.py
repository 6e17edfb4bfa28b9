"""Triage of many reviews at once, and its undoing; each review that cannot be changed is left and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.board.interests.queries import VOTING, last_declared, own_of_each, people_of
from app.board.interests.standing import ReviewStanding, standing_of
from app.board.lifecycle import ReviewState
from app.board.models import Review
from app.board.triage.actions import CannotReview
from app.board.triage.models import ReviewAssignment, ReviewTriage, TriageBatch
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.messages import MessageKind, tell
from app.web.nonces import spend
from app.web.versions import lock_fresh


@dataclass(frozen=True, slots=True)
class BulkInput:
    """What changes in all of them; empty leaves each as it is."""

    due_on: date | None = None
    route: str = ""
    priority: str = ""
    reviewer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the change (None when nothing could be changed) and why others were left."""

    batch: TriageBatch | None
    changed: int
    left: dict[str, int]


def change_many(
    *, organisation_id: int, reviews: Sequence[Review], given: BulkInput, actor_id: int, nonce: str
) -> Done:
    """Gives many reviews the same date, route, priority or reviewer.

    Left are those no longer open (`closed`), of which the actor has no part (`actor`), or whose own team or
    recused people the reviewer belongs to (`reviewer`).

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        CannotReview: the reviewer is not of the organisation's board.
    """
    if given.reviewer_id is not None:
        names = {person.id for person in people_of(organisation_id, *VOTING)}
        if given.reviewer_id not in names:
            raise CannotReview
    with transaction() as session:
        spend(session, nonce)
        fitting, left = _sorted(session, reviews, given, actor_id)
        if not fitting:
            return Done(None, 0, left)
        before = _change(session, fitting, given, actor_id)
        batch = TriageBatch(
            organisation_id=organisation_id, actor_id=actor_id, done_at=utcnow(), before=before
        )
        session.add(batch)
        session.flush()
        details = {"reviews": [review.id for review in fitting], "reviewer": given.reviewer_id}
        audit.record(batch, "triage.changed_many", actor_id=actor_id, **details)
        if given.reviewer_id is not None:
            _tell(session, fitting, given, actor_id, batch)
    return Done(batch, len(fitting), left)


def _sorted(
    session: Session, reviews: Sequence[Review], given: BulkInput, actor_id: int
) -> tuple[list[Review], dict[str, int]]:
    """The reviews that can be changed, locked, and how many cannot for which reason."""
    ids = [review.id for review in reviews]
    fresh = set(
        session.scalars(
            select(Review.id).where(Review.id.in_(ids), Review.state == ReviewState.OPEN).with_for_update()
        )
    )
    declared = last_declared([review.submission.assessment_id for review in reviews])
    own_of = own_of_each(reviews)
    left: Counter[str] = Counter()
    fitting = []
    for review in reviews:
        said = declared.get(review.submission.assessment_id, {})
        own = own_of[review.id]
        if review.id not in fresh:
            left["closed"] += 1
        elif actor_id in own or not standing_of(review.id, said.get(actor_id)).takes_part:
            left["actor"] += 1
        elif given.reviewer_id is not None and (
            given.reviewer_id in own
            or standing_of(review.id, said.get(given.reviewer_id)) is ReviewStanding.RECUSED
        ):
            left["reviewer"] += 1
        else:
            fitting.append(review)
    return fitting, dict(left)


def _change(
    session: Session, reviews: Sequence[Review], given: BulkInput, actor_id: int
) -> list[dict[str, Any]]:
    """Changes them and gives what each was before."""
    ids = [review.id for review in reviews]
    rows = session.scalars(select(ReviewTriage).where(ReviewTriage.review_id.in_(ids)))
    triaged = {row.review_id: row for row in rows}
    given_out = {row.review_id: row for row in session.scalars(_of_person(ids, given.reviewer_id))}
    before: list[dict[str, Any]] = []
    for review in reviews:
        row = triaged.get(review.id)
        before.append({"review": review.id, "was": _facts(row) if row else None, "added": None})
        if row is None:
            row = triaged[review.id] = ReviewTriage(
                review_id=review.id, triaged_by_id=actor_id, triaged_at=utcnow(), route="", priority="normal"
            )
            session.add(row)
        row.due_on = given.due_on or row.due_on
        row.route, row.priority = given.route or row.route, given.priority or row.priority
        if given.reviewer_id is not None:
            new = _add(session, given_out.get(review.id), review.id, given, actor_id)
            before[-1]["added"] = given.reviewer_id if new else None
    session.flush()
    for entry in before:
        entry["version"] = triaged[entry["review"]].version
    return before


def _of_person(ids: Sequence[int], person_id: int | None) -> Any:
    return select(ReviewAssignment).where(
        ReviewAssignment.review_id.in_(ids), ReviewAssignment.person_id == (person_id or 0)
    )


def _add(
    session: Session, row: ReviewAssignment | None, review_id: int, given: BulkInput, actor_id: int
) -> bool:
    """Makes the person a reviewer; False when they were already."""
    if row is not None and row.ended_at is None:
        return False
    if row is None:
        row = ReviewAssignment(review_id=review_id, person_id=given.reviewer_id, lead=False)
        session.add(row)
    row.assigned_by_id, row.assigned_at = actor_id, utcnow()
    row.ended_at = row.done_at = None
    return True


def _facts(row: ReviewTriage) -> dict[str, Any]:
    due = row.due_on.isoformat() if row.due_on else None
    return {"due_on": due, "route": row.route, "priority": row.priority}


def _tell(
    session: Session, reviews: Sequence[Review], given: BulkInput, actor_id: int, batch: TriageBatch
) -> None:
    """One message for all of them, since forty would be read by nobody."""
    one = reviews[0] if len(reviews) == 1 else None
    tell(
        session,
        kind=MessageKind.ASSIGNED,
        organisation_id=batch.organisation_id,
        to=[given.reviewer_id] if given.reviewer_id is not None else [],
        about=one.submission.assessment.use.name if one else "",
        endpoint="board.review" if one else "board.queue",
        arguments={"review_id": one.id} if one else {"who": "mine"},
        words={"due": given.due_on} if given.due_on else {},
        key=f"triage-batch-{batch.id}",
        actor_id=actor_id,
    )


def undo(*, batch: TriageBatch, actor_id: int) -> Done:
    """Puts every review of the change back as it was, but those that somebody changed since.

    Raises:
        OutOfTurn: it was undone before.
    """
    with transaction() as session:
        fresh = lock_fresh(session, batch)
        if fresh.undone_at is not None:
            raise OutOfTurn("undone", "undo")
        ids = [entry["review"] for entry in fresh.before]
        rows = session.scalars(select(ReviewTriage).where(ReviewTriage.review_id.in_(ids)).with_for_update())
        triaged = {row.review_id: row for row in rows}
        back = [entry for entry in fresh.before if _is_untouched(triaged.get(entry["review"]), entry)]
        for entry in back:
            _put_back(session, triaged[entry["review"]], entry)
        _end(session, {entry["review"]: entry["added"] for entry in back if entry["added"]})
        fresh.undone_at, fresh.undone_by_id = utcnow(), actor_id
        details = {"reviews": [entry["review"] for entry in back]}
        audit.record(fresh, "triage.undone", actor_id=actor_id, **details)
    left = len(ids) - len(back)
    return Done(fresh, len(back), {"changed_since": left} if left else {})


def _is_untouched(row: ReviewTriage | None, entry: dict[str, Any]) -> bool:
    return row is not None and row.version == entry["version"]


def _put_back(session: Session, row: ReviewTriage, entry: dict[str, Any]) -> None:
    was = entry["was"]
    if was is None:
        session.delete(row)
        return
    row.due_on = date.fromisoformat(was["due_on"]) if was["due_on"] else None
    row.route, row.priority = was["route"], was["priority"]


def _end(session: Session, added: dict[int, int]) -> None:
    """Takes off the reviewer whom the change had added, where they have not finished."""
    rows = session.scalars(
        select(ReviewAssignment).where(
            ReviewAssignment.review_id.in_(added),
            ReviewAssignment.person_id.in_(set(added.values())),
            ReviewAssignment.done_at.is_(None),
            ReviewAssignment.ended_at.is_(None),
        )
    )
    for row in rows:
        row.ended_at = utcnow()
