"""E-mail by SMTP, against a real mail server: sent once, tried again with pauses, given up, or unknown."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.jobs.worker import WorkerReport, work_once
from app.messages import MessageKind
from app.messages.kinds import MessageGroup, kinds_of
from app.messages.models import Mail
from app.messages.outbox import PAUSES
from app.settings import MailSettings
from tests.integration.messages.conftest import ON, TeamTeller
from tests.support.mail_servers import DROP, DROP_AFTER, MailServer, knows, mail_server

SetMail = Callable[[MailSettings], None]
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def server(set_mail: SetMail) -> Iterator[MailServer]:
    with mail_server() as server:
        set_mail(replace(ON, smtp_port=server.port))
        yield server


def work(app: Flask) -> WorkerReport:
    with app.app_context():
        return work_once()


def the_mail(app: Flask) -> Mail:
    with app.app_context():
        return db.session.scalars(select(Mail)).one()


def test_a_message_leaves_once_with_its_link(app: Flask, server: MailServer, tell_one: TeamTeller) -> None:
    tell_one(words={"what": "The section on fairness", "due": "2027-03-27", "by": "Ada Example"})
    assert work(app).mails == {"sent": 1}
    assert work(app).mails == {}
    (letter,) = server.letters
    assert letter["Subject"] == "You were mentioned: Rent arrears"
    assert letter["To"] == "team.member@northmere.example"
    assert letter["From"] == "Algorithm register <candour@northmere.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    body = letter.get_content()
    assert "Hello Team Member of Northmere," in body
    assert "Due on: 27 March 2027" in body
    assert "https://candour.example/uses\r\n" in body
    assert "https://candour.example/messages/settings" in body
    assert the_mail(app).sent_at is not None


@pytest.mark.parametrize(
    "hostile", ["Rent\r\nBcc: all@example.org", "Rent\nSubject: Hi", "a\x00b\u2028c\x85d"]
)
def test_no_name_adds_a_header(app: Flask, server: MailServer, tell_one: TeamTeller, hostile: str) -> None:
    tell_one(about=hostile.replace("\x00", ""), words={"what": hostile.replace("\x00", "")})
    work(app)
    (letter,) = server.letters
    assert letter["Bcc"] is None
    assert letter.get_all("Subject") == [letter["Subject"]]
    assert server.recipients == ["team.member@northmere.example"]
    assert "\nBcc:" not in letter.get_content()


def test_a_line_that_is_a_dot_does_not_end_the_letter(
    app: Flask, server: MailServer, tell_one: TeamTeller
) -> None:
    tell_one(words={"what": ". . .", "by": "." * 200})
    work(app)
    assert "." * 200 in server.letters[0].get_content()


def test_a_failure_waits_longer_each_time_and_then_is_given_up(
    app: Flask, server: MailServer, tell_one: TeamTeller, clock: time_machine.Coordinates
) -> None:
    tell_one()
    server.answers = ["451 try later"] * 20
    now = NOON
    for pause in PAUSES:
        assert work(app).mails == {"waiting": 1}
        assert the_mail(app).due_at == now + pause
        clock.move_to(now + pause - timedelta(seconds=1))
        assert work(app).mails == {}
        now += pause
        clock.move_to(now)
    assert work(app).mails == {"given_up": 1}
    assert the_mail(app).reason == "451 try later"
    clock.move_to(now + timedelta(days=30))
    assert work(app).mails == {}
    assert server.letters == []


def test_a_failure_and_then_a_success_is_one_letter(
    app: Flask, server: MailServer, tell_one: TeamTeller, clock: time_machine.Coordinates
) -> None:
    tell_one()
    server.answers = ["451 try later"]
    work(app)
    clock.shift(timedelta(minutes=2))
    assert work(app).mails == {"sent": 1}
    assert len(server.letters) == 1
    assert the_mail(app).reason == ""


@pytest.mark.parametrize("at", ["rcpt", "data"])
def test_a_refusal_for_good_is_not_tried_again(
    app: Flask, server: MailServer, tell_one: TeamTeller, at: str
) -> None:
    tell_one()
    server.at, server.answers = at, ["550 <team.member@northmere.example> is nobody here"]
    assert work(app).mails == {"given_up": 1}
    assert the_mail(app).reason == "550 <…> is nobody here"  # no address of anybody


def test_a_connection_lost_before_the_words_is_tried_again(
    app: Flask, server: MailServer, tell_one: TeamTeller
) -> None:
    tell_one()
    server.at, server.answers = "rcpt", [DROP]
    assert work(app).mails == {"waiting": 1}


@pytest.mark.parametrize("fault", [DROP, DROP_AFTER])
def test_a_connection_lost_after_the_words_is_never_sent_again_by_itself(
    app: Flask, server: MailServer, tell_one: TeamTeller, clock: time_machine.Coordinates, fault: str
) -> None:
    tell_one()
    server.answers = [fault]
    assert work(app).mails == {"unknown": 1}
    clock.shift(timedelta(days=40))
    assert work(app).mails == {}
    assert server.tries == 1


def test_a_server_that_is_away_is_asked_once_a_round(app: Flask, mail_on: None, tell_one: TeamTeller) -> None:
    for number in range(3):
        tell_one(f"event-{number}")
    assert work(app).mails == {"waiting": 1}


def test_every_kind_can_be_written(
    app: Flask, server: MailServer, tell_one: TeamTeller, clock: time_machine.Coordinates
) -> None:
    for kind in MessageKind:
        tell_one(kind.value, kind)
    work(app)
    at_once = set(MessageKind) - set(kinds_of(MessageGroup.NEWS))
    assert len({letter["Subject"] for letter in server.letters}) == len(at_once) + 1  # and one of the news


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate that this process trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl to make a certificate")
    key, made = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(made)),
        ],
        check=True,
        capture_output=True,
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return context


@pytest.mark.slow
@pytest.mark.parametrize(("password", "came_to"), [("right", "sent"), ("wrong", "waiting")])
def test_it_signs_in_over_starttls(
    app: Flask,
    set_mail: SetMail,
    tell_one: TeamTeller,
    certificate: ssl.SSLContext,
    password: str,
    came_to: str,
) -> None:
    with mail_server(
        tls_context=certificate,
        require_starttls=True,
        auth_required=True,
        authenticator=knows("candour", "right"),
    ) as server:
        set_mail(
            replace(
                ON,
                smtp_port=server.port,
                smtp_security="starttls",
                smtp_user="candour",
                smtp_password=password,
            )
        )
        tell_one()
        assert work(app).mails == {came_to: 1}


def test_a_server_without_starttls_gets_nothing(
    app: Flask, server: MailServer, set_mail: SetMail, tell_one: TeamTeller
) -> None:
    set_mail(replace(ON, smtp_port=server.port, smtp_security="starttls"))
    tell_one()
    assert work(app).mails == {"waiting": 1}
    assert server.letters == []
