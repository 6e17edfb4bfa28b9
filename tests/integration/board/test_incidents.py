"""Incidents inside the organisation: reported, triaged, looked into, closed, told to the public."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.board.incidents import actions
from app.board.incidents.models import Incident
from app.database import db, utcnow
from app.messages.models import Message
from app.uses.models import UseCase
from app.vocabulary.incidents import IncidentSeverity
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.conditions import a_person, refusals
from tests.support.people import Council
from tests.support.statements import StatementCounter
from tests.support.upkeep import a_public_use, an_incident, public_record, the_incident, triaged, triggers_of
from tests.support.uses import a_use, submit

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


def test_a_report_is_taken_down_and_owner_secretary_and_chair_are_told(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    member = client.sign_in(council, Role.TEAM_MEMBER)
    assert "Which use was it?" in member.get(f"/incidents/report?use={use_id}").text
    told = {"use": str(use_id), "happened": "It froze for a day.", "harm": "unknown", "nonce": "one"}
    assert member.post("/incidents/report", data=told).status_code == 302
    member.post("/incidents/report", data=told)
    with app.app_context():
        incident_id = db.session.scalars(select(Incident.id)).one()
        people = db.session.scalars(select(Message.person_id).where(Message.kind == "incident_reported"))
        wanted = (Role.ACCOUNTABLE_OWNER, Role.BOARD_SECRETARY, Role.BOARD_CHAIR)
        assert set(people) == {council.people[role] for role in wanted}
        assert refusals() == ["incident.report twice"]
    assert "It froze for a day." in member.get(f"/incidents/{incident_id}").text


def test_a_report_without_words_is_not_taken(client: CheckedClient, council: Council) -> None:
    answer = client.sign_in(council, Role.REGISTER_EDITOR).post("/incidents/report", data={"happened": ""})
    assert answer.status_code == 400
    assert "Say what happened" in answer.text


def test_who_reported_it_reads_it_and_other_colleagues_do_not(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id, Role.REGISTER_EDITOR)
    assert client.sign_in(council, Role.REGISTER_EDITOR).get(f"/incidents/{incident.id}").status_code == 200
    assert client.sign_in(council, Role.ADMINISTRATOR).get(f"/incidents/{incident.id}").status_code == 403
    assert "It froze." not in client.get("/incidents").text
    assert "It froze." in client.sign_in(council, Role.ACCOUNTABLE_OWNER).get("/incidents").text


def test_another_organisation_sees_nothing(
    app: Flask, client: CheckedClient, council: Council, other_council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    stranger = client.sign_in(other_council, Role.BOARD_SECRETARY)
    assert stranger.get(f"/incidents/{incident.id}").status_code == 404
    assert stranger.post(f"/incidents/{incident.id}/triage", data={"severity": "minor"}).status_code == 404
    assert "It froze." not in stranger.get("/incidents").text


def test_a_serious_incident_asks_for_another_look_and_two_people_close_it(
    app: Flask, client: CheckedClient, secretary: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    page = f"/incidents/{incident.id}"
    facts = {"use": str(use_id), "severity": "serious", "note": "Repairs came late.", "version": "1"}
    assert secretary.post(f"{page}/triage", data=facts).status_code == 302
    with app.app_context():
        (trigger,) = triggers_of(use_id)
        assert (trigger.kind, trigger.source) == ("incident", f"incident-{incident.id}")
    seen = str(now(app, council, incident).version)
    assert secretary.post(f"{page}/close", data=PUBLISH | {"version": seen}).status_code == 403
    assert now(app, council, incident).state == "triaged"
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    assert chair.post(f"{page}/close", data=PUBLISH | {"version": seen}).status_code == 302
    with app.app_context():
        (told,) = public_record(use_id).incidents
        assert (told.summary, told.severity) == (PUBLISH["summary"], IncidentSeverity.SERIOUS)
        assert told.closed_on == utcnow().date()
        assert len(refusals()) == 1
    entry = app.test_client().get("/register/1", follow_redirects=True).text
    assert "What went wrong" in entry
    assert "Test with real letters." in entry


def test_who_called_it_serious_does_not_lower_it_alone(
    app: Flask, secretary: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    with app.app_context():
        seen = triaged(council, incident).version
    facts = {"use": str(use_id), "severity": "minor", "version": str(seen)}
    answer = secretary.post(f"/incidents/{incident.id}/triage", data=facts, follow_redirects=True)
    assert "somebody else must do this" in answer.text
    assert now(app, council, incident).severity == "serious"
    with app.app_context():
        assert refusals() == ["incident.triage own"]


def test_nobody_triages_their_own_report_on_their_own_use(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id, Role.ACCOUNTABLE_OWNER)
    owner = client.sign_in(council, Role.ACCOUNTABLE_OWNER)
    answer = owner.post(f"/incidents/{incident.id}/triage", data={"severity": "minor", "version": "1"})
    assert answer.status_code == 403
    assert "your own use" in answer.text
    assert now(app, council, incident).state == "reported"
    with app.app_context():
        assert len(refusals()) == 1


@pytest.mark.parametrize("role", [Role.TEAM_MEMBER, Role.BOARD_MEMBER, Role.REGISTER_EDITOR])
@pytest.mark.parametrize("step", ["triage", "close", "set-aside", "public", "reopen"])
def test_the_wrong_role_moves_nothing(
    app: Flask, client: CheckedClient, council: Council, use_id: int, role: Role, step: str
) -> None:
    incident = reported(app, council, use_id)
    answer = client.sign_in(council, role).post(f"/incidents/{incident.id}/{step}", data={})
    assert answer.status_code == 403
    assert now(app, council, incident).state == "reported"
    with app.app_context():
        assert len(refusals()) == 1


def test_another_owner_does_not_triage(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    with app.app_context():
        a_person(council, "second_owner", Role.ACCOUNTABLE_OWNER)
    other = client.sign_in(council, "second_owner")
    assert other.post(f"/incidents/{incident.id}/triage", data={}).status_code == 403


def test_two_tabs_and_out_of_turn_change_nothing(
    app: Flask, secretary: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    page = f"/incidents/{incident.id}"
    facts = {"use": str(use_id), "severity": "minor", "version": "1"}
    secretary.post(f"{page}/triage", data=facts)
    stale = secretary.post(f"{page}/triage", data=facts | {"severity": "critical", "note": "Keep me"})
    assert stale.status_code == 409
    assert "Keep me" in stale.text
    early = secretary.post(f"{page}/reopen", data={"reason": "Why", "version": "2"}, follow_redirects=True)
    assert "moved this incident on already" in early.text
    found = now(app, council, incident)
    assert (found.state, found.severity) == ("triaged", "minor")
    with app.app_context():
        assert refusals() == ["incident.triage stale", "incident.reopen out_of_turn"]


def test_the_team_notes_what_it_finds(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    with app.app_context():
        seen = triaged(council, incident, "minor").version
    member = client.sign_in(council, Role.TEAM_MEMBER)
    path = f"/incidents/{incident.id}/note"
    assert member.post(path, data={"note": "A cable was out.", "version": str(seen)}).status_code == 302
    seen = now(app, council, incident).version
    assert member.post(path, data={"note": "It is in again.", "version": str(seen)}).status_code == 302
    found = now(app, council, incident)
    assert found.state == "investigating"
    assert [step.action for step in found.steps] == ["report", "triage", "investigate", "note"]
    assert "It is in again." in member.get(f"/incidents/{incident.id}").text


def test_setting_aside_wants_a_reason_or_another_incident(
    app: Flask, secretary: CheckedClient, council: Council, use_id: int
) -> None:
    first, second = reported(app, council, use_id), reported(app, council, use_id)
    path = f"/incidents/{second.id}/set-aside"
    assert "Give the reason" in secretary.post(path, data={"what": "reject", "version": "1"}).text
    itself = {"what": "join", "reference": second.reference, "version": "1"}
    assert "no other open or closed incident" in secretary.post(path, data=itself).text
    joined = {"what": "join", "reference": first.reference.lower(), "version": "1"}
    assert secretary.post(path, data=joined).status_code == 302
    found = now(app, council, second)
    assert (found.state, found.duplicate_of_id) == ("duplicate", first.id)
    assert first.reference in secretary.get(f"/incidents/{second.id}").text


def test_reports_of_the_public_are_set_aside_together_but_never_those_from_inside(
    app: Flask, secretary: CheckedClient, council: Council, use_id: int
) -> None:
    spam = [reported(app, council, use_id, None) for _number in range(3)]
    inside = reported(app, council, use_id)
    assert "Set the ticked reports aside" in secretary.get("/incidents?state=reported").text
    ticked = {"chosen": [str(each.id) for each in (*spam[:2], inside)], "reason": "Advertising"}
    assert "Tick at least one" in secretary.post("/incidents/spam", data={"reason": "No"}).text
    assert "Give the reason" in secretary.post("/incidents/spam", data=ticked | {"reason": ""}).text
    page = secretary.post("/incidents/spam", data=ticked, follow_redirects=True)
    assert "2 reports are set aside" in page.text
    states = [now(app, council, each).state for each in (*spam, inside)]
    assert states == ["rejected", "rejected", "reported", "reported"]
    again = secretary.post("/incidents/spam", data=ticked, follow_redirects=True)
    assert "Somebody has dealt with these already" in again.text
    with app.app_context():
        assert refusals() == ["incident.reject out_of_turn"]


def test_a_report_on_no_known_use_gets_one_at_triage(context: Flask, council: Council) -> None:
    incident = an_incident(council, None)
    use = a_use(council)
    actions.triage(
        incident=incident,
        use_id=use.id,
        severity="critical",
        note="",
        seen=incident.version,
        actor_id=council.people[Role.BOARD_SECRETARY],
    )
    found = the_incident(council, incident.id)
    assert found.use is not None
    assert triggers_of(use.id) == [], "its first round is not over"


def test_the_list_asks_no_more_for_more_rows(
    app: Flask, secretary: CheckedClient, council: Council, use_id: int, sql_counter: StatementCounter
) -> None:
    assert "Nothing was reported" in secretary.get("/incidents").text
    reported(app, council, use_id)
    with sql_counter as few:
        secretary.get("/incidents")
    before = few.total
    for _number in range(30):
        reported(app, council, use_id, None)
    with sql_counter as many:
        page = secretary.get("/incidents").text
    assert many.total == before <= 10
    assert "All (31)" in page
    assert secretary.get("/incidents?page=2&severity=minor&state=closed&use=1").status_code == 200
    lines = secretary.get(f"/incidents.csv?use={use_id}").get_data(as_text=True).splitlines()
    assert len(lines) == 32
    assert not any("froze" in line for line in lines)


def test_an_owner_who_triages_learns_of_no_use_that_is_closed_to_them(
    app: Flask, client: CheckedClient, council: Council, use_id: int
) -> None:
    incident = reported(app, council, use_id)
    with app.app_context():
        hidden = a_use(council, "A secret draft")
        db.session.execute(update(UseCase).where(UseCase.id == hidden.id).values(owner_id=None))
        db.session.commit()
    path = f"/incidents/{incident.id}/triage"
    assert "A secret draft" not in client.sign_in(council, Role.ACCOUNTABLE_OWNER).get(path).text
    assert "A secret draft" in client.sign_in(council, Role.BOARD_SECRETARY).get(path).text


def test_a_chair_who_had_a_hand_in_the_use_sets_no_report_on_it_aside(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        use = a_use(council, "Parking fines")
        submit(use, council.people[Role.BOARD_CHAIR])
        incident = reported(app, council, use.id, by=None).id
    chair = client.sign_in(council, Role.BOARD_CHAIR)
    for step, data in (("set-aside", {"what": "reject", "reason": "Nothing."}), ("note", {"note": "Seen."})):
        answer = chair.post(f"/incidents/{incident}/{step}", data=data)
        assert (answer.status_code, "You take no part" in answer.text) == (403, True), step
    secretary = client.sign_in(council, Role.BOARD_SECRETARY)
    assert secretary.get(f"/incidents/{incident}/set-aside").status_code == 200
