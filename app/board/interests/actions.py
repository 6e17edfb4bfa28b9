"""Declaring an interest or none, and letting somebody with an interest take part."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.board.interests.models import Interest, InterestAllowance
from app.board.interests.queries import last_declared
from app.board.interests.standing import NEVER_ALLOWED, InterestKind
from app.board.models import Review
from app.board.review_audit import note_review
from app.board.signals import interest_declared
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.web.nonces import spend
from app.web.versions import lock_fresh


class SaidAlready(Exception):
    """The person's last declaration on this review says the same."""


def declare(
    *, review: Review, person_id: int, kind: InterestKind, text: str = "", actor_id: int, nonce: str = ""
) -> Interest:
    """Writes down what a person of the board declares; what they declared before stays in the history.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        SaidAlready: the same stands on this review as the person's last word.
        ValueError: an interest without a word on what it is.
    """
    text = "" if kind is InterestKind.NONE else text.strip()
    if kind is not InterestKind.NONE and not text:
        raise ValueError("An interest needs a sentence that says what it is.")
    with transaction() as session:
        if nonce:
            spend(session, nonce)
        lock_fresh(session, review)
        _refuse_the_same(session, review, person_id, kind, text)
        row = Interest(
            review_id=review.id,
            assessment_id=review.submission.assessment_id,
            person_id=person_id,
            kind=kind.value,
            text=text,
            recorded_by_id=actor_id,
            declared_at=utcnow(),
        )
        session.add(row)
        session.flush()
        facts = {"interest": row.id, "person": person_id, "has_interest": kind is not InterestKind.NONE}
        note_review(session, "interest.declared", review, actor_id, **facts)
        interest_declared.send(row, session=session, actor_id=actor_id)
    return row


def _refuse_the_same(session: Session, review: Review, person_id: int, kind: InterestKind, text: str) -> None:
    assessment_id = review.submission.assessment_id
    last = last_declared([assessment_id])[assessment_id].get(person_id)
    if last and last.review_id == review.id and last.kind == kind:
        before = session.get_one(Interest, last.interest_id)
        if before.text == text:
            raise SaidAlready


def declare_none(*, reviews: Sequence[Review], actor_id: int) -> int:
    """Declares for each of these reviews that the actor has no interest; gives how many were new."""
    done = 0
    with transaction():
        for review in reviews:
            try:
                declare(review=review, person_id=actor_id, kind=InterestKind.NONE, actor_id=actor_id)
            except SaidAlready:
                continue
            done += 1
    return done


def let_take_part(*, review: Review, interest: Interest, reason: str, actor_id: int) -> InterestAllowance:
    """Lets a member with an interest take part in this review, with the reason for it.

    Raises:
        OutOfTurn: it is no longer the member's last word, it was allowed before, or nobody here may allow it.
        ValueError: the actor's own interest.
    """
    if interest.person_id == actor_id:
        raise ValueError("Nobody lets themselves take part.")
    with transaction() as session:
        lock_fresh(session, review)
        assessment_id = review.submission.assessment_id
        last = last_declared([assessment_id])[assessment_id].get(interest.person_id)
        if last is None or last.interest_id != interest.id or interest.kind == InterestKind.NONE:
            raise OutOfTurn("replaced", "let_take_part")
        if last.allowed or interest.kind in NEVER_ALLOWED or interest.review_id != review.id:
            raise OutOfTurn("allowed" if last.allowed else "shut", "let_take_part")
        row = InterestAllowance(
            interest_id=interest.id, reason=reason, allowed_by_id=actor_id, allowed_at=utcnow()
        )
        session.add(row)
        session.flush()
        note_review(
            session, "interest.allowed", review, actor_id, interest=interest.id, person=interest.person_id
        )
    return row
