"""Invitations by e-mail: the link leaves once, and the outbox keeps no secret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from app.accounts import actions
from app.database import db
from app.jobs.worker import work_once
from app.messages.models import Mail
from app.web.roles import Role
from tests.integration.messages.conftest import ON
from tests.integration.messages.test_smtp import SetMail
from tests.support.client import CheckedClient
from tests.support.mail_servers import MailServer, mail_server
from tests.support.people import Council

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def server(set_mail: SetMail) -> Iterator[MailServer]:
    with mail_server() as server:
        set_mail(replace(ON, smtp_port=server.port))
        yield server


@pytest.fixture
def administrator(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.ADMINISTRATOR)


def invite(administrator: CheckedClient, name: str = "Grace New") -> str:
    """Invites somebody by the form; gives the page that follows."""
    form = {"name": name, "email": "grace@new.example", "roles": "team_member", "nonce": "once"}
    return administrator.post("/people/invite", data=form).text


def stored(app: Flask) -> str:
    """Everything that the outbox keeps."""
    with app.app_context():
        return str(db.session.execute(text("SELECT * FROM mail")).all())


def work(app: Flask) -> dict[str, int]:
    with app.app_context():
        return work_once().mails


def test_the_link_arrives_and_opens_the_invitation(
    app: Flask, administrator: CheckedClient, server: MailServer
) -> None:
    page = invite(administrator)
    assert "on its way to Grace New at grace@new.example" in page
    assert work(app) == {"sent": 1}
    (letter,) = server.letters
    assert letter["To"] == "grace@new.example"
    assert letter["Subject"] == "You are invited to Northmere Council"
    (link,) = [line for line in letter.get_content().splitlines() if "/invitation/" in line]
    token = link.removeprefix("https://candour.example/invitation/").strip()
    assert token in page  # the same link as the administrator sees
    assert app.test_client().get(f"/invitation/{token}").status_code == 200
    assert token not in stored(app)
    assert "grace@new.example" not in stored(app)


def test_a_name_adds_no_header_and_no_line(
    app: Flask, administrator: CheckedClient, server: MailServer
) -> None:
    invite(administrator, "Grace\r\nBcc: all@example.org")
    work(app)
    assert all(letter["Bcc"] is None for letter in server.letters)
    assert server.recipients in ([], ["grace@new.example"])


def test_a_refused_one_keeps_no_secret_and_cannot_be_sent_again(
    app: Flask, administrator: CheckedClient, server: MailServer
) -> None:
    server.answers = ["550 nobody"]
    invite(administrator)
    assert work(app) == {"given_up": 1}
    assert "token" not in stored(app)
    page = administrator.get("/messages/outbox").text
    assert "An invitation" in page
    assert "Somebody invited" in page
    assert "/again" not in page


def test_one_that_never_leaves_loses_its_secret_with_the_link(
    app: Flask, council: Council, mail_on: None
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        invite_by_action(app, council)
        work(app)
        assert "token" in stored(app)
        clock.shift(timedelta(days=8))
        work(app)
        assert "token" not in stored(app)


def invite_by_action(app: Flask, council: Council) -> None:
    with app.app_context():
        actions.invite(
            organisation_id=council.organisation_id,
            email="grace@new.example",
            name="Grace New",
            roles=[Role.TEAM_MEMBER],
            invited_by_id=None,
        )


def test_without_e_mail_the_link_is_only_shown(app: Flask, administrator: CheckedClient) -> None:
    assert "Send it to Grace New" in invite(administrator)
    with app.app_context():
        assert db.session.scalars(select(Mail)).all() == []
