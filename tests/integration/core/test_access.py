"""Who may do what: no route without a rule, other councils' things do not exist, refusals are noted."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts import actions
from app.audit import AuditEvent
from app.database import db
from app.web.access import (
    PUBLIC,
    SIGNED_IN,
    AccessError,
    access,
    allowed,
    check_every_route,
    roles,
    rules_of,
)
from app.web.roles import Actor, Role
from tests.support.client import CheckedClient
from tests.support.people import Council

FAR_TOO_LARGE = "99999999999999999999999"


def _refusals(app: Flask) -> list[tuple[str, int | None, int | None]]:
    with app.app_context():
        events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "access.refused"))
        return [(event.subject_id, event.actor_id, event.organisation_id) for event in events]


def _invitation(council: Council) -> int:
    actions.invite(
        organisation_id=council.organisation_id,
        email="new@example.org",
        name="Somebody New",
        roles=[Role.TEAM_MEMBER],
        invited_by_id=None,
    )
    return 1


def test_a_route_without_a_rule_stops_the_start() -> None:
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(AccessError, match=r"GET /open \(open\) has no access rule"):
        check_every_route(app)


def test_a_method_without_a_rule_stops_the_start() -> None:
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/form", "form", access(get=PUBLIC)(lambda: ""), methods=["GET", "POST"])
    with pytest.raises(AccessError, match="POST /form"):
        check_every_route(app)


def test_every_route_of_the_service_has_a_rule(app: Flask) -> None:
    check_every_route(app)
    assert rules_of(app, "accounts.sign_in") == {"GET": PUBLIC, "POST": PUBLIC}


def test_a_rule_is_read_aloud_with_what_narrows_it() -> None:
    rule = roles(Role.BOARD_MEMBER, Role.BOARD_CHAIR).where("not of the use's team", lambda **_: None)
    assert rule.name == "board_member or board_chair, not of the use's team"


def test_a_link_is_shown_to_whoever_would_pass() -> None:
    chair = Actor(1, "A", "a@b.example", 1, "N", "n", frozenset({Role.BOARD_CHAIR}))
    closed = SIGNED_IN.where("never", lambda **_: "Not today.")
    assert allowed(PUBLIC, None)
    assert not allowed(SIGNED_IN, None)
    assert allowed(SIGNED_IN, chair)
    assert allowed(roles(Role.BOARD_CHAIR), chair)
    assert not allowed(roles(Role.ADMINISTRATOR), chair)
    assert not allowed(closed, chair)


def test_another_organisations_object_is_not_found_whatever_ones_role(
    client: CheckedClient, council: Council, other_council: Council
) -> None:
    theirs = f"/people/{other_council.people[Role.TEAM_MEMBER]}"
    for role in (Role.ADMINISTRATOR, Role.TEAM_MEMBER):
        client.sign_in(council, role)
        assert client.get(theirs).status_code == 404
        assert client.post(theirs, data={"roles": "administrator"}).status_code == 404
    assert _refusals(client.application) == []


def test_ones_own_organisations_object_is_there_but_not_for_every_role(
    client: CheckedClient, council: Council
) -> None:
    address = f"/people/{council.people[Role.BOARD_CHAIR]}"
    assert client.sign_in(council, Role.ADMINISTRATOR).get(address).status_code == 200
    assert client.sign_in(council, Role.TEAM_MEMBER).get(address).status_code == 403


def test_another_organisations_invitation_cannot_be_withdrawn(
    app: Flask, client: CheckedClient, council: Council, other_council: Council
) -> None:
    with app.app_context():
        number = _invitation(other_council)
    client.sign_in(council, Role.ADMINISTRATOR)
    assert client.post(f"/people/invitations/{number}/withdraw").status_code == 404
    client.sign_in(other_council, Role.ADMINISTRATOR)
    assert client.post(f"/people/invitations/{number}/withdraw").status_code == 302


def test_a_refused_page_says_why_and_leaves_no_event(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    page = client.sign_in(council, Role.TEAM_MEMBER).get("/people")
    assert page.status_code == 403
    assert "Your role does not allow this" in page.text
    assert _refusals(app) == []


def test_a_refused_form_leaves_an_event_and_gives_the_text_back(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    client.sign_in(council, Role.TEAM_MEMBER)
    page = client.post("/people/invite", data={"name": "Somebody I typed"})
    assert page.status_code == 403
    assert "Somebody I typed" in page.text
    person = council.people[Role.TEAM_MEMBER]
    assert _refusals(app) == [("people.invite", person, council.organisation_id)]


def test_a_stranger_is_led_to_sign_in_and_back(client: CheckedClient) -> None:
    answer = client.get("/people?sort=name&x=%26")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/people?sort%3Dname%26x%3D%2526"


def test_a_strangers_head_request_is_led_to_sign_in_too(client: CheckedClient) -> None:
    assert client.head("/people").status_code == 302


def test_a_form_sent_after_the_session_ended_keeps_the_text(client: CheckedClient) -> None:
    page = client.post("/people/invite?x=1", data={"name": "Much that I typed", "password": "a secret"})
    assert page.status_code == 401
    assert "You were signed out" in page.text
    assert "Much that I typed" in page.text
    assert "a secret" not in page.text
    assert 'href="/sign-in?next=/people/invite?x%3D1"' in page.text


def test_after_signing_in_nobody_is_led_to_an_address_that_only_takes_forms(client: CheckedClient) -> None:
    page = client.post("/people/invitations/1/withdraw")
    assert page.status_code == 401
    assert 'href="/sign-in"' in page.text


@pytest.mark.parametrize(
    "number", [FAR_TOO_LARGE, "2147483648", "9999999999", "9" * 5000, "-1", "1.5", "٣", "x"]
)
def test_a_number_that_no_row_has_is_not_found(client: CheckedClient, council: Council, number: str) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    assert client.get(f"/people/{number}").status_code == 404
    assert client.post(f"/people/{number}").status_code == 404
    assert client.post(f"/people/invitations/{number}/withdraw").status_code == 404
    assert client.post(f"/account/organisation/{number}").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("number", ["0", "999999999", FAR_TOO_LARGE])
def test_no_address_with_a_number_fails_on_an_odd_one(
    app: Flask, client: CheckedClient, council: Council, number: str
) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    for route in app.url_map.iter_rules():
        if "<int:" not in route.rule or "GET" not in rules_of(app, route.endpoint):
            continue
        path = "/".join(number if "<int:" in part else part for part in route.rule.split("/"))
        if "<" not in path:
            assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("path", ["/invitation/a%00b", "/organisations/%00", "/organisations/a%1fb", "/%00"])
def test_an_address_with_a_character_that_nobody_can_keep_is_not_found(
    client: CheckedClient, path: str
) -> None:
    assert client.get(path).status_code == 404


def test_an_address_that_is_no_utf_8_is_not_found(client: CheckedClient) -> None:
    assert client.get("/invitation/%ff%ed%a0%80").status_code in {404, 410}
    assert client.get("/organisations/%ff%ed%a0%80").status_code == 404
