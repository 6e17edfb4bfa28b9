"""One's own account: a new password ends other sessions, and work for another organisation."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts import actions
from app.web.roles import Role
from tests.integration.accounts.conftest import PASSWORD, Member, send_sign_in
from tests.support.client import CheckedClient
from tests.support.people import Council

NEW = "nine loud geese flying"


def _change(client: CheckedClient, old: str = PASSWORD, new: str = NEW) -> int:
    return client.post("/account/password", data={"password": old, "new_password": new}).status_code


def test_a_new_password_ends_every_other_session(
    client: CheckedClient, other_client: CheckedClient, member: Member
) -> None:
    for browser in (client, other_client):
        send_sign_in(browser, member.email, PASSWORD)
        assert browser.get("/account").status_code == 200
    assert _change(client) == 302
    assert "Your password is changed" in client.get("/account").text
    assert other_client.get("/account").status_code == 302
    assert send_sign_in(other_client, member.email, PASSWORD).status_code == 400
    assert send_sign_in(other_client, member.email, NEW).status_code == 302


def test_a_new_password_needs_the_present_one(client: CheckedClient, member: Member) -> None:
    send_sign_in(client, member.email, PASSWORD)
    page = client.post("/account/password", data={"password": "no", "new_password": NEW})
    assert page.status_code == 400
    assert "This is not your present password" in page.text
    assert NEW not in page.text
    assert send_sign_in(client, member.email, PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Enter a new password"),
        ("eleven char", "at least 12 characters"),
        ("x" * 201, "at most 200 characters"),
        ("aaaaaaaaaaaaaaaa", "too easy to guess"),
        ("Password12345!", "too easy to guess"),
        ("ada-example-2027", "Leave your name and e-mail address out"),
        ("my EXAMPLE of words", "Leave your name and e-mail address out"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(
    client: CheckedClient, member: Member, password: str, sentence: str
) -> None:
    send_sign_in(client, member.email, PASSWORD)
    page = client.post("/account/password", data={"password": PASSWORD, "new_password": password})
    assert page.status_code == 400
    assert sentence in page.text


def test_a_person_of_two_organisations_changes_from_one_to_the_other(
    app: Flask, client: CheckedClient, other_client: CheckedClient, member: Member, other_council: Council
) -> None:
    with app.app_context():
        actions.add_person(
            organisation_id=other_council.organisation_id,
            name="Ada Example",
            email=member.email,
            roles=[Role.BOARD_CHAIR],
        )
    send_sign_in(client, member.email, PASSWORD)
    cookie = client.get_cookie("candour")
    assert cookie is not None
    assert "Change to Southmere Council" in client.get("/account").text
    assert client.get("/board").status_code == 403
    answer = client.post(f"/account/organisation/{other_council.organisation_id}")
    assert answer.location == "/start"
    assert client.get("/start").location == "/board"
    assert "Change to Northmere Council" in client.get("/account").text
    other_client.set_cookie("candour", cookie.value)
    assert other_client.get("/account").status_code == 302


def test_nobody_changes_to_an_organisation_that_is_not_theirs(
    client: CheckedClient, council: Council, other_council: Council
) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    assert client.post(f"/account/organisation/{other_council.organisation_id}").status_code == 404
    assert "Northmere Council" in client.get("/account").text
