"""A second look in its states, for tests."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.board.appeals import actions
from app.board.appeals.models import Appeal
from app.board.desk.actions import advise
from app.database import db
from app.uses.models import UseCase
from app.vocabulary.advice import AdviceOutcome
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import FIGURES, a_person
from tests.support.people import Council
from tests.support.uses import an_advised_use, the_review

GROUNDS = {"grounds": "The board read the old figures. Page 4 has the new ones."}
ASK, HERE = "/uses/1/board/appeal", "/board/reviews/1/appeal"
STANDS = {"outcome": "stands", "reasons": "The new figures change nothing."}
CHANGED = {"outcome": "changed", "reasons": "The new figures show less harm."}


def an_advised_case(council: Council) -> int:
    """A use with advice that the chair signed; the board has two more members beside its secretary."""
    a_person(council, "second_member", Role.BOARD_MEMBER)
    return an_advised_use(council, FIGURES).id


def an_appealed_case(council: Council) -> int:
    """The same after the team has asked for a second look."""
    use_id = an_advised_case(council)
    review = the_review(db.session.get_one(UseCase, use_id))
    actions.ask(review=review, grounds=GROUNDS["grounds"], actor_id=council.people[Role.TEAM_MEMBER])
    return use_id


def review_state() -> str:
    """Where the review of the first use stands now."""
    db.session.rollback()
    return the_review(db.session.get_one(UseCase, 1, populate_existing=True)).state


def the_appeal() -> Appeal:
    """The one appeal as it is stored now."""
    db.session.rollback()
    return db.session.scalars(select(Appeal).execution_options(populate_existing=True)).one()


def version() -> dict[str, str]:
    """The version of the appeal, as its forms post it."""
    return {"version": str(the_appeal().version)}


def agreed(app: Flask, client: CheckedClient, council: Council, answer: dict[str, str]) -> None:
    """One member writes the answer, the other one agrees."""
    with app.app_context():
        seen = version()
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.post(HERE, data=answer | seen).status_code == 302
    with app.app_context():
        seen = version()
    client.sign_in(council, "second_member")
    assert client.post(f"{HERE}/agree", data=seen).status_code == 302


def advise_again(council: Council) -> None:
    """The board makes a second advice by the usual way."""
    advise(
        review=the_review(db.session.get_one(UseCase, 1)),
        outcome=AdviceOutcome.PROCEED,
        reasons="The figures are good.",
        conditions=(),
        actor_id=council.people[Role.BOARD_CHAIR],
    )
