"""The administrator says where and what the organisation is; nobody else does."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts.models import Organisation
from app.database import db
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council

GOOD = {"nation": "wales", "body_kind": "fire_rescue", "version": "1"}


def _facts(app: Flask, council: Council) -> tuple[str, str]:
    with app.app_context():
        organisation = db.session.get_one(Organisation, council.organisation_id)
        return organisation.nation, organisation.body_kind


def test_an_organisation_starts_as_a_council_in_england(app: Flask, council: Council) -> None:
    assert _facts(app, council) == ("england", "council")


def test_the_administrator_changes_both(app: Flask, council: Council, client: CheckedClient) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    assert "About the organisation" in client.get("/people").text
    assert client.get("/organisation").status_code == 200
    assert client.post("/organisation", data=GOOD).status_code == 302
    assert _facts(app, council) == ("wales", "fire_rescue")


@pytest.mark.parametrize("wrong", [{"nation": "france"}, {"nation": ""}, {"body_kind": "x" * 500}])
def test_a_wrong_choice_changes_nothing(
    app: Flask, council: Council, client: CheckedClient, wrong: dict[str, str]
) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    assert client.post("/organisation", data=GOOD | wrong).status_code == 400
    assert _facts(app, council) == ("england", "council")


def test_a_stale_page_changes_nothing(app: Flask, council: Council, client: CheckedClient) -> None:
    client.sign_in(council, Role.ADMINISTRATOR)
    client.post("/organisation", data=GOOD)
    assert client.post("/organisation", data=GOOD | {"nation": "scotland"}).status_code == 409
    assert _facts(app, council) == ("wales", "fire_rescue")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_may(client: CheckedClient, council: Council, role: Role) -> None:
    client.sign_in(council, role)
    assert client.get("/organisation").status_code == 403
    assert client.post("/organisation", data=GOOD).status_code == 403
