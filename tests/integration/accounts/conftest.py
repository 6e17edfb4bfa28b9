"""People with passwords, for tests that go through the forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.accounts import actions
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council

PASSWORD = "seven quiet herons wading"


@dataclass(frozen=True, slots=True)
class Member:
    """A team member who knows their password."""

    id: int
    organisation_id: int
    email: str
    password: str = PASSWORD


@pytest.fixture
def member(app: Flask, council: Council) -> Member:
    """Ada, of the first council."""
    with app.app_context():
        person = actions.add_person(
            organisation_id=council.organisation_id,
            name="Ada Example",
            email="ada@example.org",
            roles=[Role.TEAM_MEMBER],
            password=PASSWORD,
        )
        return Member(person.id, council.organisation_id, person.email)


@pytest.fixture
def other_client(app: Flask) -> CheckedClient:
    """A second browser."""
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    return client


@pytest.fixture
def rate_limits(app: Flask) -> Iterator[None]:
    """The service as it runs outside tests: guessing passwords is slowed down."""
    settings = app.extensions["candour"]
    app.extensions["candour"] = replace(settings, rate_limits=True)
    yield
    app.extensions["candour"] = settings


def send_sign_in(client: CheckedClient, email: str, password: str, query: str = "") -> TestResponse:
    """Fills in the form and sends it."""
    return client.post(f"/sign-in{query}", data={"email": email, "password": password})
