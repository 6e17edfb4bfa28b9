"""A use is paused and goes on; the public and everybody inside read it at once."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, utcnow
from app.messages.models import Message
from app.uses.actions import add_member
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import refusals
from tests.support.people import Council
from tests.support.upkeep import a_public_use, public_record, the_use
from tests.support.uses import a_use, submit, the_review


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use with a public entry."""
    with app.app_context():
        return a_public_use(council)[0].id


def test_a_pause_stands_on_top_of_the_entry_and_on_every_page_inside(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    owner = client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    assert "Pause this use" in owner.get(f"/uses/{use_id}").text
    answer = owner.post(f"/uses/{use_id}/pause", data={"reason": "Officers decide alone until May."})
    assert answer.status_code == 302
    with app.app_context():
        pause = public_record(use_id).pause
        assert pause is not None
        assert (pause.since, pause.reason) == (utcnow().date(), "Officers decide alone until May.")
        review_id = the_review(the_use(council, use_id)).id
        kinds = db.session.scalars(select(Message.kind).where(Message.kind == "paused")).all()
        assert len(kinds) == 3, "team, secretary and chair; not the owner, who did it"
    entry = app.test_client().get("/register/1", follow_redirects=True).text
    assert "This is paused. It has not been used since" in entry
    assert entry.index("This is paused") < entry.index("What you can do")
    for page in ("", "/check", "/harms", "/again", "/board"):
        assert "This use is paused since" in owner.get(f"/uses/{use_id}{page}").text
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    assert "This use is paused since" in chair.get(f"/board/reviews/{review_id}").text
    assert chair.post(f"/uses/{use_id}/pause/lift", data={"reason": "It is repaired."}).status_code == 302
    with app.app_context():
        assert public_record(use_id).pause is None
        assert the_use(council, use_id).paused_at is None
    assert "It is repaired." in owner.get(f"/uses/{use_id}/pause").text


def test_pausing_twice_and_lifting_out_of_turn_change_nothing(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    owner = client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    early = owner.post(f"/uses/{use_id}/pause/lift", data={"reason": "Too early"}, follow_redirects=True)
    assert "It is not paused" in early.text
    for reason in ("First", "Second"):
        page = owner.post(f"/uses/{use_id}/pause", data={"reason": reason}, follow_redirects=True)
    assert "It is paused already" in page.text
    with app.app_context():
        pause = public_record(use_id).pause
        assert pause is not None
        assert pause.reason == "First"
        assert refusals() == ["pause.lift out_of_turn", "pause.pause out_of_turn"]


@pytest.mark.parametrize("role", [Role.TEAM_MEMBER, Role.BOARD_SECRETARY, Role.REGISTER_EDITOR])
@pytest.mark.parametrize("path", ["pause", "pause/lift"])
def test_only_owner_and_chair_pause(
    app: Flask, client: CheckedClient, council: Council, use_id: int, role: Role, path: str
) -> None:
    answer = client.sign_in(council, role).post(f"/uses/{use_id}/{path}", data={"reason": "Stop"})
    assert answer.status_code == 403
    with app.app_context():
        assert public_record(use_id).pause is None
        assert len(refusals()) == 1


def test_a_pause_needs_a_reason_and_others_read_it(
    client: CheckedClient, council: Council, use_id: int, other_council: Council
) -> None:
    owner = client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    assert "Say why it is paused" in owner.post(f"/uses/{use_id}/pause", data={"reason": ""}).text
    owner.post(f"/uses/{use_id}/pause", data={"reason": "Stopped."})
    assert "Stopped." in client.sign_in(council, Role.TEAM_MEMBER).get(f"/uses/{use_id}/pause").text
    stranger = client.sign_in(other_council, Role.ACCOUNTABLE_OWNER)
    assert stranger.post(f"/uses/{use_id}/pause", data={"reason": "x"}).status_code == 404


def test_a_chair_who_is_kept_out_of_the_use_neither_pauses_it_nor_lets_it_go_on(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        use = a_use(council)
        add_member(use=use, person_id=council.people[Role.TEAM_MEMBER], actor_id=None)
        submit(use, council.people[Role.BOARD_CHAIR])
        use_id = use.id
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    barred = chair.post(f"/uses/{use_id}/pause", data={"reason": "I want it stopped."})
    assert (barred.status_code, "You take no part in the board’s work" in barred.text) == (403, True)
    owner = client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    assert owner.post(f"/uses/{use_id}/pause", data={"reason": "It is checked."}).status_code == 302
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    assert chair.post(f"/uses/{use_id}/pause/lift", data={"reason": "Go on."}).status_code == 403
    with app.app_context():
        assert the_use(council, use_id).paused_at is not None
