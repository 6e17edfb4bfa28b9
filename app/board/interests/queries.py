"""Reads of interests: who takes part in a review, and for whom its papers are shut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import g, has_request_context, request
from sqlalchemy import ColumnElement, Exists, Row, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Membership, Person
from app.assessments.authorship import authored_by, authors_of
from app.assessments.models import Assessment, Submission
from app.assessments.use_assessment import assessment_of
from app.board.interests.models import Interest, InterestAllowance, InterestLift
from app.board.interests.standing import (
    NEVER_ALLOWED,
    Declared,
    InterestKind,
    ReviewStanding,
    counting,
    standing_of,
)
from app.board.lifecycle import REVIEW
from app.board.models import Review
from app.database import READING, db
from app.uses.models import UseCase
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
    """Ids of the people whose own use is reviewed, today or in any round before: one statement.

    A request that only reads asks once, since several checks of one page need it.
    """
    use_id = review.submission.assessment.use_id
    if not has_request_context() or request.method not in READING:
        return authors_of([use_id])[use_id]
    known: dict[int, set[int]] = g.setdefault("authors_by_use", {})
    if use_id not in known:
        known[use_id] = authors_of([use_id])[use_id]
    return known[use_id]


def own_of_each(reviews: Collection[Review]) -> dict[int, set[int]]:
    """The same for many reviews, by review id: one statement."""
    uses = {review.id: review.submission.assessment.use_id for review in reviews}
    found = authors_of(set(uses.values()))
    return {review_id: found[use_id] for review_id, use_id in uses.items()}


def others_of(review: Review, *roles: Role) -> list[Person]:
    """People of the organisation in these roles who have no part in the use itself: one statement."""
    own = own_of(review)
    return [person for person in people_of(review.organisation_id, *roles) if person.id not in own]


def last_declared(
    assessment_ids: Iterable[int] | Select[int], people: Collection[int] | None = None
) -> dict[int, dict[int, Declared]]:
    """The declaration that counts on each assessment by person, or by each of `people`: one statement."""
    ids = assessment_ids if isinstance(assessment_ids, Select) else list(assessment_ids)
    query = _declarations().where(Interest.assessment_id.in_(ids))
    if people is not None:
        query = query.where(Interest.person_id.in_(people))
    said: dict[int, dict[int, list[Declared]]] = defaultdict(lambda: defaultdict(list))
    for row in db.session.execute(query):
        said[row.assessment_id][row.person_id].append(_declared(row))
    found: dict[int, dict[int, Declared]] = defaultdict(dict)
    for assessment_id, by_person in said.items():
        for person_id, declared in by_person.items():
            if (last := counting(declared)) is not None:
                found[assessment_id][person_id] = last
    return found


def _declared(row: Row[int, int, int, int, str, bool, bool]) -> Declared:
    return Declared(row.id, row.review_id, row.kind, bool(row.allowed), bool(row.lifted))


def _declarations() -> Select[int, int, int, int, str, bool, bool]:
    return (
        select(
            Interest.assessment_id,
            Interest.person_id,
            Interest.id,
            Interest.review_id,
            Interest.kind,
            InterestAllowance.id.is_not(None).label("allowed"),
            InterestLift.id.is_not(None).label("lifted"),
        )
        .outerjoin(InterestAllowance, InterestAllowance.interest_id == Interest.id)
        .outerjoin(InterestLift, InterestLift.interest_id == Interest.id)
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
    last = counting(_declared(row) for row in rows)
    return Door(newest.id, newest.state, standing_of(newest.id, last))


def shut(actor: Actor) -> ColumnElement[bool]:
    """What `Door.shut` or own work closes to the actor, for queries that join UseCase and Assessment."""
    if not actor.has(*BOARD):
        return false()
    newest = (
        select(func.max(Review.id))
        .join(Submission, Submission.id == Review.submission_id)
        .where(Submission.assessment_id == Assessment.id)
        .correlate(Assessment)
        .scalar_subquery()
    )
    allowed_now = and_(Interest.review_id == newest, _is_allowed())
    recused = _has_interest(actor.person_id).where(~allowed_now)
    waits = exists().where(Review.id == newest, Review.state.not_in(REVIEW.final))
    declared = _has_declared(actor.person_id).where(Interest.review_id == newest)
    waiting = and_(waits, ~declared.correlate(Assessment))
    return or_(recused.correlate(Assessment), waiting, authored_by(actor.person_id))


def _has_interest(person_id: int) -> Exists:
    """Whether `counting` gives an interest of the person, for queries that join Assessment."""
    mine = and_(Interest.assessment_id == Assessment.id, Interest.person_id == person_id)
    financial = select(func.max(Interest.id)).where(mine, Interest.kind.in_(NEVER_ALLOWED))
    any_kind = select(func.max(Interest.id)).where(mine, Interest.kind != InterestKind.NONE)
    last = func.coalesce(
        financial.correlate(Assessment).scalar_subquery(), any_kind.correlate(Assessment).scalar_subquery()
    )
    return exists().where(Interest.id == last, ~_is_lifted())


def _has_declared(person_id: int) -> Exists:
    """Whether the person has declared anything since the last lifting, for queries that join Assessment."""
    lifted = aliased(Interest)
    last_lifted = (
        select(func.max(lifted.id))
        .join(InterestLift, InterestLift.interest_id == lifted.id)
        .where(lifted.assessment_id == Assessment.id, lifted.person_id == person_id)
        .correlate(Assessment)
        .scalar_subquery()
    )
    mine = and_(Interest.assessment_id == Assessment.id, Interest.person_id == person_id)
    return exists().where(mine, Interest.id > func.coalesce(last_lifted, 0))


def _is_lifted() -> ColumnElement[bool]:
    return exists().where(InterestLift.interest_id == Interest.id).correlate(Interest)


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
                joinedload(Interest.lift).joinedload(InterestLift.lifted_by),
            )
            .order_by(Interest.id)
        )
    )


def that_count(history: Sequence[Interest]) -> dict[int, Interest]:
    """Of a history the declaration of each person that counts, or the last one where none does."""
    by_person: dict[int, dict[int, Interest]] = defaultdict(dict)
    for each in history:
        by_person[each.person_id][each.id] = each
    found = {}
    for person_id, rows in by_person.items():
        last = counting(
            Declared(row.id, row.review_id, row.kind, row.allowance is not None, row.lift is not None)
            for row in rows.values()
        )
        found[person_id] = rows[last.interest_id if last else max(rows)]
    return found


@loads("interest_id", "interest")
def interest(organisation_id: int, interest_id: int) -> Interest | None:
    """One declaration in the organisation."""
    return db.session.scalars(
        select(Interest)
        .join(Review, Review.id == Interest.review_id)
        .where(Review.organisation_id == organisation_id, Interest.id == interest_id)
        .options(joinedload(Interest.person), joinedload(Interest.allowance), joinedload(Interest.lift))
    ).one_or_none()


def still_to_declare(actor: Actor) -> list[tuple[Review, UseCase]]:
    """Reviews that wait for the actor's declaration, the oldest first: one statement.

    Not those in which an interest of an earlier round keeps them out: only the chair can lift it.
    """
    said = _has_declared(actor.person_id).where(Interest.review_id == Review.id)
    rows = db.session.execute(
        select(Review, UseCase)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(
            Review.organisation_id == actor.organisation_id,
            Review.state.not_in(REVIEW.final),
            ~authored_by(actor.person_id),
            ~said.correlate(Assessment, Review),
            ~_has_interest(actor.person_id).correlate(Assessment),
        )
        .options(joinedload(Review.submission))
        .order_by(Review.opened_at, Review.id)
    )
    return [(row[0], row[1]) for row in rows]
