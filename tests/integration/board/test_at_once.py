"""Two people of a board who save the same thing at the same moment: both are heard, and nothing crashes."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.board.figures.actions import publish_figures
from app.board.figures.models import PublishedFigures
from app.board.interests.lasting_interests import confirm
from app.board.interests.models import InterestsConfirmed
from app.board.triage.actions import set_expertise
from app.board.triage.models import BoardExpertise
from app.database import db
from app.web.roles import Role
from tests.integration.core.threads import together
from tests.support.people import Council

pytestmark = pytest.mark.slow


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
