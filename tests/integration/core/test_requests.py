"""Odd requests: forged, in other formats, too large, stale, while the database is busy: never a 500."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

import html5lib
import psycopg
import pytest
from flask import Flask
from sqlalchemy import event, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from app import audit
from app.accounts.models import Invitation
from app.database import db
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.databases import Database
from tests.support.people import Council

pytestmark = pytest.mark.both_databases

INVITE = {"name": "Ada Example", "email": "ada@example.org", "roles": "team_member"}


@pytest.fixture
def administrator(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.ADMINISTRATOR)


def _invitations(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Invitation)) or 0


@pytest.mark.parametrize("token", ["", "forged", "\0", "x" * 100_000])
def test_a_form_with_a_forged_token_is_refused_in_a_sentence_and_kept(
    administrator: CheckedClient, token: str
) -> None:
    page = administrator.post("/people/invite", csrf=False, data=INVITE | {"csrf_token": token})
    assert page.status_code == 400
    assert "The page was open too long or came from elsewhere" in page.text
    assert "ada@example.org" in page.text
    assert _invitations(administrator.application) == 0


def test_a_form_without_a_token_is_refused(administrator: CheckedClient) -> None:
    assert administrator.post("/people/invite", csrf=False, data=INVITE).status_code == 400
    assert administrator.post("/sign-out", csrf=False).status_code == 400


def test_somebody_elses_token_is_refused(app: Flask, administrator: CheckedClient) -> None:
    other = app.test_client()
    assert isinstance(other, CheckedClient)
    forged = INVITE | {"csrf_token": other.csrf_token()}
    assert administrator.post("/people/invite", csrf=False, data=forged).status_code == 400


@pytest.mark.parametrize("body", ["[]", "null", '{"name": 1}', "{", '"\\ud800"'])
def test_json_is_refused(administrator: CheckedClient, body: str) -> None:
    page = administrator.post("/people/invite", data=body, content_type="application/json")
    assert page.status_code == 415
    page = administrator.post("/sign-in", data=body, content_type="application/problem+json")
    assert page.status_code == 415


def test_json_without_a_length_is_refused(administrator: CheckedClient) -> None:
    page = administrator.post(
        "/people/invite",
        content_type="application/json",
        headers={"X-CSRFToken": administrator.csrf_token(), "Transfer-Encoding": "chunked"},
    )
    assert page.status_code == 415


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/octet-stream", ""])
def test_other_kinds_of_body_are_refused(administrator: CheckedClient, kind: str) -> None:
    assert administrator.post("/people/invite", data=b"x=1", content_type=kind).status_code == 415


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"\xff\xfe=\xed\xa0\x80&name=\xff"),
        ("application/x-www-form-urlencoded", b"&&&===%%%zz%"),
        ("application/x-www-form-urlencoded; charset=utf-99", b"name=a"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\0'),
    ],
)
def test_a_damaged_body_is_refused(administrator: CheckedClient, kind: str, body: bytes) -> None:
    assert administrator.post("/people/invite", data=body, content_type=kind).status_code == 400


def test_a_body_that_is_too_large_is_refused(
    administrator: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert administrator.application.config["MAX_CONTENT_LENGTH"] == 2_000_000
    monkeypatch.setitem(administrator.application.config, "MAX_CONTENT_LENGTH", 1_000)
    page = administrator.post("/people/invite", data=INVITE | {"name": "x" * 2_000})
    assert page.status_code == 413
    assert "too large" in page.text


def test_a_body_that_is_too_large_from_a_stranger_is_refused(
    client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.config, "MAX_CONTENT_LENGTH", 1_000)
    assert client.post("/people/invite", data={"name": "x" * 2_000}).status_code in {401, 413}


def test_a_method_that_a_page_does_not_take_is_answered_with_those_it_does(client: CheckedClient) -> None:
    page = client.post("/account")
    assert page.status_code == 405
    assert page.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert client.delete("/account").status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        *("endpoint=x", "self=1", "_external=1&_scheme=javascript", "_anchor=x", "_method=POST", "a=1&a=2"),
        *("=", "%00=%00", "lang=de", "lang=%00", "lang=en_XX", "next=%2F%09%2F%5B"),
    ],
)
def test_whatever_an_address_asks_the_page_links_to_itself_in_welsh(
    client: CheckedClient, query: str
) -> None:
    page = client.get(f"/sign-in?{query}")
    assert page.status_code == 200
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    (link,) = [a for a in tree.iter("a") if a.get("hreflang") == "cy"]
    parts = urlsplit(link.get("href"))
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/sign-in")
    expected = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "lang"]
    assert parse_qsl(parts.query, keep_blank_values=True) == [*expected, ("lang", "cy")]


def test_a_name_that_is_not_ours_is_refused_in_a_sentence(
    client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client.application.config, "TRUSTED_HOSTS", ["register.example"])
    refused = client.get("/sign-in", headers={"Host": "evil.example"})
    assert refused.status_code == 400
    assert "not known under that name" in refused.text
    assert client.get("/sign-in", headers={"Host": "register.example"}).status_code == 200


def test_a_crash_is_a_page_that_gives_the_text_back(
    administrator: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(**_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("app.accounts.actions.invite", crash)
    monkeypatch.setitem(administrator.application.config, "PROPAGATE_EXCEPTIONS", False)
    page = administrator.post("/people/invite", data=INVITE)
    assert page.status_code == 500
    assert "ada@example.org" in page.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("x", None, Exception("gone\nDETAIL: secret")), 503),
        (InterfaceError("x", None, Exception("closed")), 503),
        (PoolTimeout("no connection left"), 503),
        (StaleDataError("changed under us"), 409),
    ],
)
def test_what_goes_wrong_in_the_database_is_said_and_the_text_given_back(
    administrator: CheckedClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    def fail(**_: object) -> str:
        raise error

    monkeypatch.setattr("app.accounts.actions.invite", fail)
    page = administrator.post("/people/invite", data=INVITE)
    assert page.status_code == status
    assert "ada@example.org" in page.text
    assert "secret" not in page.text


@contextmanager
def _busy(database: Database) -> Iterator[None]:
    """Somebody else holds the lock that every change needs."""
    if database.name == "sqlite":
        other = sqlite3.connect(database.url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()
        return
    with psycopg.connect(database.url.replace("+psycopg", "")) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (audit._LOCK,))
        yield


def _impatient(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("PRAGMA busy_timeout = 20" if sqlite else "SET LOCAL lock_timeout = '20ms'")


@pytest.fixture
def impatient(app: Flask) -> Iterator[None]:
    """Makes the service give up at once instead of after five seconds."""
    with app.app_context():
        engine = db.engine
    event.listen(engine, "begin", _impatient, insert=True)
    yield
    event.remove(engine, "begin", _impatient)


@pytest.mark.usefixtures("impatient")
def test_while_the_database_is_locked_a_form_is_not_saved_and_not_lost(
    app: Flask, database: Database, administrator: CheckedClient
) -> None:
    with _busy(database):
        page = administrator.post("/people/invite", data=INVITE)
        assert page.status_code == 503
        assert "Not saved, try again" in page.text
        assert "ada@example.org" in page.text
        assert administrator.get("/people").status_code == 200
    assert _invitations(app) == 0
    assert administrator.post("/people/invite", data=INVITE).status_code == 200
    assert _invitations(app) == 1


def test_the_service_is_ready_while_the_database_answers(client: CheckedClient) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ready\n", "text/plain")


def test_the_service_is_not_ready_without_its_tables(app: Flask, client: CheckedClient) -> None:
    with app.app_context():
        db.session.execute(text("ALTER TABLE alembic_version RENAME TO elsewhere"))
        db.session.commit()
    try:
        assert client.get("/health/ready").status_code == 503
    finally:
        with app.app_context():
            db.session.execute(text("ALTER TABLE elsewhere RENAME TO alembic_version"))
            db.session.commit()
