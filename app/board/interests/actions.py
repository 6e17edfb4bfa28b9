"""Declaring an interest or none, and letting somebody with an interest take part."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app import audit
from app.board.interests.hooks import interest_declared
from app.board.interests.models import Interest, InterestAllowance, InterestLift
from app.board.interests.notifications import tell_interest_settled
from app.board.interests.queries import last_declared, own_of, standing
from app.board.interests.standing import NEVER_ALLOWED, Declared, InterestKind
from app.board.models import Review
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.register.published.search.index import bump
from app.web.nonces import spend
from app.web.versions import lock_fresh


class InterestStands(Exception):
    """The person declared an interest before, and only the chair lifts it."""


class SaidAlready(Exception):
    """The person's last declaration on this review says the same."""


def declare(
    *, review: Review, person_id: int, kind: InterestKind, text: str = "", actor_id: int, nonce: str = ""
) -> Interest:
    """Writes down what a person of the board declares; what they declared before stays in the history.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        InterestStands: none, by somebody whose interest still counts.
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
        _refuse(session, review, person_id, kind, text)
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
        audit.record(review, "interest.declared", actor_id=actor_id, **facts)
        for listener in interest_declared:
            listener(session, row)
        if kind is not InterestKind.NONE:
            bump(session)  # the public register of interests has changed
    return row


def _last(review: Review, person_id: int) -> Declared | None:
    assessment_id = review.submission.assessment_id
    return last_declared([assessment_id])[assessment_id].get(person_id)


def _refuse(session: Session, review: Review, person_id: int, kind: InterestKind, text: str) -> None:
    last = _last(review, person_id)
    if last and last.kind != InterestKind.NONE and kind is InterestKind.NONE:
        raise InterestStands
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
            except (InterestStands, SaidAlready):
                continue
            done += 1
    return done


def let_take_part(*, review: Review, interest: Interest, reason: str, actor_id: int) -> InterestAllowance:
    """Lets a member with an interest take part in this review, with the reason for it.

    Raises:
        OutOfTurn: it is no longer the member's last word, it was allowed before, nobody here may allow it, or
            the actor takes no part themselves.
        ValueError: the actor's own interest.
    """
    if interest.person_id == actor_id:
        raise ValueError("Nobody lets themselves take part.")
    with transaction() as session:
        lock_fresh(session, review)
        last = _standing_interest(review, interest, actor_id, "let_take_part")
        if last.allowed or interest.kind in NEVER_ALLOWED or interest.review_id != review.id:
            raise OutOfTurn("allowed" if last.allowed else "shut", "let_take_part")
        row = InterestAllowance(
            interest_id=interest.id, reason=reason, allowed_by_id=actor_id, allowed_at=utcnow()
        )
        session.add(row)
        session.flush()
        audit.record(
            review, "interest.allowed", actor_id=actor_id, interest=interest.id, person=interest.person_id
        )
        tell_interest_settled(session, review, row, actor_id)
        bump(session)
    return row


def lift(*, review: Review, interest: Interest, reason: str, actor_id: int) -> InterestLift:
    """Ends a declared interest, with the reason for it; the member then declares anew.

    Raises:
        OutOfTurn: it is no longer the member's last word, was lifted before, is a financial one (Localism Act
            2011, section 31), or the actor takes no part themselves.
        ValueError: the actor's own interest.
    """
    if interest.person_id == actor_id:
        raise ValueError("Nobody lifts an interest of their own.")
    with transaction() as session:
        lock_fresh(session, review)
        last = _standing_interest(review, interest, actor_id, "lift")
        if last.kind in NEVER_ALLOWED:
            raise OutOfTurn("shut", "lift")
        row = InterestLift(interest_id=interest.id, reason=reason, lifted_by_id=actor_id, lifted_at=utcnow())
        session.add(row)
        session.flush()
        audit.record(
            review, "interest.lifted", actor_id=actor_id, interest=interest.id, person=interest.person_id
        )
        tell_interest_settled(session, review, row, actor_id)
        bump(session)
    return row


def _standing_interest(review: Review, interest: Interest, actor_id: int, action: str) -> Declared:
    """The declaration that counts, which has to be this interest, while the actor takes part.

    Raises:
        OutOfTurn: it is not, or the actor takes no part.
    """
    last = _last(review, interest.person_id)
    if last is None or last.interest_id != interest.id or last.kind == InterestKind.NONE:
        raise OutOfTurn("replaced", action)
    if actor_id in own_of(review) or not standing(review, actor_id).takes_part:
        raise OutOfTurn("no_part", action)
    return last
