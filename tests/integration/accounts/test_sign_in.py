"""Sign-in: who gets in, what a stranger learns (nothing), and how guessing is slowed down."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts import actions, queries
from app.accounts.models import SignInAttempt
from app.accounts.queries import FAILURES_PER_ACCOUNT, FAILURES_PER_PEER, digest
from app.accounts.routes import _safe_next
from app.database import db
from app.web.roles import Role
from tests.integration.accounts.conftest import PASSWORD, Member, send_sign_in
from tests.support.client import CheckedClient
from tests.support.people import Council

START = datetime(2027, 3, 1, 9, tzinfo=UTC)


def _attempt(email: str, *, succeeded: bool = False, peer: str = "127.0.0.1") -> None:
    attempt = actions.admit_try(account=queries.account_of(email), peer=peer, limited=False)
    if succeeded:
        actions.try_succeeded(attempt_id=attempt)


def _shown(text: str) -> str:
    """A page without what differs from one sending to the next."""
    return re.sub(r'value="[^"]*"', "", text)


def test_the_right_password_lets_in(client: CheckedClient, member: Member) -> None:
    answer = send_sign_in(client, member.email, PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/start")
    assert client.get("/start").location == "/uses"
    assert "Ada Example" in client.get("/account").text


def test_the_address_may_be_typed_in_any_case_and_with_spaces(client: CheckedClient, member: Member) -> None:
    assert send_sign_in(client, f"  {member.email.upper()} ", PASSWORD).status_code == 302


def test_a_stranger_does_not_learn_whether_an_account_exists(
    app: Flask, client: CheckedClient, member: Member, council: Council
) -> None:
    with app.app_context():
        disabled = actions.add_person(
            organisation_id=council.organisation_id,
            name="Dora Example",
            email="dora@example.org",
            roles=[Role.TEAM_MEMBER],
            password=PASSWORD,
        )
        actions.set_active(
            person_id=disabled.id, organisation_id=council.organisation_id, active=False, actor_id=None
        )
    wrong = send_sign_in(client, member.email, "not the password")
    unknown = send_sign_in(client, "nobody@example.org", PASSWORD)
    stopped = send_sign_in(client, disabled.email, PASSWORD)
    invited = send_sign_in(client, "team.member@northmere.example", "")
    no_password_yet = send_sign_in(client, "team.member@northmere.example", PASSWORD)
    assert {wrong.status_code, unknown.status_code, stopped.status_code, no_password_yet.status_code} == {400}
    assert invited.status_code == 400
    assert "The e-mail address or the password is not right" in wrong.text
    assert len({_shown(page.text) for page in (wrong, unknown, stopped, no_password_yet)}) == 1


def test_what_was_typed_is_kept_but_never_the_password(client: CheckedClient, member: Member) -> None:
    page = send_sign_in(client, member.email, "not the password")
    assert f'value="{member.email}"' in page.text
    assert "not the password" not in page.text
    assert "<title>Error: Sign in" in page.text


def test_a_password_that_goes_on_after_the_right_one_is_wrong(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    longest = "abcde" * 40
    with app.app_context():
        actions.add_person(
            organisation_id=council.organisation_id,
            name="Lena Long",
            email="lena@example.org",
            roles=[Role.TEAM_MEMBER],
            password=longest,
        )
    assert send_sign_in(client, "lena@example.org", longest + "f").status_code == 400
    assert send_sign_in(client, "lena@example.org", longest).status_code == 302


def test_somebody_who_is_in_is_led_on_from_the_sign_in_page(client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.BOARD_CHAIR)
    assert client.get("/sign-in").location == "/start"


@pytest.mark.parametrize(
    ("role", "first_page"),
    [
        (Role.TEAM_MEMBER, "/uses"),
        (Role.ACCOUNTABLE_OWNER, "/responses"),
        (Role.BOARD_MEMBER, "/board"),
        (Role.BOARD_CHAIR, "/board"),
        (Role.BOARD_SECRETARY, "/board"),
        (Role.REGISTER_EDITOR, "/register/edit"),
        (Role.ADMINISTRATOR, "/people"),
    ],
)
def test_each_role_begins_on_its_own_page(
    client: CheckedClient, council: Council, role: Role, first_page: str
) -> None:
    assert client.sign_in(council, role).get("/start").location == first_page


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client: CheckedClient, member: Member) -> None:
    wrong = send_sign_in(client, member.email, "not the password", "?next=/account?a%3D1")
    assert wrong.status_code == 400
    answer = send_sign_in(client, member.email, PASSWORD, "?next=/account?a%3D1")
    assert answer.location == "/account?a=1"


ELSEWHERE = [
    *("https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example"),
    *("/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example", "/\t/[", "/a\\b"),
    *("javascript:alert(1)", "evil.example", "http:evil.example", "/\x00/x", "/\u2028/x", ""),
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_sign_in_leads_nowhere_else(address: str) -> None:
    assert _safe_next(address) is None


@pytest.mark.parametrize("address", ["/account", "/register?q=a%20b&page=2", "/a//b", "/@evil.example"])
def test_sign_in_leads_to_pages_of_the_service(address: str) -> None:
    assert _safe_next(address) == address


def test_a_form_with_an_address_elsewhere_leads_to_the_first_page(
    client: CheckedClient, member: Member
) -> None:
    answer = send_sign_in(client, member.email, PASSWORD, "?next=%2F%09%2Fevil.example")
    assert answer.location == "/start"


@pytest.mark.usefixtures("rate_limits")
def test_after_five_wrong_tries_an_account_rests_for_a_quarter_of_an_hour(
    app: Flask, client: CheckedClient, member: Member
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        with app.app_context():
            for _ in range(FAILURES_PER_ACCOUNT - 1):
                _attempt(member.email)
        assert send_sign_in(client, member.email, "not the password").status_code == 400
        page = send_sign_in(client, member.email.upper(), PASSWORD)
        assert page.status_code == 429
        assert "Too many tries. Wait 15 minutes" in page.text
        clock.shift(timedelta(minutes=14, seconds=59))
        assert send_sign_in(client, member.email, PASSWORD).status_code == 429
        clock.shift(timedelta(seconds=1))
        assert send_sign_in(client, member.email, PASSWORD).status_code == 302


@pytest.mark.usefixtures("rate_limits")
def test_an_account_that_does_not_exist_rests_too(app: Flask, client: CheckedClient) -> None:
    with app.app_context():
        for _ in range(FAILURES_PER_ACCOUNT):
            _attempt("nobody@example.org")
    assert send_sign_in(client, "nobody@example.org", PASSWORD).status_code == 429


@pytest.mark.usefixtures("rate_limits")
def test_a_success_begins_the_count_again(app: Flask, client: CheckedClient, member: Member) -> None:
    with time_machine.travel(START, tick=False) as clock:
        with app.app_context():
            for _ in range(FAILURES_PER_ACCOUNT - 1):
                _attempt(member.email)
        clock.shift(1)
        assert send_sign_in(client, member.email, PASSWORD).status_code == 302
        clock.shift(1)
        with app.app_context():
            for _ in range(FAILURES_PER_ACCOUNT - 1):
                _attempt(member.email)
            assert not queries.locked_out(member.email, "198.51.100.7")
            _attempt(member.email)
            assert queries.locked_out(member.email, "198.51.100.7")


@pytest.mark.usefixtures("rate_limits")
def test_after_thirty_wrong_tries_an_address_rests_whatever_the_account(
    app: Flask, client: CheckedClient, member: Member
) -> None:
    with app.app_context():
        for number in range(FAILURES_PER_PEER):
            _attempt(f"somebody{number}@example.org")
        assert not queries.locked_out(member.email, "198.51.100.7")
    assert send_sign_in(client, member.email, PASSWORD).status_code == 429


def test_without_rate_limits_nobody_rests(app: Flask, client: CheckedClient, member: Member) -> None:
    with app.app_context():
        for _ in range(FAILURES_PER_ACCOUNT):
            _attempt(member.email)
    assert send_sign_in(client, member.email, PASSWORD).status_code == 302


def test_tries_are_kept_for_a_month_and_hold_no_address(context: Flask) -> None:
    with time_machine.travel(START, tick=False) as clock:
        _attempt("ada@example.org")
        clock.shift(timedelta(days=31))
        _attempt("ada@example.org")
    (kept,) = db.session.scalars(select(SignInAttempt))
    assert kept.account_hash == digest("ada@example.org")
    assert kept.peer_hash == digest("127.0.0.1")
