"""Uses whose advice has conditions, and what happens to these, for tests."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.accounts import actions as accounts
from app.audit import AuditEvent
from app.board.appeals.actions import ask, write_answer
from app.board.desk.actions import ConditionInput
from app.board.models import Condition
from app.database import db
from app.uses.models import UseCase
from app.vocabulary.advice import AppealOutcome, ResponseOutcome
from app.web.roles import Role
from tests.support.people import Council
from tests.support.responses import answer_all
from tests.support.uses import an_advised_use, the_review

FIGURES = ConditionInput("Publish how often officers change the order.", date(2030, 1, 31))
LETTER = ConditionInput("Rewrite the letter.", date(2030, 3, 31))


def a_person(council: Council, name: str, *roles: Role) -> int:
    """One more person of the council, who can then sign in under this name."""
    person = accounts.add_person(
        organisation_id=council.organisation_id,
        name=name.replace("_", " ").title(),
        email=f"{name.replace('_', '.')}@more.example",
        roles=list(roles),
    )
    council.people[name] = person.id
    return person.id


def an_answered_use(council: Council, *conditions: ConditionInput) -> UseCase:
    """A use whose owner accepted every point, and sees to each condition."""
    use = an_advised_use(council, *(conditions or (FIGURES,)))
    answer_all(
        review=the_review(use),
        outcome=ResponseOutcome.ACCEPT,
        reasons="We agree.",
        post="Director of Housing",
        actor_id=council.people[Role.ACCOUNTABLE_OWNER],
    )
    return use


def conditions_of(use: UseCase) -> list[Condition]:
    """The conditions of the use's newest advice as they are stored now."""
    advice = the_review(use).advice
    assert advice is not None
    return list(
        db.session.scalars(
            select(Condition)
            .where(Condition.advice_id == advice.id)
            .order_by(Condition.due_on, Condition.id)
            .execution_options(populate_existing=True)
        )
    )


def refusals() -> list[str]:
    """What was refused so far: the route, or the action with the code that says why."""
    db.session.rollback()
    events = db.session.scalars(
        select(AuditEvent)
        .where(AuditEvent.action.in_(("access.refused", "action.refused")))
        .order_by(AuditEvent.sequence)
    )
    return [
        f"{event.details['action']} {event.details['why']}" if event.details else event.subject_id
        for event in events
    ]


def appealed_names(council: Council) -> dict[str, str]:
    """Ids by name of two uses with a second look: one without an answer, one whose answer waits."""
    names = {}
    for name in ("appealed", "doubted"):
        use = an_advised_use(council, FIGURES)
        review = the_review(use)
        appeal = ask(
            review=review, grounds="Page 4 was overlooked.", actor_id=council.people[Role.TEAM_MEMBER]
        )
        if name == "doubted":
            write_answer(
                review=review,
                outcome=AppealOutcome.STANDS,
                reasons="Page 4 changes nothing.",
                seen=appeal.version,
                actor_id=council.people[Role.BOARD_MEMBER],
            )
        names |= {name: str(use.id), f"{name}_review": str(review.id)}
    return names
