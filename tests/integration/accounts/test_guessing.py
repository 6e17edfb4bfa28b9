"""Guessing passwords: exactly as many tries as may, however many come at the same moment."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import SignInAttempt
from app.accounts.queries import FAILURES_PER_ACCOUNT, FAILURES_PER_PEER
from app.database import db
from tests.integration.accounts.conftest import PASSWORD, Member, send_sign_in
from tests.integration.core.threads import together
from tests.support.client import CheckedClient

pytestmark = pytest.mark.usefixtures("rate_limits")
START = datetime(2027, 3, 1, 9, tzinfo=UTC)
NEW = "four slow barges mooring"
AT_ONCE = 50


def _browser(app: Flask) -> CheckedClient:
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    return client


def _change(client: CheckedClient, present: str) -> int:
    return client.post("/account/password", data={"password": present, "new_password": NEW}).status_code


def _failures(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(SignInAttempt.succeeded.is_(False))) or 0


@pytest.mark.both_databases
def test_of_fifty_wrong_passwords_at_once_five_are_looked_at(app: Flask, member: Member) -> None:
    browsers = [_browser(app) for _turn in range(AT_ONCE)]
    for browser in browsers:
        browser.get("/sign-in")
    found = together(
        app, AT_ONCE, lambda turn: send_sign_in(browsers[turn], member.email, f"wrong {turn}").status_code
    )
    assert Counter(found) == {400: FAILURES_PER_ACCOUNT, 429: AT_ONCE - FAILURES_PER_ACCOUNT}
    assert _failures(app) == FAILURES_PER_ACCOUNT


@pytest.mark.both_databases
def test_of_fifty_accounts_tried_at_once_from_one_address_thirty_are_looked_at(app: Flask) -> None:
    browsers = [_browser(app) for _turn in range(AT_ONCE)]
    for browser in browsers:
        browser.get("/sign-in")
    found = together(
        app,
        AT_ONCE,
        lambda turn: send_sign_in(browsers[turn], f"nobody{turn}@example.org", "wrong").status_code,
    )
    assert Counter(found) == {400: FAILURES_PER_PEER, 429: AT_ONCE - FAILURES_PER_PEER}


@pytest.mark.both_databases
def test_of_fifty_wrong_present_passwords_at_once_five_are_looked_at(app: Flask, member: Member) -> None:
    browsers = [_browser(app) for _turn in range(AT_ONCE)]
    send_sign_in(browsers[0], member.email, PASSWORD)
    cookie = browsers[0].get_cookie("candour")
    assert cookie is not None
    for browser in browsers:
        browser.set_cookie("candour", cookie.value)
        browser.get("/account/password")
    found = together(app, AT_ONCE, lambda turn: _change(browsers[turn], f"wrong {turn}"))
    assert Counter(found) == {400: FAILURES_PER_ACCOUNT, 429: AT_ONCE - FAILURES_PER_ACCOUNT}
    assert _failures(app) == FAILURES_PER_ACCOUNT


def test_after_five_wrong_present_passwords_the_right_one_waits_too(
    client: CheckedClient, member: Member
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        send_sign_in(client, member.email, PASSWORD)
        for _turn in range(FAILURES_PER_ACCOUNT):
            assert _change(client, "wrong") == 400
        page = client.post("/account/password", data={"password": PASSWORD, "new_password": NEW})
        assert page.status_code == 429
        assert "Too many tries. Wait 15 minutes, then try again." in page.text
        assert NEW not in page.text
        clock.shift(timedelta(minutes=15))
        assert _change(client, PASSWORD) == 302


def test_a_right_present_password_begins_the_count_again(client: CheckedClient, member: Member) -> None:
    with time_machine.travel(START, tick=False) as clock:
        send_sign_in(client, member.email, PASSWORD)
        for present in (PASSWORD, NEW):
            for _turn in range(FAILURES_PER_ACCOUNT - 1):
                assert _change(client, "wrong") == 400
            clock.shift(1)
            assert _change(client, present) == 302
            clock.shift(1)


def test_a_stranger_at_the_sign_in_keeps_nobody_from_changing_their_password(
    app: Flask, client: CheckedClient, other_client: CheckedClient, member: Member
) -> None:
    send_sign_in(client, member.email, PASSWORD)
    for _turn in range(FAILURES_PER_ACCOUNT):
        send_sign_in(other_client, member.email, "wrong")
    assert send_sign_in(other_client, member.email, PASSWORD).status_code == 429
    assert _change(client, PASSWORD) == 302


def test_a_new_password_that_will_not_do_costs_no_try(
    app: Flask, client: CheckedClient, member: Member
) -> None:
    send_sign_in(client, member.email, PASSWORD)
    for _turn in range(FAILURES_PER_ACCOUNT):
        page = client.post("/account/password", data={"password": PASSWORD, "new_password": "short"})
        assert page.status_code == 400
    assert _change(client, PASSWORD) == 302
    assert _failures(app) == 0
