"""Listing harms and handing the assessment in, through the pages."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.assessments.harms import actions
from app.assessments.harms.queries import harms_of
from app.assessments.models import Harm, Submission
from app.assessments.snapshots.model import Snapshot
from app.database import db
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.uses import ANSWERS, a_harm, a_use, answer

HARM = {
    "title": "A family is put last",
    "who": "Tenants with small children",
    "principle": "justice",
    "severity": "3",
    "likelihood": "2",
    "reversible": "partly",
    "severity_after": "3",
    "likelihood_after": "1",
    "accepted_reason": "",
    "is_public": "y",
    "safeguards-0-text": "An officer reads every request",
    "safeguards-0-responsible": "Repairs manager",
    "safeguards-0-likelihood_steps": "1",
}


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A fully answered use of the council, without harms."""
    with app.app_context():
        use = a_use(council)
        answer(use, dict(ANSWERS), council.people[Role.TEAM_MEMBER])
        return use.id


@pytest.fixture
def team(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.TEAM_MEMBER)


def _count(app: Flask, model: type[Harm] | type[Submission]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_harm_is_saved_with_its_safeguard(app: Flask, team: CheckedClient, use_id: int) -> None:
    assert team.post(f"/uses/{use_id}/harms/new", data=HARM | {"nonce": "a"}).status_code == 302
    page = team.get(f"/uses/{use_id}/harms").get_data(as_text=True)
    assert "A family is put last" in page
    assert "An officer reads every request" in page


def test_the_same_form_sent_twice_makes_one_harm(app: Flask, team: CheckedClient, use_id: int) -> None:
    for _time in range(2):
        team.post(f"/uses/{use_id}/harms/new", data=HARM | {"nonce": "once"})
    assert _count(app, Harm) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Say what could go wrong"),
        ({"title": "x" * 100_000}, "Use at most 200 characters"),
        ({"who": "a\x00b"}, "cannot be saved"),
        ({"principle": "profit"}, "Not a valid choice"),
        ({"severity": "9"}, "Not a valid choice"),
        ({"severity": ""}, "Choose how bad it would be without safeguards"),
        ({"severity_after": "4"}, "With safeguards it cannot be worse than without them"),
        ({"likelihood_after": "4"}, "With safeguards it cannot be likelier than without them"),
        ({"safeguards-0-text": ""}, "Say what the safeguard is, or empty its row"),
        ({"safeguards-0-due_on-day": "3"}, "Enter a real date"),
        (
            {
                "safeguards-0-text": "",
                "safeguards-0-responsible": "",
                "safeguards-0-likelihood_steps": "0",
            },
            "The risk falls, but no safeguard says why",
        ),
        ({"safeguards-0-likelihood_steps": "0"}, "The safeguards claim to leave “Possible”"),
        ({"safeguards-0-severity_steps": "2"}, "The safeguards claim to leave “Minor”"),
        ({"safeguards-0-severity_steps": "9"}, "Not a valid choice"),
        ({"safeguards-0-evidence": "x" * 1_001}, "Use at most 1,000 characters"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_typed_is_lost(
    app: Flask, team: CheckedClient, use_id: int, wrong: dict[str, str], sentence: str
) -> None:
    reply = team.post(f"/uses/{use_id}/harms/new", data=HARM | {"nonce": "b"} | wrong)
    page = reply.get_data(as_text=True)
    assert reply.status_code == 400
    assert sentence in page
    assert "Tenants with small children" in page or "who" in wrong
    assert _count(app, Harm) == 0


def test_more_rows_keeps_what_was_typed(team: CheckedClient, use_id: int) -> None:
    page = team.post(f"/uses/{use_id}/harms/new", data=HARM | {"more": "1"}).get_data(as_text=True)
    assert "An officer reads every request" in page
    assert 'name="safeguards-2-text"' in page


def _harm_id(app: Flask, use_id: int, council: Council) -> int:
    with app.app_context():
        from_list = db.session.scalars(select(Harm)).all()
        return from_list[0].id


def test_a_stale_harm_shows_both_versions_and_changes_nothing(
    app: Flask, team: CheckedClient, council: Council, use_id: int
) -> None:
    team.post(f"/uses/{use_id}/harms/new", data=HARM | {"nonce": "c"})
    harm = _harm_id(app, use_id, council)
    mine = HARM | {"version": "1"}
    team.post(f"/uses/{use_id}/harms/{harm}", data=mine | {"title": "Their words"})
    reply = team.post(f"/uses/{use_id}/harms/{harm}", data=mine | {"title": "My words"})
    page = reply.get_data(as_text=True)
    assert reply.status_code == 409
    assert "Their words" in page
    assert "My words" in page
    with app.app_context():
        assert db.session.get_one(Harm, harm).title == "Their words"


def test_a_removed_harm_can_be_put_back(
    app: Flask, team: CheckedClient, council: Council, use_id: int
) -> None:
    team.post(f"/uses/{use_id}/harms/new", data=HARM | {"nonce": "d"})
    harm = _harm_id(app, use_id, council)
    team.get(f"/uses/{use_id}/harms/{harm}/remove")
    team.post(f"/uses/{use_id}/harms/{harm}/remove", data={"version": "1"})
    with app.app_context():
        assert harms_of(db.session.get_one(Harm, harm).assessment_id) == []
    team.post(f"/uses/{use_id}/harms/{harm}/put-back")
    with app.app_context():
        assert len(harms_of(db.session.get_one(Harm, harm).assessment_id)) == 1


def test_a_harm_of_another_use_is_not_found_under_this_one(
    app: Flask, team: CheckedClient, council: Council, use_id: int
) -> None:
    with app.app_context():
        other = a_use(council, "Another use")
        harm = actions.add_harm(use=other, facts=a_harm(), actor_id=council.people[Role.TEAM_MEMBER])
    assert team.get(f"/uses/{use_id}/harms/{harm.id}").status_code == 404


def test_what_is_missing_stops_the_submission(app: Flask, team: CheckedClient, council: Council) -> None:
    with app.app_context():
        use = a_use(council)
        answer(use, {"AUT-01": "decides-alone"}, council.people[Role.TEAM_MEMBER])
    page = team.get(f"/uses/{use.id}/submit").get_data(as_text=True)
    assert "List at least one harm" in page
    assert "Is personal data used?" in page
    reply = team.post(f"/uses/{use.id}/submit", data={"honest": "y", "nonce": "e"})
    assert reply.status_code == 400
    assert _count(app, Submission) == 0


def _submission_form(team: CheckedClient, use_id: int, nonce: str) -> dict[str, str]:
    page = team.get(f"/uses/{use_id}/submit").get_data(as_text=True)
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    return {"honest": "y", "note": "Look at the letter first.", "nonce": nonce, "version": version}


def test_a_submission_freezes_what_the_team_said(
    app: Flask, team: CheckedClient, council: Council, use_id: int
) -> None:
    team.post(f"/uses/{use_id}/harms/new", data=HARM | {"nonce": "f"})
    form = _submission_form(team, use_id, "g")
    assert team.post(f"/uses/{use_id}/submit", data=form).status_code == 302
    with app.app_context():
        submission = db.session.scalars(select(Submission)).one()
        snapshot = Snapshot.from_data(submission.snapshot)
        assert submission.content_hash == snapshot.content_hash()
    assert {name: answer.value for name, answer in snapshot.answers.items()} == ANSWERS
    assert [harm.title for harm in snapshot.harms] == ["A family is put last"]
    assert team.get(f"/uses/{use_id}/submitted").status_code == 200
    assert team.get(f"/uses/{use_id}/submissions/1").status_code == 200
    assert team.get(f"/uses/{use_id}/submissions/2").status_code == 404


def test_a_submission_is_made_once(app: Flask, team: CheckedClient, use_id: int) -> None:
    form = _submission_form(team, use_id, "h")
    team.post(f"/uses/{use_id}/submit", data=form)
    team.post(f"/uses/{use_id}/submit", data=form)
    assert _count(app, Submission) == 1


def test_nobody_submits_what_they_have_not_seen(app: Flask, team: CheckedClient, use_id: int) -> None:
    form = _submission_form(team, use_id, "i")
    team.post(f"/uses/{use_id}/harms/new", data=HARM | {"nonce": "j"})
    reply = team.post(f"/uses/{use_id}/submit", data=form, follow_redirects=True)
    assert "Somebody changed the assessment" in reply.get_data(as_text=True)
    assert _count(app, Submission) == 0


def test_a_submitted_use_cannot_be_changed_but_taken_back(team: CheckedClient, use_id: int) -> None:
    team.post(f"/uses/{use_id}/submit", data=_submission_form(team, use_id, "k"))
    assert team.post(f"/uses/{use_id}/harms/new", data=HARM).status_code == 403
    team.get(f"/uses/{use_id}/withdraw")
    team.post(f"/uses/{use_id}/withdraw")
    assert team.get(f"/uses/{use_id}/harms/new").status_code == 200


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.REGISTER_EDITOR])
def test_a_draft_stays_with_its_team(
    client: CheckedClient, council: Council, use_id: int, role: Role
) -> None:
    client.sign_in(council, role)
    assert client.get(f"/uses/{use_id}/harms").status_code == 403


def test_another_council_does_not_find_the_use(
    client: CheckedClient, other_council: Council, use_id: int
) -> None:
    client.sign_in(other_council, Role.TEAM_MEMBER)
    assert client.get(f"/uses/{use_id}/harms").status_code == 404
    assert client.post(f"/uses/{use_id}/submit").status_code == 404
