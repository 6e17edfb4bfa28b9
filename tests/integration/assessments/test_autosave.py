"""Pages that save themselves while somebody types."""

from __future__ import annotations

import pytest
from flask import Flask

from app.assessments.answers.queries import answers_of
from app.assessments.use_assessment import the_assessment
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import a_use, answer


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use whose description has no answers yet."""
    with app.app_context():
        return a_use(council).id


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def _address(use_id: int) -> str:
    return f"/uses/{use_id}/questions/description/autosave"


def _value(app: Flask, use_id: int, question_id: str) -> object:
    with app.app_context():
        use = db.session.get_one(UseCase, use_id)
        found = answers_of(the_assessment(use)).get(question_id)
        return found.value if found else None


def test_what_is_right_is_saved_and_the_rest_waits(app: Flask, team: CheckedClient, use_id: int) -> None:
    reply = team.post(
        _address(use_id), data={"EXP-01_value": "It sorts requests.", "ABT-10_value": "x" * 300}
    )
    assert reply.status_code == 200
    assert reply.json is not None
    assert reply.json["versions"] == {"EXP-01": 1}
    assert reply.json["waiting"] == ["ABT-09", "ABT-10"]
    assert _value(app, use_id, "EXP-01") == "It sorts requests."
    assert _value(app, use_id, "ABT-10") is None


def test_a_newer_answer_of_somebody_else_is_never_overwritten(
    app: Flask, team: CheckedClient, council: Council, use_id: int
) -> None:
    with app.app_context():
        use = db.session.get_one(UseCase, use_id)
        answer(use, {"EXP-01": "Theirs."}, council.people[Role.TEAM_MEMBER])
    sent = {"EXP-01_value": "Mine.", "EXP-01_version": "0", "ABT-09_value": "Ring us."}
    reply = team.post(_address(use_id), data=sent)
    assert reply.json is not None
    assert reply.json["conflicts"] == ["EXP-01"]
    assert reply.json["versions"] == {"ABT-09": 1}
    assert _value(app, use_id, "EXP-01") == "Theirs."


def test_a_flag_is_told_as_soon_as_it_is_raised(team: CheckedClient, use_id: int) -> None:
    address = f"/uses/{use_id}/questions/automation/autosave"
    reply = team.post(address, data={"AUT-01_value": "decides-alone"})
    assert reply.json is not None
    assert reply.json["flags"] == {"AUT-01": ["It decides alone about people."]}


def test_nothing_is_saved_without_the_token_or_by_others(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.post(_address(use_id), data={"EXP-01_value": "x"}).status_code == 403
    client.sign_in(council, Role.TEAM_MEMBER)
    assert client.post(_address(use_id), data={"EXP-01_value": "x"}, csrf=False).status_code == 400
    assert client.post(f"/uses/{use_id}/questions/nothing/autosave").status_code == 404
    assert _value(app, use_id, "EXP-01") is None
