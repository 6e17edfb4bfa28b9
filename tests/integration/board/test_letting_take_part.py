"""The chair lets a member with an interest take part, with a reason: once, and never oneself."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts import actions as accounts
from app.audit import AuditEvent
from app.board.interests.actions import let_take_part
from app.board.interests.models import Interest, InterestAllowance
from app.board.interests.standing import InterestKind
from app.database import db
from app.lifecycle import OutOfTurn
from app.web.roles import Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_submitted_use, the_review

MARKER = "The heron sleeps on one leg"
NONE = {"kind": "none", "text": ""}
WORKED = {"kind": "worked_on_it", "text": "I helped to choose the supplier."}


def _second(council: Council, role: Role = Role.BOARD_MEMBER) -> int:
    person = accounts.add_person(
        organisation_id=council.organisation_id,
        name=f"Second {role.value}",
        email=f"second.{role.value.replace('_', '.')}@northmere.example",
        roles=[role],
    )
    council.people[f"second_{role.value}"] = person.id
    return person.id


@pytest.fixture
def review_id(app: Flask, council: Council) -> int:
    """An open review; the second member joined late and has declared nothing."""
    with app.app_context():
        use = a_submitted_use(council)
        _second(council)
        return the_review(use).id


def _events(app: Flask, action: str) -> int:
    with app.app_context():
        return db.session.query(AuditEvent).filter_by(action=action).count()


def test_the_chair_lets_a_member_take_part_once_and_says_why(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    client.sign_in(council, Role.BOARD_MEMBER).post(f"/board/reviews/{review_id}/interest", data=WORKED)
    with app.app_context():
        interest = db.session.query(Interest).filter_by(kind="worked_on_it").one().id
    address = f"/board/reviews/{review_id}/interests/{interest}/allow"
    assert client.post(address, data={"reason": "I need myself"}).status_code == 403
    client.sign_in(council, Role.BOARD_SECRETARY)
    assert client.post(address, data={"reason": "I am the secretary"}).status_code == 403
    client.sign_in(council, Role.BOARD_CHAIR)
    assert client.get(address).status_code == 200
    assert client.post(address, data={"reason": " "}).status_code == 400
    assert client.post(address, data={"reason": "Only she knows the system."}).status_code == 302
    assert client.post(address, data={"reason": "Again."}).status_code == 403
    page = client.get(f"/board/reviews/{review_id}/interests").get_data(as_text=True)
    assert "Only she knows the system." in page
    assert _events(app, "access.refused") == 3
    with app.app_context():
        assert db.session.query(InterestAllowance).count() == 1
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.get(f"/board/reviews/{review_id}").status_code == 200


def test_nobody_lets_a_financial_interest_pass(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    client.sign_in(council, Role.BOARD_MEMBER)
    client.post(f"/board/reviews/{review_id}/interest", data=WORKED | {"kind": "pecuniary"})
    with app.app_context():
        interest = db.session.query(Interest).filter_by(kind="pecuniary").one()
        address = f"/board/reviews/{review_id}/interests/{interest.id}/allow"
    reply = client.sign_in(council, Role.BOARD_CHAIR).post(address, data={"reason": "Go on."})
    assert reply.status_code == 403
    assert "section 33" in reply.get_data(as_text=True)
    assert _events(app, "access.refused") == 1
    with app.app_context():
        assert db.session.query(InterestAllowance).count() == 0


def test_another_member_decides_about_a_chair_with_an_interest(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    client.sign_in(council, Role.BOARD_CHAIR).post(f"/board/reviews/{review_id}/interest", data=WORKED)
    with app.app_context():
        interest = db.session.query(Interest).filter_by(kind="worked_on_it").one().id
    address = f"/board/reviews/{review_id}/interests/{interest}/allow"
    assert client.post(address, data={"reason": "I am the chair"}).status_code == 403
    client.sign_in(council, "second_board_member")
    assert client.post(address, data={"reason": "Undeclared"}).status_code == 403
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.post(address, data={"reason": "The supplier was dropped."}).status_code == 302
    assert client.sign_in(council, Role.BOARD_CHAIR).get(f"/board/reviews/{review_id}").status_code == 200


def test_an_interest_that_was_replaced_cannot_be_let_in(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    declare_interest(use, member)
    old = db.session.query(Interest).filter_by(kind="worked_on_it").one()
    declare_interest(use, member, InterestKind.PECUNIARY)
    with pytest.raises(OutOfTurn):
        let_take_part(review=the_review(use), interest=old, reason="Fine.", actor_id=chair)
    with pytest.raises(ValueError, match="Nobody lets themselves"):
        let_take_part(review=the_review(use), interest=old, reason="Fine.", actor_id=member)
    assert db.session.query(InterestAllowance).count() == 0
