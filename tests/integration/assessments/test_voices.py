"""Recording who was heard and what came of it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.assessments.voices.models import Voice
from app.database import db
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_use

VOICE = {
    "who": "Tenants’ panel",
    "how_many": "1,400",
    "heard_on-day": "3",
    "heard_on-month": "3",
    "heard_on-year": "2026",
    "how": "panel",
    "said": "Ring us first.",
    "changed": "yes",
    "response": "We ring first now.",
    "is_public": "y",
}


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return a_use(council).id


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def _voices(app: Flask) -> list[Voice]:
    with app.app_context():
        return list(db.session.scalars(select(Voice).order_by(Voice.id)))


def test_a_voice_is_recorded_once_with_what_changed(app: Flask, team: CheckedClient, use_id: int) -> None:
    for _time in range(2):
        team.post(f"/uses/{use_id}/voices/new", data=VOICE | {"nonce": "once"})
    [voice] = _voices(app)
    assert voice.how_many == 1400
    page = team.get(f"/uses/{use_id}/voices").text
    for words in ("Tenants’ panel", "1400 people", "3 March 2026", "You said", "We ring first now."):
        assert words in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"who": ""}, "Say who was heard"),
        ({"how_many": "many"}, "Enter a whole number of people"),
        ({"how_many": "-3"}, "Enter a whole number of people"),
        ({"how_many": "0"}, "Enter a whole number of people"),
        ({"how_many": "9" * 5_000}, "Enter a whole number of people"),
        ({"how_many": "²"}, "Enter a whole number of people"),
        ({"heard_on-day": ""}, "Enter a real date"),
        ({"heard_on-year": "2199"}, "That day is still to come"),
        ({"heard_on-day": "", "heard_on-month": "", "heard_on-year": ""}, "Give the day"),
        ({"how": "by ear"}, "Not a valid choice"),
        ({"said": " "}, "Say what you heard"),
        ({"changed": ""}, "Choose whether something changed"),
        ({"response": ""}, "Say what changed, or why nothing did"),
        ({"said": "x" * 4_001}, "Use at most 4,000 characters"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_typed_is_lost(
    app: Flask, team: CheckedClient, use_id: int, wrong: dict[str, str], sentence: str
) -> None:
    reply = team.post(f"/uses/{use_id}/voices/new", data=VOICE | {"nonce": "a"} | wrong)
    assert reply.status_code == 400
    assert sentence in reply.text
    assert "We ring first now." in reply.text or "response" in wrong
    assert _voices(app) == []


def test_what_is_not_decided_yet_needs_no_answer(app: Flask, team: CheckedClient, use_id: int) -> None:
    form = VOICE | {"nonce": "b", "changed": "not_yet", "response": "", "how_many": ""}
    assert team.post(f"/uses/{use_id}/voices/new", data=form).status_code == 302
    assert _voices(app)[0].how_many is None
    assert "Not decided yet" in team.get(f"/uses/{use_id}/voices").text


def test_a_stale_voice_shows_both_versions_and_changes_nothing(
    app: Flask, team: CheckedClient, use_id: int
) -> None:
    team.post(f"/uses/{use_id}/voices/new", data=VOICE | {"nonce": "c"})
    address = f"/uses/{use_id}/voices/{_voices(app)[0].id}"
    mine = VOICE | {"version": "1"}
    assert team.post(address, data=mine | {"said": "Their words"}).status_code == 302
    reply = team.post(address, data=mine | {"said": "My words"})
    assert reply.status_code == 409
    assert "Their words" in reply.text
    assert "My words" in reply.text
    assert _voices(app)[0].said == "Their words"


def test_a_removed_voice_can_be_put_back(app: Flask, team: CheckedClient, use_id: int) -> None:
    team.post(f"/uses/{use_id}/voices/new", data=VOICE | {"nonce": "d"})
    address = f"/uses/{use_id}/voices/{_voices(app)[0].id}"
    team.post(f"{address}/remove", data={"version": "1"})
    assert _voices(app)[0].removed_at is not None
    assert "Ring us first." not in team.get(f"/uses/{use_id}/voices").text
    team.post(f"{address}/put-back")
    assert _voices(app)[0].removed_at is None


def test_only_the_team_changes_voices_and_another_council_finds_none(
    app: Flask, client: CheckedClient, council: Council, other_council: Council, use_id: int
) -> None:
    client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    assert client.get(f"/uses/{use_id}/voices").status_code == 200
    assert client.post(f"/uses/{use_id}/voices/new", data=VOICE).status_code == 403
    client.sign_in(other_council, Role.TEAM_MEMBER)
    assert client.get(f"/uses/{use_id}/voices").status_code == 404
    assert _voices(app) == []
