"""What the public reads of an incident, what stays inside, and what is deleted in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.board.incidents import actions
from app.board.incidents.facts import Telling
from app.board.incidents.models import Incident, IncidentPrivate
from app.board.incidents.retention import forget_private, publish_with_answer
from app.board.models import Response
from app.database import db, transaction, utcnow
from app.web.roles import Role
from tests.integration.register import records
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.upkeep import a_public_use, an_incident, public_record, the_incident, triaged

Data = dict[str, str]
PUBLISH = {
    "done": "We put the old rule back.",
    "learnt": "Test with real letters.",
    "publish": "yes",
    "summary": "Some repairs were put last by mistake.",
}
HIDE = {"done": "Nothing.", "learnt": "Ask first.", "publish": "no", "withheld_because": "A court case."}


@pytest.fixture
def use_id(app: Flask, council: Council) -> int:
    """A use with a public entry."""
    with app.app_context():
        return a_public_use(council)[0].id


@pytest.fixture
def secretary(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.BOARD_SECRETARY)


def reported(app: Flask, council: Council, use_id: int | None, by: str | None = Role.TEAM_MEMBER) -> Incident:
    """A report on the use."""
    with app.app_context():
        use = db.session.get(actions.UseCase, use_id) if use_id else None
        return an_incident(council, use, by=by)


def now(app: Flask, council: Council, incident: Incident) -> Incident:
    """The incident as it is stored now."""
    with app.app_context():
        return the_incident(council, incident.id)


def test_words_about_a_person_are_found_before_they_are_published(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    with app.app_context():
        seen = str(triaged(council, incident).version)
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    words = PUBLISH | {"version": seen, "summary": "Ring Ann on 07700 900123."}
    path = f"/incidents/{incident.id}/close"
    refused = chair.post(path, data=words)
    assert refused.status_code == 400
    assert "07700 900123" in refused.text
    assert chair.post(path, data=words | {"checked": "y"}).status_code == 302


def test_what_is_not_published_needs_a_reason_and_stays_inside(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    with app.app_context():
        seen = str(triaged(council, incident).version)
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    path = f"/incidents/{incident.id}/close"
    without = HIDE | {"version": seen, "withheld_because": ""}
    assert "Say why the public does not read it" in chair.post(path, data=without).text
    chair.post(path, data=HIDE | {"version": seen})
    with app.app_context():
        assert public_record(use_id).incidents == ()
    assert "A court case." in chair.get(f"/incidents/{incident.id}").text


def test_it_can_be_told_before_it_is_closed_and_taken_back(
    app: Flask, secretary: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    with app.app_context():
        seen = str(triaged(council, incident).version)
    secretary.post(f"/incidents/{incident.id}/public", data=PUBLISH | {"version": seen})
    with app.app_context():
        (told,) = public_record(use_id).incidents
        assert told.closed_on is None
    assert "Still being looked into" in app.test_client().get("/register/1", follow_redirects=True).text
    seen = str(now(app, council, incident).version)
    secretary.post(f"/incidents/{incident.id}/public", data=HIDE | {"version": seen})
    with app.app_context():
        assert public_record(use_id).incidents == ()


def test_a_closed_one_is_opened_again_and_the_entry_says_so(context: Flask, council: Council) -> None:
    use, _entry = a_public_use(council)
    incident = triaged(council, an_incident(council, use))
    telling = Telling("Done.", "Learnt.", True, "It failed.")
    chair = council.people[Role.BOARD_CHAIR]
    actions.close(incident=incident, telling=telling, seen=incident.version, actor_id=chair)
    closed = the_incident(council, incident.id)
    assert closed.state == "closed"
    actions.reopen(incident=closed, reason="It failed again.", seen=closed.version, actor_id=chair)
    assert the_incident(council, incident.id).state == "investigating"
    assert public_record(use.id).incidents[0].closed_on is None


def test_how_to_reach_somebody_is_for_who_triages_and_deleted_in_time(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id, None)
    path = f"/incidents/{incident.id}"
    assert "07700 900123" in client.sign_in(council, Role.BOARD_CHAIR).get(path).text
    assert "07700 900123" not in client.sign_in(council, Role.TEAM_MEMBER).get(path).text
    with app.app_context():
        old = utcnow() - timedelta(days=366)
        db.session.execute(update(IncidentPrivate).values(at=old))
        db.session.commit()
        with transaction() as session:
            assert forget_private(session, utcnow().date()) == 0
        private = db.session.scalars(select(IncidentPrivate)).one()
        assert (private.contact, private.peer_hash) == ("07700 900123", "")
        db.session.execute(update(Incident).values(closed_at=old))
        db.session.commit()
        with transaction() as session:
            assert forget_private(session, utcnow().date()) == 1
        assert db.session.scalar(select(func.count()).select_from(IncidentPrivate)) == 0


def test_a_new_draft_of_the_entry_knows_what_went_wrong(context: Flask, council: Council) -> None:
    use, entry = a_public_use(council)
    incident = triaged(council, an_incident(council, use))
    telling = Telling("Done.", "Learnt.", True, "It failed.")
    actor = council.people[Role.BOARD_SECRETARY]
    actions.tell_public(incident=incident, telling=telling, seen=incident.version, actor_id=actor)
    records.saved(council, records.a_use("A new title"), f"use-{use.id}")
    assert [each.summary for each in records.draft_record(entry.id).incidents] == ["It failed."]
    with transaction() as session:
        response = db.session.scalars(select(Response)).one()
        publish_with_answer(session, response)
    assert [each.summary for each in records.draft_record(entry.id).incidents] == ["It failed."]
