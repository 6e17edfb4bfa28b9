"""A service that sends e-mail, and people who are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from app.database import transaction
from app.messages import MessageKind, tell
from app.settings import MailSettings
from app.web.roles import Role
from tests.support.people import Council

TeamTeller = Callable[..., int]
ON = MailSettings(
    transport="smtp",
    service_url="https://candour.example",
    sender="candour@northmere.example",
    smtp_host="127.0.0.1",
    smtp_port=1,
    smtp_security="none",
    timeout=2,
)


@pytest.fixture
def set_mail(app: Flask) -> Iterator[Callable[[MailSettings], None]]:
    """Changes how the service sends e-mail for one test."""
    before = app.extensions["candour"]

    def change(mail: MailSettings) -> None:
        app.extensions["candour"] = replace(before, mail=mail)

    yield change
    app.extensions["candour"] = before


@pytest.fixture
def mail_on(set_mail: Callable[[MailSettings], None]) -> None:
    """E-mail is on, and its server does not answer."""
    set_mail(ON)


@pytest.fixture
def tell_one(app: Flask, council: Council) -> TeamTeller:
    """Tells the team member, or others, of an event."""

    def told(
        key: str = "event-1",
        kind: MessageKind = MessageKind.MENTION,
        to: tuple[int, ...] = (),
        **more: object,
    ) -> int:
        facts = {"about": "Rent arrears", "endpoint": "assessments.uses"} | more
        with app.app_context(), transaction() as session:
            return tell(
                session,
                kind=kind,
                organisation_id=council.organisation_id,
                to=to or (council.people[Role.TEAM_MEMBER],),
                key=key,
                **facts,  # type: ignore[arg-type]
            )

    return told
