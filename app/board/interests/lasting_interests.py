"""What members of the board enter in their register of lasting interests."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.accounts.models import Person
from app.board.interests.models import InterestsConfirmed, StandingInterest
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.web.nonces import spend


def enter(
    *, organisation_id: int, person_id: int, category: str, text: str, nonce: str = ""
) -> StandingInterest:
    """Adds a lasting interest of the person who enters it.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
    """
    with transaction() as session:
        if nonce:
            spend(session, nonce)
        row = StandingInterest(
            organisation_id=organisation_id,
            person_id=person_id,
            category=category,
            text=text,
            entered_at=utcnow(),
        )
        session.add(row)
        session.flush()
        _note(session, "standing_interest.entered", row)
    return row


def end(*, standing: StandingInterest) -> None:
    """Says that a lasting interest no longer holds; what it said is kept, and no longer shown.

    Raises:
        OutOfTurn: it was ended before.
    """
    with transaction() as session:
        fresh = session.scalars(
            select(StandingInterest)
            .where(StandingInterest.id == standing.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        if fresh.ended_at is not None:
            raise OutOfTurn("ended", "end")
        fresh.ended_at = utcnow()
        session.flush()
        _note(session, "standing_interest.ended", fresh)


def confirm(*, organisation_id: int, person_id: int) -> None:
    """The person says that what stands there is all, or that there is nothing."""
    with transaction() as session:
        session.get_one(Person, person_id, with_for_update=True)  # two at once: one after the other
        row = session.scalars(
            select(InterestsConfirmed).where(
                InterestsConfirmed.organisation_id == organisation_id,
                InterestsConfirmed.person_id == person_id,
            )
        ).one_or_none()
        if row is None:
            row = InterestsConfirmed(organisation_id=organisation_id, person_id=person_id)
            session.add(row)
        row.confirmed_at = utcnow()
        audit.record(
            session,
            action="standing_interest.confirmed",
            subject_type="person",
            subject_id=person_id,
            actor_id=person_id,
            organisation_id=organisation_id,
        )


def _note(session: Session, action: str, row: StandingInterest) -> None:
    audit.record(
        session,
        action=action,
        subject_type="standing_interest",
        subject_id=row.id,
        actor_id=row.person_id,
        organisation_id=row.organisation_id,
        details={"category": row.category},
    )
