"""Reads of interests: who takes part in a review, and for whom its papers are shut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Membership, Person
from app.assessments.models import Assessment, Submission
from app.assessments.use_assessment import assessment_of
from app.board.interests.models import Interest, InterestAllowance
from app.board.interests.standing import Declared, InterestKind, ReviewStanding, standing_of
from app.board.lifecycle import REVIEW
from app.board.models import Review
from app.database import db
from app.uses.models import UseCase, UseMember
from app.web.access import loads
from app.web.roles import BOARD, Actor, Role

VOTING = (Role.BOARD_MEMBER, Role.BOARD_CHAIR)


@dataclass(frozen=True, slots=True)
class Door:
    """The newest review of a use, and where one person of the board stands towards it."""

    review_id: int
    state: str
    standing: ReviewStanding

    @property
    def shut(self) -> bool:
        """Whether the use's papers are closed: to whoever has an interest, or has yet to declare."""
        if self.standing is ReviewStanding.UNDECLARED:
            return self.state not in REVIEW.final
        return not self.standing.takes_part


def people_of(organisation_id: int, *roles: Role) -> list[Person]:
    """Active people of the organisation who hold one of the roles, by name: one statement."""
    holds = exists().where(
        Membership.person_id == Person.id,
        Membership.organisation_id == organisation_id,
        Membership.role.in_([role.value for role in roles]),
    )
    return list(
        db.session.scalars(
            select(Person).where(holds, Person.active.is_(True)).order_by(Person.name, Person.id)
        )
    )


def own_of(review: Review) -> set[int]:
    """Ids of the people whose own use is reviewed: its team and its owner."""
    use = review.submission.assessment.use
    return {person.id for person in use.team} | ({use.owner_id} if use.owner_id else set())


def others_of(review: Review, *roles: Role) -> list[Person]:
    """People of the organisation in these roles who have no part in the use itself: one statement."""
    own = own_of(review)
    return [person for person in people_of(review.organisation_id, *roles) if person.id not in own]


def last_declared(assessment_ids: Iterable[int]) -> dict[int, dict[int, Declared]]:
    """The last declaration on each assessment by person: one statement."""
    found: dict[int, dict[int, Declared]] = defaultdict(dict)
    rows = db.session.execute(_declarations().where(Interest.assessment_id.in_(list(assessment_ids))))
    for row in rows:
        found[row.assessment_id][row.person_id] = _declared(row)
    return found


def _declared(row: Row[int, int, int, int, str, bool]) -> Declared:
    return Declared(row.id, row.review_id, row.kind, bool(row.allowed))


def _declarations() -> Select[int, int, int, int, str, bool]:
    return (
        select(
            Interest.assessment_id,
            Interest.person_id,
            Interest.id,
            Interest.review_id,
            Interest.kind,
            InterestAllowance.id.is_not(None).label("allowed"),
        )
        .outerjoin(InterestAllowance, InterestAllowance.interest_id == Interest.id)
        .order_by(Interest.id)
    )


def standings(review: Review) -> dict[int, ReviewStanding]:
    """Where each person who has declared anything stands: one statement. Who is missing is undeclared."""
    assessment_id = review.submission.assessment_id
    declared = last_declared([assessment_id])[assessment_id]
    return {person_id: standing_of(review.id, last) for person_id, last in declared.items()}


def standing(review: Review, person_id: int) -> ReviewStanding:
    """Where one person of the board stands towards a review."""
    return standings(review).get(person_id, ReviewStanding.UNDECLARED)


def taking_part(review: Review) -> tuple[Person, ...]:
    """Board members and chairs who count for quorum and may vote, by name: two statements.

    Active, not of the use's own team, and without a declared interest unless the chair let them take part;
    whoever has not declared yet is among them.
    """
    known = standings(review)
    return tuple(
        person
        for person in others_of(review, *VOTING)
        if known.get(person.id, ReviewStanding.UNDECLARED) is not ReviewStanding.RECUSED
    )


def undeclared(review: Review) -> tuple[Person, ...]:
    """Members and chairs of whom the review still waits to hear whether they have an interest."""
    known = standings(review)
    return tuple(person for person in others_of(review, *VOTING) if person.id not in known)


def chairs_taking_part(review: Review) -> set[int]:
    """Ids of the chairs who have declared and take part; empty when another member must stand in."""
    known = standings(review)
    return {
        p.id for p in others_of(review, Role.BOARD_CHAIR) if known.get(p.id, ReviewStanding.CLEAR).takes_part
    }


def door(assessment_id: int, person_id: int) -> Door | None:
    """Where a person stands towards the newest review of an assessment; None when there is no review."""
    newest = db.session.execute(
        select(Review.id, Review.state)
        .join(Submission, Submission.id == Review.submission_id)
        .where(Submission.assessment_id == assessment_id)
        .order_by(Submission.number.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        return None
    rows = db.session.execute(
        _declarations().where(Interest.assessment_id == assessment_id, Interest.person_id == person_id)
    ).all()
    last = _declared(rows[-1]) if rows else None
    return Door(newest.id, newest.state, standing_of(newest.id, last))


def shut(actor: Actor) -> ColumnElement[bool]:
    """The same as `Door.shut`, for queries that join UseCase and Assessment."""
    if not actor.has(*BOARD):
        return false()
    newest = (
        select(func.max(Review.id))
        .join(Submission, Submission.id == Review.submission_id)
        .where(Submission.assessment_id == Assessment.id)
        .correlate(Assessment)
        .scalar_subquery()
    )
    mine = and_(Interest.assessment_id == Assessment.id, Interest.person_id == actor.person_id)
    last = select(func.max(Interest.id)).where(mine).correlate(Assessment).scalar_subquery()
    allowed_now = and_(Interest.review_id == newest, _is_allowed())
    recused = exists().where(Interest.id == last, Interest.kind != InterestKind.NONE, ~allowed_now)
    waits = exists().where(Review.id == newest, Review.state.not_in(REVIEW.final))
    declared = exists().where(mine, Interest.review_id == newest)
    return or_(recused.correlate(Assessment), and_(waits, ~declared.correlate(Assessment)))


def _is_allowed() -> ColumnElement[bool]:
    return exists().where(InterestAllowance.interest_id == Interest.id).correlate(Interest)


def recused_from(use: UseCase) -> set[int]:
    """Ids of the people who take no part in the newest review of a use, because of an interest."""
    assessment = assessment_of(use)
    if assessment is None:
        return set()
    newest = db.session.scalar(
        select(func.max(Review.id))
        .join(Submission, Submission.id == Review.submission_id)
        .where(Submission.assessment_id == assessment.id)
    )
    declared = last_declared([assessment.id])[assessment.id]
    found = {person_id: standing_of(newest or 0, last) for person_id, last in declared.items()}
    return {person_id for person_id, each in found.items() if each is ReviewStanding.RECUSED}


def history(review: Review) -> list[Interest]:
    """Every declaration on the use up to this round, the oldest first."""
    return list(
        db.session.scalars(
            select(Interest)
            .where(Interest.assessment_id == review.submission.assessment_id, Interest.review_id <= review.id)
            .options(
                joinedload(Interest.person),
                joinedload(Interest.recorded_by),
                joinedload(Interest.review).joinedload(Review.submission),
                joinedload(Interest.allowance).joinedload(InterestAllowance.allowed_by),
            )
            .order_by(Interest.id)
        )
    )


@loads("interest_id", "interest")
def interest(organisation_id: int, interest_id: int) -> Interest | None:
    """One declaration in the organisation."""
    return db.session.scalars(
        select(Interest)
        .join(Review, Review.id == Interest.review_id)
        .where(Review.organisation_id == organisation_id, Interest.id == interest_id)
        .options(joinedload(Interest.person), joinedload(Interest.allowance))
    ).one_or_none()


def still_to_declare(actor: Actor) -> list[tuple[Review, UseCase]]:
    """Reviews that wait for the actor's declaration, the oldest first: one statement."""
    on_team = exists().where(UseMember.use_id == UseCase.id, UseMember.person_id == actor.person_id)
    said = exists().where(Interest.review_id == Review.id, Interest.person_id == actor.person_id)
    rows = db.session.execute(
        select(Review, UseCase)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(
            Review.organisation_id == actor.organisation_id,
            Review.state.not_in(REVIEW.final),
            func.coalesce(UseCase.owner_id, 0) != actor.person_id,
            ~on_team,
            ~said,
        )
        .options(joinedload(Review.submission))
        .order_by(Review.opened_at, Review.id)
    )
    return [(row[0], row[1]) for row in rows]
