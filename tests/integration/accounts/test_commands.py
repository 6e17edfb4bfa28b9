"""Accounts from the command line: one clear line and exit code 2 for whatever cannot be done."""

from __future__ import annotations

import pytest
from click.testing import Result
from flask import Flask

from app.accounts import actions, queries
from app.database import db
from app.web.roles import Role
from tests.integration.accounts.conftest import PASSWORD, Member, send_sign_in
from tests.support.client import CheckedClient
from tests.support.people import Council


def _run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["people", *words])


def _invite(app: Flask, email: str = "grace@example.org", **options: str) -> Result:
    chosen = {"name": "Grace Newly", "organisation": "northmere", "role": "administrator"} | options
    words = [word for name, value in chosen.items() for word in (f"--{name.replace('_', '-')}", value)]
    return _run(app, "invite", email, *words)


def _refused(result: Result, words: str) -> None:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


def test_the_first_administrator_is_invited_with_the_organisation(app: Flask, client: CheckedClient) -> None:
    result = _invite(app, organisation_name="Northmere Council")
    assert result.exit_code == 0
    assert "works once, for seven days" in result.stderr
    answer = client.post(result.stdout.strip(), data={"new_password": PASSWORD})
    assert answer.location == "/start"
    assert client.get("/start").location == "/people"


def test_an_organisation_that_exists_keeps_its_name(app: Flask, council: Council) -> None:
    assert _invite(app, organisation_name="Another name").exit_code == 0
    with app.app_context():
        assert [o.name for o in queries.organisations()] == ["Northmere Council"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"email": "grace"}, "is not an e-mail address"),
        ({"email": ""}, "is empty"),
        ({"email": "a\0@example.org"}, "cannot be saved"),
        ({"email": "\udcff@example.org"}, "cannot be saved"),
        ({"email": "x" * 300 + "@example.org"}, "more than 254"),
        ({"name": " "}, "the name is empty"),
        ({"name": "x" * 121}, "the name has more than 120"),
        ({"name": "two\nlines"}, "cannot be saved"),
        ({"role": "king"}, "no role 'king'; use one of: team_member"),
        ({"organisation": "eastmere"}, "no organisation 'eastmere' (known: northmere)"),
        ({"organisation": "\0"}, "no organisation"),
        ({"organisation": "East Mere", "organisation_name": "Eastmere"}, "is no slug"),
        ({"organisation": "e" * 81, "organisation_name": "Eastmere"}, "is no slug"),
        ({"organisation": "eastmere", "organisation_name": " "}, "the organisation's name is empty"),
        ({"organisation": "eastmere", "organisation_name": "x" * 201}, "more than 200"),
        (
            {"organisation": "eastmere", "organisation_name": "Eastmere", "email": "x"},
            "not an e-mail address",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_made(
    app: Flask, council: Council, options: dict[str, str], words: str
) -> None:
    _refused(_invite(app, **options), words)
    with app.app_context():
        assert queries.invitations(council.organisation_id) == []
        assert [o.slug for o in queries.organisations()] == ["northmere"]


def test_people_are_listed_with_their_roles(app: Flask, council: Council) -> None:
    with app.app_context():
        actions.set_active(
            person_id=council.people[Role.BOARD_CHAIR],
            organisation_id=council.organisation_id,
            active=False,
            actor_id=None,
        )
    result = _run(app, "list", "--organisation", "northmere")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == len(Role)
    assert "administrator@northmere.example\tAdministrator of Northmere\tadministrator" in lines
    assert [line for line in lines if line.endswith("(disabled)")] == [
        "board.chair@northmere.example\tBoard Chair of Northmere\tboard_chair  (disabled)"
    ]


def test_people_of_an_unknown_organisation_cannot_be_listed(app: Flask) -> None:
    _refused(_run(app, "list", "--organisation", "nowhere"), "no organisation 'nowhere' (known: none yet)")


def test_a_person_is_disabled_everywhere_and_at_once(
    app: Flask, client: CheckedClient, member: Member
) -> None:
    send_sign_in(client, member.email, PASSWORD)
    result = _run(app, "disable", member.email.upper())
    assert (result.exit_code, result.stdout) == (0, "ada@example.org can no longer sign in.\n")
    assert client.get("/account").status_code == 302
    assert send_sign_in(client, member.email, PASSWORD).status_code == 400


def test_a_person_who_left_is_disabled_too(app: Flask, member: Member) -> None:
    with app.app_context():
        actions.set_roles(
            organisation_id=member.organisation_id, person_id=member.id, roles=[], actor_id=None
        )
    assert _run(app, "disable", member.email).exit_code == 0
    with app.app_context():
        person = queries.person_by_email(member.email)
        assert person is not None
        assert not person.active
        db.session.rollback()


@pytest.mark.parametrize("email", ["nobody@example.org", "", "\0", "\udcff"])
def test_nobody_is_disabled_in_one_line(app: Flask, email: str) -> None:
    _refused(_run(app, "disable", email), "nobody has the e-mail address")
