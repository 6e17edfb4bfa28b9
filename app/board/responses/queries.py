"""Reads of responses: what waits for an owner, the answers by point, and what is being written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Membership, Person
from app.assessments.models import Assessment, Submission
from app.board.lifecycle import ReviewState
from app.board.models import Advice, Condition, Response, Review
from app.board.responses.models import ResponseDraft, ResponsePoint
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Role

SEE_TO_IT = (Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER)


def waiting_for(organisation_id: int, owner_id: int) -> list[Review]:
    """Reviews of the owner's uses that were advised on, the newest first: a fixed number of statements."""
    reviews = db.session.scalars(
        select(Review)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(
            Review.organisation_id == organisation_id,
            UseCase.owner_id == owner_id,
            Review.state.in_((ReviewState.ADVISED, ReviewState.APPEALED, ReviewState.RESPONDED)),
        )
        .options(
            joinedload(Review.submission).joinedload(Submission.assessment).joinedload(Assessment.use),
            selectinload(Review.advices).joinedload(Advice.response),
        )
        .order_by(Review.opened_at.desc(), Review.id.desc())
    )
    return list(reviews)


def points_of(responses: Collection[Response]) -> dict[int, list[ResponsePoint]]:
    """The answers by point, by response id, the advice itself first: one statement."""
    found: dict[int, list[ResponsePoint]] = defaultdict(list)
    if responses:
        rows = db.session.scalars(
            select(ResponsePoint)
            .outerjoin(Condition, Condition.id == ResponsePoint.condition_id)
            .where(ResponsePoint.response_id.in_([response.id for response in responses]))
            .options(joinedload(ResponsePoint.condition))
            .order_by(
                ResponsePoint.response_id,
                ResponsePoint.condition_id.is_not(None),
                Condition.due_on,
                Condition.id,
            )
        )
        for row in rows:
            found[row.response_id].append(row)
    return found


def answers_to(advices: Collection[Advice]) -> dict[int | None, dict[int | None, ResponsePoint]]:
    """By advice id, the answer to each condition id, under None that to the advice itself: one statement."""
    responses = {advice.response.id: advice for advice in advices if advice.response is not None}
    points = points_of([advice.response for advice in advices if advice.response is not None])
    return {
        responses[response_id].id: {point.condition_id: point for point in found}
        for response_id, found in points.items()
    }


def draft_of(advice_id: int) -> ResponseDraft | None:
    """What the owner has written so far."""
    return db.session.scalars(select(ResponseDraft).where(ResponseDraft.advice_id == advice_id)).one_or_none()


def may_see_to(organisation_id: int) -> list[Person]:
    """Who can see to a condition: active people of teams and accountable owners, by name: one statement."""
    holds = exists().where(
        Membership.person_id == Person.id,
        Membership.organisation_id == organisation_id,
        Membership.role.in_([role.value for role in SEE_TO_IT]),
    )
    return list(
        db.session.scalars(
            select(Person).where(holds, Person.active.is_(True)).order_by(Person.name, Person.id)
        )
    )
