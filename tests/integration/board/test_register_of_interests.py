"""Lasting interests of members: entered by themselves, public only where the organisation says so."""

from __future__ import annotations

import pytest
from flask import Flask

from app.audit import AuditEvent
from app.board.configuration.actions import change_settings
from app.board.interests.models import InterestsConfirmed, StandingInterest
from app.board.interests.seats import Seat
from app.database import db, transaction
from app.register.editing.actions.drafts import ORIGIN
from app.register.models import Entry
from app.web.roles import Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_submitted_use

SHARES = {"category": "securities", "text": "Shares in a firm that sells repair software."}


@pytest.fixture
def member(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.BOARD_MEMBER)


def publish(app: Flask, council: Council, *, on: bool = True) -> None:
    """The organisation says that the register of interests is public."""
    with app.app_context():
        change_settings(
            organisation_id=council.organisation_id,
            settings={"interests_public": on},
            seen=0,
            actor_id=council.people[Role.ADMINISTRATOR],
        )


def _refused(app: Flask, action: str) -> int:
    with app.app_context():
        return db.session.query(AuditEvent).filter_by(action=action).count()


def test_members_enter_end_and_confirm_their_interests(
    app: Flask, member: CheckedClient, council: Council
) -> None:
    assert "You have entered nothing" in member.get("/board/interests").get_data(as_text=True)
    for _time in range(2):
        assert member.post("/board/interests/new", data=SHARES | {"nonce": "n"}).status_code == 302
    assert "This was entered already" in member.get("/board/interests").get_data(as_text=True)
    member.post("/board/interests/confirm")
    page = member.get("/board/interests").get_data(as_text=True)
    assert "Shares in a firm" in page
    assert "Confirmed as complete" in page
    with app.app_context():
        (row,) = db.session.query(StandingInterest)
        assert db.session.query(InterestsConfirmed).count() == 1
    assert member.get(f"/board/interests/{row.id}/end").status_code == 200
    for _time in range(2):
        assert member.post(f"/board/interests/{row.id}/end").status_code == 302
    assert "This interest was ended already" in member.get("/board/interests").get_data(as_text=True)
    assert _refused(app, "action.refused") == 2
    with app.app_context():
        assert db.session.query(StandingInterest).one().ended_at is not None


def test_nobody_ends_the_interest_of_another(
    app: Flask, member: CheckedClient, council: Council, other_council: Council
) -> None:
    member.post("/board/interests/new", data=SHARES)
    with app.app_context():
        row_id = db.session.query(StandingInterest).one().id
    assert member.sign_in(council, Role.BOARD_CHAIR).post(f"/board/interests/{row_id}/end").status_code == 403
    stranger = member.sign_in(other_council, Role.BOARD_CHAIR)
    assert stranger.post(f"/board/interests/{row_id}/end").status_code == 404
    assert _refused(app, "access.refused") == 1
    with app.app_context():
        assert db.session.query(StandingInterest).one().ended_at is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"category": ""}, "Choose a kind"),
        ({"category": "castle"}, "Not a valid choice"),
        ({"text": ""}, "Say what it is"),
        ({"text": "x" * 3000}, "Use at most 2,000 characters"),
        ({"text": "A flat at 12 Heron Lane, AB1 2ND"}, "This looks like data about one person"),
    ],
)
def test_a_wrong_entry_is_named(
    app: Flask, member: CheckedClient, wrong: dict[str, str], sentence: str
) -> None:
    reply = member.post("/board/interests/new", data=SHARES | wrong)
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.query(StandingInterest).count() == 0


def test_what_looks_like_an_address_can_be_looked_at_and_kept(app: Flask, member: CheckedClient) -> None:
    text = "A shop at 12 Heron Lane, AB1 2ND"
    reply = member.post("/board/interests/new", data=SHARES | {"text": text, "checked": "y"})
    assert reply.status_code == 302


def test_the_public_reads_it_only_where_the_organisation_says_so(
    app: Flask, member: CheckedClient, council: Council
) -> None:
    address = f"/organisations/{council.slug}/board/interests"
    member.post("/board/interests/new", data=SHARES)
    stranger = app.test_client()
    assert stranger.get(address).status_code == 404
    publish(app, council)
    page = stranger.get(address).get_data(as_text=True)
    assert "Shares in a firm" in page
    assert "Board Member of Northmere" not in page, "names are not public yet"
    with pytest.MonkeyPatch.context() as patch:
        seat = Seat("Independent member", name_is_public=True)
        seats = {council.people[Role.BOARD_MEMBER]: seat}
        patch.setattr("app.board.interests.register.seats_of", lambda _id: seats)
        page = stranger.get(address).get_data(as_text=True)
    assert "Board Member of Northmere, Independent member" in page
    assert stranger.get("/organisations/nowhere/board/interests").status_code == 404


def test_what_was_declared_names_only_uses_that_are_public(app: Flask, council: Council) -> None:
    publish(app, council)
    with app.app_context():
        use = a_submitted_use(council)
        declare_interest(use, council.people[Role.BOARD_MEMBER])
        use_id = use.id
    address = f"/organisations/{council.slug}/board/interests"
    page = app.test_client().get(address).get_data(as_text=True)
    assert "a use that is not public yet" in page
    assert "Repairs triage" not in page
    assert "I helped to choose the supplier" not in page
    with app.app_context(), transaction() as session:
        session.add(
            Entry(
                organisation_id=council.organisation_id,
                origin=ORIGIN,
                source_key=f"use-{use_id}",
                slug="repairs",
                title="Repairs triage",
                published_number=1,
            )
        )
    page = app.test_client().get(address).get_data(as_text=True)
    assert "Repairs triage" in page
    assert "I helped to choose the supplier" in page
