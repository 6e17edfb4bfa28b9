"""Two people of a board who save the same thing at the same moment: both are heard, and nothing crashes."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.board.figures.actions import publish_figures
from app.board.figures.models import PublishedFigures
from app.board.interests.actions import InterestStands, declare, lift
from app.board.interests.lasting_interests import confirm
from app.board.interests.models import Interest, InterestLift, InterestsConfirmed
from app.board.interests.queries import standing
from app.board.interests.standing import InterestKind, ReviewStanding
from app.board.models import Review
from app.board.triage.actions import set_expertise
from app.board.triage.models import BoardExpertise
from app.database import db
from app.lifecycle import OutOfTurn
from app.web.roles import Role
from tests.integration.core.threads import together
from tests.support.board import declare_interest
from tests.support.people import Council
from tests.support.uses import a_submitted_use, the_review

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]


def test_figures_published_by_two_people_get_two_numbers(app: Flask, council: Council) -> None:
    who = (council.people[Role.BOARD_CHAIR], council.people[Role.BOARD_SECRETARY])
    together(
        app,
        2,
        lambda turn: publish_figures(
            organisation_id=council.organisation_id, year=2026, words="", note="Counted", actor_id=who[turn]
        ),
    )
    with app.app_context():
        assert sorted(db.session.scalars(select(PublishedFigures.number))) == [1, 2]


def test_what_a_member_knows_is_saved_whole_by_whoever_comes_last(app: Flask, council: Council) -> None:
    member = council.people[Role.BOARD_MEMBER]
    together(
        app,
        2,
        lambda turn: set_expertise(
            organisation_id=council.organisation_id, person_id=member, tags={"law"}, actor_id=member
        ),
    )
    with app.app_context():
        assert list(db.session.scalars(select(BoardExpertise.tag))) == ["law"]


def test_interests_are_confirmed_once(app: Flask, council: Council) -> None:
    member = council.people[Role.BOARD_MEMBER]
    together(app, 2, lambda turn: confirm(organisation_id=council.organisation_id, person_id=member))
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(InterestsConfirmed)) == 1


def _an_interest(app: Flask, council: Council) -> tuple[int, int]:
    """Ids of a review and of the member's interest in it."""
    with app.app_context():
        use = a_submitted_use(council)
        declare_interest(use, council.people[Role.BOARD_MEMBER])
        interest = db.session.scalars(select(Interest.id).where(Interest.kind == "worked_on_it")).one()
        return the_review(use).id, interest


def test_an_interest_is_lifted_once(app: Flask, council: Council) -> None:
    review_id, interest_id = _an_interest(app, council)
    refused: list[str] = []

    def act(_turn: int) -> None:
        try:
            lift(
                review=db.session.get_one(Review, review_id),
                interest=db.session.get_one(Interest, interest_id),
                reason="It was another tool.",
                actor_id=council.people[Role.BOARD_CHAIR],
            )
        except OutOfTurn as error:
            refused.append(error.state)

    together(app, 2, act)
    assert refused == ["replaced"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(InterestLift)) == 1


def test_a_member_who_says_none_while_it_is_lifted_is_out_or_asked_anew(app: Flask, council: Council) -> None:
    review_id, interest_id = _an_interest(app, council)
    member = council.people[Role.BOARD_MEMBER]
    refused: list[bool] = []

    def act(turn: int) -> None:
        review = db.session.get_one(Review, review_id)
        if turn:
            interest, chair = db.session.get_one(Interest, interest_id), council.people[Role.BOARD_CHAIR]
            lift(review=review, interest=interest, reason="It was another tool.", actor_id=chair)
            return
        try:
            declare(review=review, person_id=member, kind=InterestKind.NONE, actor_id=member)
        except InterestStands:
            refused.append(True)

    together(app, 2, act)
    with app.app_context():
        expected = ReviewStanding.UNDECLARED if refused else ReviewStanding.CLEAR
        assert standing(db.session.get_one(Review, review_id), member) is expected
