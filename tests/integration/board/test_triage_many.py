"""Triage of many reviews at once: on one page, undone on the next, and what is left as it is."""

from __future__ import annotations

import pytest
from flask import Flask

from app.assessments.submissions import actions as submissions
from app.board.triage import bulk
from app.board.triage.actions import triage
from app.board.triage.bulk import BulkInput
from app.board.triage.models import ReviewAssignment, ReviewTriage, TriageBatch
from app.board.triage.queries import reviews_by_id, triage_of
from app.database import db
from app.lifecycle import OutOfTurn
from app.messages.models import Message
from app.web.roles import Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.triage import given, refusals
from tests.support.uses import a_submitted_use, the_review


@pytest.fixture
def review_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return the_review(a_submitted_use(council)).id


@pytest.fixture
def secretary(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.BOARD_SECRETARY)


def test_many_are_changed_on_one_page_and_undone_on_the_next(
    app: Flask, secretary: CheckedClient, council: Council
) -> None:
    with app.app_context():
        first, second = (the_review(a_submitted_use(council)).id for _number in range(2))
    ticked = {"reviews": [str(first), str(second)]}
    page = secretary.post("/board/triage", data=ticked).get_data(as_text=True)
    assert "Change 2 reviews" in page
    member = str(council.people[Role.BOARD_MEMBER])
    change = ticked | {"apply": "1", "route": "correspondence", "priority": "", "reviewer": member}
    reply = secretary.post("/board/triage", data=change | {"nonce": "one"})
    batch = reply.headers["Location"]
    assert "2 reviews changed" in secretary.get(batch).get_data(as_text=True)
    with app.app_context():
        assert {row.route for row in db.session.query(ReviewTriage)} == {"correspondence"}
        assert db.session.query(ReviewAssignment).count() == 2
        assert db.session.query(Message).filter_by(kind="assigned").count() == 1
    assert secretary.post("/board/triage", data=change | {"nonce": "one"}).status_code == 302
    assert "This change was made already" in secretary.get("/board").get_data(as_text=True)
    for _time in range(2):
        secretary.post(batch)
    assert "This change was undone already" in secretary.get(batch).get_data(as_text=True)
    assert refusals(app, "action.refused") == 2
    with app.app_context():
        assert db.session.query(ReviewTriage).count() == 0
        assert all(row.ended_at for row in db.session.query(ReviewAssignment))


def test_nothing_ticked_or_chosen_changes_nothing(
    app: Flask, secretary: CheckedClient, review_id: int
) -> None:
    assert secretary.post("/board/triage", data={}).status_code == 302
    assert "Tick at least one review" in secretary.get("/board").get_data(as_text=True)
    empty = {"reviews": str(review_id), "apply": "1", "route": "", "priority": ""}
    reply = secretary.post("/board/triage", data=empty)
    assert reply.status_code == 400
    assert "Choose at least one thing to change" in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.query(TriageBatch).count() == 0


def test_each_review_that_cannot_be_changed_is_left_and_counted(context: Flask, council: Council) -> None:
    uses = [a_submitted_use(council) for _number in range(4)]
    secretary, member = council.people[Role.BOARD_SECRETARY], council.people[Role.BOARD_MEMBER]
    declare_interest(uses[0], secretary)
    declare_interest(uses[1], member)
    submissions.withdraw(use=uses[2], actor_id=council.people[Role.TEAM_MEMBER])
    ids = {the_review(use).id for use in uses}
    done = bulk.change_many(
        organisation_id=council.organisation_id,
        reviews=reviews_by_id(council.organisation_id, ids),
        given=BulkInput(route="meeting", reviewer_id=member),
        actor_id=secretary,
        nonce="n",
    )
    assert done.left == {"actor": 1, "reviewer": 1, "closed": 1}
    assert done.changed == 1
    assert db.session.query(ReviewTriage).one().review_id == the_review(uses[3]).id


def test_undoing_keeps_what_was_changed_since(context: Flask, council: Council) -> None:
    uses = [a_submitted_use(council) for _number in range(2)]
    chair = council.people[Role.BOARD_CHAIR]
    triage(review=the_review(uses[0]), given=given(route="meeting"), seen=0, actor_id=chair)
    done = bulk.change_many(
        organisation_id=council.organisation_id,
        reviews=[the_review(use) for use in uses],
        given=BulkInput(route="correspondence"),
        actor_id=chair,
        nonce="n",
    )
    row = triage_of(the_review(uses[1]))
    assert row is not None
    triage(review=the_review(uses[1]), given=given(priority="high"), seen=row.version, actor_id=chair)
    assert done.batch is not None
    undone = bulk.undo(batch=done.batch, actor_id=chair)
    assert (undone.changed, undone.left) == (1, {"changed_since": 1})
    first, second = triage_of(the_review(uses[0])), triage_of(the_review(uses[1]))
    assert first is not None
    assert second is not None
    assert (first.route, second.priority) == ("meeting", "high")
    with pytest.raises(OutOfTurn):
        bulk.undo(batch=done.batch, actor_id=chair)
