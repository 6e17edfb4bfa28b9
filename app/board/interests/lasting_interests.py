"""What members of the board enter in their register of lasting interests."""

from __future__ import annotations

from sqlalchemy import select

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
        audit.record(row, "standing_interest.entered", actor_id=row.person_id)
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
        audit.record(fresh, "standing_interest.ended", actor_id=fresh.person_id)


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
            audit.AuditSubject("person", person_id, organisation_id),
            "standing_interest.confirmed",
            actor_id=person_id,
        )
