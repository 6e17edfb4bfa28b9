"""What the chair makes of verdicts, and who may not give one."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts import actions as accounts
from app.audit import AuditEvent
from app.board.verdicts.models import Verdict
from app.database import db
from app.lifecycle import OutOfTurn
from app.uses.actions import add_member
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.board.verdicts.giving import EXP, sent, the_form
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_submitted_use, the_review


@pytest.fixture
def review_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return the_review(a_submitted_use(council)).id


@pytest.fixture
def about(review_id: int) -> str:
    return f"/board/reviews/{review_id}/sections/about"


@pytest.fixture
def member(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.BOARD_MEMBER)


def test_the_return_starts_with_what_must_change(
    client: CheckedClient, council: Council, member: CheckedClient, about: str, review_id: int
) -> None:
    changes = {(EXP, "code"): "must_change", (EXP, "note"): "Say who checks it."}
    member.post(about, data=sent(the_form(member, about), changes))
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    address = f"/board/reviews/{review_id}/return"
    assert "Use these as the starting text" in chair.get(address).get_data(as_text=True)
    page = chair.get(f"{address}?start=verdicts").get_data(as_text=True)
    assert "**What does it do?**\n\nSay who checks it.</textarea>" in page
    assert "Board Member of" not in page


def test_the_advice_starts_with_the_conditions_that_reviewers_suggest(
    client: CheckedClient, council: Council, member: CheckedClient, about: str, review_id: int
) -> None:
    changes = {(EXP, "code"): "with_condition", (EXP, "condition"): "Publish the error rate."}
    member.post(about, data=sent(the_form(member, about), changes))
    together = f"/board/reviews/{review_id}/verdicts"
    assert "Publish the error rate." in member.get(together).get_data(as_text=True)
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    link = f"/board/reviews/{review_id}/advise?start=verdicts"
    assert link in chair.get(together).get_data(as_text=True)
    assert "Publish the error rate.</textarea>" in chair.get(link).get_data(as_text=True)


def test_nobody_gives_a_verdict_on_their_own_use_nor_with_an_interest(
    app: Flask, client: CheckedClient, council: Council, about: str
) -> None:
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    form = the_form(client.sign_in(council, Role.BOARD_MEMBER), about)
    with app.app_context():
        use = db.session.scalars(select(UseCase)).one()
        declare_interest(use, member)
        accounts.add_person(
            organisation_id=council.organisation_id,
            name="Both",
            email="board.chair@northmere.example",
            roles=[Role.TEAM_MEMBER],
        )
        add_member(use=use, person_id=chair, actor_id=None)
    data = sent(form, {(EXP, "code"): "acceptable"})
    for role in (Role.BOARD_MEMBER, Role.BOARD_CHAIR):
        assert client.sign_in(council, role).post(about, data=data).status_code == 403
    with app.app_context():
        assert db.session.scalar(select(func.count(Verdict.id))) == 0
        assert db.session.scalar(select(func.count()).where(AuditEvent.action == "access.refused")) == 2


def test_a_verdict_that_comes_just_too_late_is_refused_and_noted(
    app: Flask, member: CheckedClient, about: str, review_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(**_facts: object) -> None:
        raise OutOfTurn("returned", "give a verdict")

    monkeypatch.setattr("app.board.verdicts.actions.save", late)
    reply = member.post(about, data=sent(the_form(member, about), {(EXP, "code"): "acceptable"}))
    assert reply.location == f"/board/reviews/{review_id}"
    assert "Nothing was changed." in member.get(reply.location).get_data(as_text=True)
    with app.app_context():
        refused = select(AuditEvent.details).where(AuditEvent.action == "action.refused")
        assert db.session.scalars(refused).all() == [{"action": "review.verdicts", "why": "out_of_turn"}]
