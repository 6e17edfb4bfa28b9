"""A meeting from its plan to its published minutes, through the pages."""

from __future__ import annotations

import pytest
from flask import Flask

from app.board.meetings.models import Meeting
from app.database import db
from app.web.roles import Role
from tests.support.client import CheckedClient
from tests.support.meetings import a_meeting, chair, item_of, the_meeting
from tests.support.people import Council
from tests.support.proposals import a_review, press

pytestmark = pytest.mark.both_databases

DAY = {"day-day": "3", "day-month": "3", "day-year": "2031"}
PLAN = {
    **DAY,
    "clock": "2.30pm",
    "length": "90",
    "place": "Town Hall",
    "online_link": "",
    "note": "",
    "nonce": "n",
}


def _page(client: CheckedClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.get_data(as_text=True)


@pytest.mark.slow
def test_a_meeting_goes_from_its_plan_to_its_published_minutes(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        review_id = a_review(council).id
    secretary = client.sign_in(council, Role.BOARD_SECRETARY)
    assert "No meeting is planned" in _page(secretary, "/board/meetings")
    made = secretary.post("/board/meetings/new", data=PLAN)
    here = made.location.partition("#")[0]
    number = int(here.rpartition("/")[2])
    assert "Monday 3 March 2031, 14:30" in _page(secretary, here)
    assert "Repairs triage" in _page(secretary, f"{here}/reviews")
    secretary.post(f"{here}/reviews/{review_id}/add")
    assert "Not public" in _page(secretary, here)
    secretary.post(f"{here}/send")
    assert "BEGIN:VEVENT" in client.get(f"{here}/meeting.ics").get_data(as_text=True)
    _hold(app, client, council, here, number)
    secretary = client.sign_in(council, Role.BOARD_SECRETARY)
    secretary.post(f"{here}/minutes/draft")
    page = _page(secretary, f"{here}/minutes")
    assert "We talked about the rota." in page
    assert "Board Member of Northmere" in page
    _approve_and_publish(app, client, council, here)
    with app.app_context():
        assert db.session.get_one(Meeting, number).state == "published"
    stranger = app.test_client()
    page = stranger.get(f"/organisations/northmere/board/meetings/{number}").get_data(as_text=True)
    assert "Withheld" in page
    assert "We talked" not in page
    assert "Repairs triage" not in page
    assert "The fire drill is on Friday." in page


def _hold(app: Flask, client: CheckedClient, council: Council, here: str, number: int) -> None:
    chairing = client.sign_in(council, Role.BOARD_CHAIR)
    assert "Repairs triage" in _page(chairing, f"{here}/papers")
    assert chairing.get(f"{here}/papers.docx").status_code == 200
    opened = chairing.post(f"{here}/open")
    assert "Is Board Member of Northmere there?" in _page(chairing, opened.location)
    press(
        chairing,
        f"{here}/attendance",
        f"{here}/attendance",
        {
            f"status_{council.people[Role.BOARD_MEMBER]}": "present",
            f"status_{council.people[Role.BOARD_CHAIR]}": "online",
            f"status_{council.people[Role.BOARD_SECRETARY]}": "present",
        },
    )
    assert "2 members are here" in _page(chairing, f"{here}/session")
    with app.app_context():
        meeting = the_meeting(council, number)
        ids = {item.kind: item.id for item in meeting.items}
    for kind, item_id in ids.items():
        _page(chairing, f"{here}/session/{item_id}")
        said = {"review": "We talked about the rota.", "other_business": "The fire drill is on Friday."}
        data = {"discussion": said.get(kind, ""), "result": "noted", "dissent_by": "nobody"}
        done = press(chairing, f"{here}/session/{item_id}", f"{here}/session/{item_id}", data)
        assert done.status_code == 302, done.text
    assert "Everybody is marked" in _page(chairing, f"{here}/close")
    chairing.post(f"{here}/close")


def _approve_and_publish(app: Flask, client: CheckedClient, council: Council, here: str) -> None:
    with app.app_context():
        later = a_meeting(council, in_days=3_650)
        later_id, item_id = later.id, item_of(later, "last_minutes").id
    secretary = client.sign_in(council, Role.BOARD_SECRETARY)
    next_one = f"/board/meetings/{later_id}"
    secretary.post(f"{next_one}/send")
    chairing = client.sign_in(council, Role.BOARD_CHAIR)
    chairing.post(f"{next_one}/open")
    page = _page(chairing, f"{next_one}/session/{item_id}")
    assert "Minutes that wait for approval" in page
    assert "Approve them" in page
    approve = f"{next_one}/approve/1"
    _page(chairing, approve)
    assert chairing.post(approve, data={"how": "as_they_are"}).status_code == 302
    secretary = client.sign_in(council, Role.BOARD_SECRETARY)
    assert "This is all that the public will see" in _page(secretary, f"{here}/publish")
    assert secretary.post(f"{here}/publish").status_code == 302
    assert chair(council)
