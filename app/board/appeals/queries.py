"""Reads of appeals, and who may answer one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person
from app.assessments.models import Assessment, Submission
from app.board.appeals.lifecycle import AppealState
from app.board.appeals.models import Appeal, AppealSubstitute
from app.board.deliberation.hooks import second_looks
from app.board.interests.queries import others_of, own_of, standings, taking_part
from app.board.interests.standing import ReviewStanding
from app.board.models import Advice, Review
from app.board.triage.models import ReviewAssignment
from app.database import db
from app.uses.models import UseCase
from app.web.roles import BOARD

NEEDED = 2


@dataclass(frozen=True, slots=True)
class Answerers:
    """Who may take the second look, and why others may not: `signed` and `led` are ids of people."""

    people: tuple[Person, ...]
    signed: frozenset[int]
    led: frozenset[int]

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(person.id for person in self.people)

    @property
    def are_enough(self) -> bool:
        """Whether one can write the answer and another one agree to it."""
        return len(self.people) >= NEEDED


def appeals_of(review_ids: Collection[int]) -> dict[int, Appeal]:
    """The appeals by review id, with who acted: one statement, and one for substitutes."""
    if not review_ids:
        return {}
    rows = db.session.scalars(
        select(Appeal)
        .where(Appeal.review_id.in_(list(review_ids)))
        .options(
            joinedload(Appeal.asked_by),
            joinedload(Appeal.answered_by),
            joinedload(Appeal.agreed_by),
            joinedload(Appeal.advice),
            selectinload(Appeal.substitutes).joinedload(AppealSubstitute.person),
        )
        .order_by(Appeal.id)
    )
    return {row.review_id: row for row in rows}


def appeal_of(review_id: int) -> Appeal | None:
    """The appeal of a review, None when the team has not asked for a second look."""
    return appeals_of([review_id]).get(review_id)


@second_looks.add
def wants_another_advice(review: Review) -> bool:
    """Whether the members of the second look have agreed that the advice changes."""
    appeal = appeal_of(review.id)
    return appeal is not None and appeal.state == AppealState.TO_BE_CHANGED


def newest_review(use: UseCase) -> Review | None:
    """The review of the use's last submission."""
    return db.session.scalars(
        select(Review)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .where(Assessment.use_id == use.id, Review.organisation_id == use.organisation_id)
        .options(
            joinedload(Review.submission).joinedload(Submission.assessment).joinedload(Assessment.use),
            selectinload(Review.advices).joinedload(Advice.issued_by),
        )
        .order_by(Submission.number.desc())
        .limit(1)
    ).one_or_none()


def who_may_answer(review: Review) -> Answerers:
    """Members and chairs who take part and neither signed the advice nor led its review, and substitutes."""
    signed, led = _signed(review), leads_of(review)
    people = {p.id: p for p in taking_part(review) if p.id not in signed and p.id not in led}
    appeal = appeal_of(review.id)
    out = {person_id for person_id, each in standings(review).items() if each is ReviewStanding.RECUSED}
    out |= own_of(review)
    for substitute in appeal.substitutes if appeal else ():
        if substitute.person_id not in out | signed:
            people[substitute.person_id] = substitute.person
    ordered = sorted(people.values(), key=lambda person: (person.name, person.id))
    return Answerers(tuple(ordered), frozenset(signed), frozenset(led))


def may_stand_in(review: Review) -> list[Person]:
    """Whom the chair can name: people of the board who did not sign, are not recused, do not answer yet."""
    found = who_may_answer(review)
    recused = {person_id for person_id, each in standings(review).items() if each is ReviewStanding.RECUSED}
    return [
        person for person in others_of(review, *BOARD) if person.id not in found.ids | found.signed | recused
    ]


def _signed(review: Review) -> set[int]:
    return {advice.issued_by_id for advice in review.advices}


def leads_of(review: Review) -> set[int]:
    """Ids of the reviewers who led the review."""
    leading = (
        ReviewAssignment.review_id == review.id,
        ReviewAssignment.lead.is_(True),
        ReviewAssignment.ended_at.is_(None),
    )
    return set(db.session.scalars(select(ReviewAssignment.person_id).where(*leading)))
