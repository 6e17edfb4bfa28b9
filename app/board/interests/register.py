"""The register of interests of an organisation's board: lasting ones, and those declared for reviews."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from app.accounts.models import Organisation, Person
from app.assessments.models import Assessment, Submission
from app.board.interests.models import (
    Interest,
    InterestAllowance,
    InterestLift,
    InterestsConfirmed,
    StandingInterest,
)
from app.board.interests.queries import people_of
from app.board.interests.seats import Seat, seats_of
from app.board.interests.standing import InterestKind
from app.board.models import Review
from app.database import db
from app.register.editing.actions.drafts import ORIGIN
from app.register.models import Entry
from app.uses.models import UseCase
from app.web.access import loads
from app.web.roles import BOARD


@dataclass(frozen=True, slots=True)
class Told:
    """An interest declared for a review; `use` is empty while the use is not on the public register.

    `reason` is why the member took part all the same; `lifted_at` is when the interest ended, if it did.
    """

    day: datetime
    kind: str
    text: str
    use: str
    reason: str
    lifted_at: datetime | None = None
    lift_reason: str = ""


@dataclass(frozen=True, slots=True)
class MemberInterests:
    """What one person of the board has entered; `confirmed_at` is None for who never said that it is all."""

    person: Person
    seat: Seat
    standing: tuple[StandingInterest, ...]
    told: tuple[Told, ...]
    confirmed_at: datetime | None


@loads("standing_id", "standing")
def standing_interest(organisation_id: int, standing_id: int) -> StandingInterest | None:
    """One lasting interest in the organisation."""
    return db.session.scalars(
        select(StandingInterest).where(
            StandingInterest.organisation_id == organisation_id, StandingInterest.id == standing_id
        )
    ).one_or_none()


def standing_of_person(organisation_id: int, person_id: int) -> list[StandingInterest]:
    """What a person has entered and not ended, by category."""
    return list(db.session.scalars(_standing(organisation_id).where(StandingInterest.person_id == person_id)))


def confirmed_at(organisation_id: int, person_id: int) -> datetime | None:
    """When a person last said that what they entered is all."""
    return db.session.scalar(
        select(InterestsConfirmed.confirmed_at).where(
            InterestsConfirmed.organisation_id == organisation_id, InterestsConfirmed.person_id == person_id
        )
    )


def _standing(organisation_id: int) -> Select[StandingInterest]:
    return (
        select(StandingInterest)
        .where(StandingInterest.organisation_id == organisation_id, StandingInterest.ended_at.is_(None))
        .order_by(StandingInterest.category, StandingInterest.id)
    )


def register(organisation: Organisation, *, inside: bool = False) -> list[MemberInterests]:
    """What everybody on the board has entered, by name: a fixed number of statements.

    `inside` the board the uses that are not public yet have their names too.
    """
    people = people_of(organisation.id, *BOARD)
    seats, told = seats_of(organisation.id), _told(organisation.id, inside)
    standing: dict[int, list[StandingInterest]] = defaultdict(list)
    for row in db.session.scalars(_standing(organisation.id)):
        standing[row.person_id].append(row)
    rows = db.session.execute(
        select(InterestsConfirmed.person_id, InterestsConfirmed.confirmed_at).where(
            InterestsConfirmed.organisation_id == organisation.id
        )
    )
    confirmed = {row.person_id: row.confirmed_at for row in rows}
    return [
        MemberInterests(
            person,
            seats.get(person.id, Seat()),
            tuple(standing[person.id]),
            tuple(told[person.id]),
            confirmed.get(person.id),
        )
        for person in people
    ]


def _told(organisation_id: int, inside: bool) -> dict[int, list[Told]]:
    """Interests declared for reviews by person, the newest first.

    The public reads neither the name of a use that is not public yet nor what was declared about it.
    """
    public = {
        row.source_key: row.title
        for row in db.session.execute(
            select(Entry.source_key, Entry.title).where(
                Entry.organisation_id == organisation_id,
                Entry.origin == ORIGIN,
                Entry.published_number.is_not(None),
            )
        )
    }
    rows = db.session.execute(
        select(
            Interest,
            InterestAllowance.reason,
            InterestLift.lifted_at,
            InterestLift.reason,
            UseCase.id,
            UseCase.name,
        )
        .join(Review, Review.id == Interest.review_id)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .outerjoin(InterestAllowance, InterestAllowance.interest_id == Interest.id)
        .outerjoin(InterestLift, InterestLift.interest_id == Interest.id)
        .where(Review.organisation_id == organisation_id, Interest.kind != InterestKind.NONE)
        .order_by(Interest.id.desc())
    )
    found: dict[int, list[Told]] = defaultdict(list)
    for interest, reason, lifted_at, lift_reason, use_id, name in rows:
        title = public.get(f"use-{use_id}", name if inside else "")
        found[interest.person_id].append(
            Told(
                day=interest.declared_at,
                kind=interest.kind,
                text=interest.text if title else "",
                use=title,
                reason=(reason or "") if title else "",
                lifted_at=lifted_at,
                lift_reason=(lift_reason or "") if title else "",
            )
        )
    return found


def public_organisation(slug: str) -> Organisation | None:
    """The organisation of a public page."""
    return db.session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()
