"""Every form of accounts on odd input: an answer in a sentence, what was typed kept, never a 500."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts import actions
from app.accounts.models import Invitation, Person
from app.database import db
from app.web.roles import Role
from tests.integration.accounts.conftest import PASSWORD, Member, send_sign_in
from tests.support.client import CheckedClient
from tests.support.people import Council

pytestmark = pytest.mark.slow

Send = Callable[..., TestResponse]
GOOD: dict[str, dict[str, object]] = {
    "sign-in": {"email": "nobody@example.org", "password": PASSWORD},
    "invite": {"name": "Grace Newly", "email": "grace@example.org", "roles": ["team_member"]},
    "roles": {"roles": ["team_member"], "version": "1"},
    "password": {"password": PASSWORD, "new_password": "nine loud geese flying"},
    "invitation": {"new_password": "nine loud geese flying"},
}
FIELDS = [(form, field) for form, fields in GOOD.items() for field in fields if field != "version"]
HUGE = "x" * 100_000
SURROGATES = "\ud800\udfff"


@pytest.fixture
def send(app: Flask, client: CheckedClient, member: Member, council: Council) -> Send:
    """Sends a form of accounts, well filled but for the fields given."""
    with app.app_context():
        token = actions.invite(
            organisation_id=council.organisation_id,
            email="alan@example.org",
            name="Alan Invited",
            roles=[Role.TEAM_MEMBER],
            invited_by_id=None,
        )
    addresses = {
        "sign-in": "/sign-in",
        "invite": "/people/invite",
        "roles": f"/people/{council.people[Role.TEAM_MEMBER]}",
        "password": "/account/password",
        "invitation": f"/invitation/{token}",
    }

    def send_form(form: str, **fields: object) -> TestResponse:
        if form == "password":
            send_sign_in(client, member.email, PASSWORD)
        elif form in {"invite", "roles"}:
            client.sign_in(council, Role.ADMINISTRATOR)
        return client.post(addresses[form], data=GOOD[form] | fields)

    return send_form


def _said(page: TestResponse) -> None:
    assert page.status_code == 400
    assert "There is a problem" in page.text
    assert "<title>Error: " in page.text


@pytest.mark.parametrize(("form", "field"), FIELDS)
@pytest.mark.parametrize("value", ["a\0b", "a\x07b\uffff", HUGE], ids=["NUL", "controls", "huge"])
def test_a_value_that_cannot_be_is_refused_in_a_sentence(
    send: Send, form: str, field: str, value: str
) -> None:
    _said(send(form, **{field: value}))


@pytest.mark.parametrize(("form", "field"), FIELDS)
@pytest.mark.parametrize("value", ["", "   ", "\r\n\t"], ids=["empty", "spaces", "lines"])
def test_nothing_is_not_enough(send: Send, form: str, field: str, value: str) -> None:
    if (form, field, value) == ("roles", "roles", ""):
        pytest.skip("no role at all means that the person leaves")
    _said(send(form, **{field: value}))


@pytest.mark.parametrize(("form", "field"), FIELDS)
def test_a_field_sent_many_times_is_no_failure(send: Send, form: str, field: str) -> None:
    assert send(form, **{field: ["team_member"] * 500}).status_code in {200, 302, 400}
    assert send(form, **{field: ["", HUGE, "\0"]}).status_code in {302, 400, 410}


@pytest.mark.parametrize("form", GOOD)
def test_bytes_that_are_no_text_are_no_failure(client: CheckedClient, send: Send, form: str) -> None:
    names = "&".join(f"{name}=%ED%A0%80%ff" for name in GOOD[form])
    send(form)
    path = {"sign-in": "/sign-in", "invite": "/people/invite", "password": "/account/password"}.get(form)
    if path is None:
        return
    body = f"csrf_token={client.csrf_token()}&{names}".encode()
    kind = "application/x-www-form-urlencoded"
    assert client.post(path, data=body, content_type=kind).status_code == 400


def test_lone_surrogates_in_a_file_form_are_no_failure(client: CheckedClient, council: Council) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    parts = [
        ("csrf_token", client.csrf_token().encode()),
        ("name", SURROGATES.encode("utf-8", "surrogatepass")),
    ]
    body = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in parts
    )
    page = client.post(
        "/people/invite", data=body + b"--x--\r\n", content_type="multipart/form-data; boundary=x"
    )
    _said(page)


@pytest.mark.parametrize("role", ["king", "TEAM_MEMBER", "team_member ", "\0", HUGE, "<b>"])
def test_a_role_that_does_not_exist_is_refused(app: Flask, send: Send, role: str) -> None:
    _said(send("invite", roles=["team_member", role]))
    _said(send("roles", roles=["team_member", role]))


@pytest.mark.parametrize(
    "email",
    [
        *("grace", "grace@", "@example.org", "a b@example.org", "a@b@example.org", "grace@example..org"),
        *("grace@exa\nmple.org", "x" * 250 + "@example.org", "<script>@example.org", "grace@localhost"),
        "ΐ" * 30 + "@" + ".".join(["y" * 60] * 3) + ".org",
    ],
)
def test_an_address_that_is_none_is_refused_and_kept(app: Flask, send: Send, email: str) -> None:
    page = send("invite", email=email)
    _said(page)
    assert "Grace Newly" in page.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Invitation)) == 1


def test_a_name_that_held_a_nul_comes_back_without_it(send: Send) -> None:
    page = send("invite", name="Grace\0 Newly")
    _said(page)
    assert 'value="Grace Newly"' in page.text
    assert "cannot be saved" in page.text


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "O’Hara & Sons", "Ŵyn 漢字", '"quoted"'])
def test_a_name_may_hold_any_letter(app: Flask, client: CheckedClient, send: Send, name: str) -> None:
    page = send("invite", name=name)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert client.get("/people").status_code == 200
    with app.app_context():
        assert name in db.session.scalars(select(Invitation.name)).all()


def test_a_password_may_hold_any_character(app: Flask, client: CheckedClient, send: Send) -> None:
    odd = "Ŵ\0 漢字 <b> seven herons"
    assert send("invitation", new_password=odd).status_code == 302
    client.post("/sign-out")
    assert send_sign_in(client, "alan@example.org", odd).status_code == 302
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Person.email == "alan@example.org")) == 1
