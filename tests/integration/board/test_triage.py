"""Triage of one review and of many: by whom, who may review, what is undone, and who is reminded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.board.desk.actions import return_for_changes
from app.board.interests.queries import taking_part
from app.board.triage.actions import CannotReview, finish, set_expertise, triage
from app.board.triage.models import BoardExpertise, ReviewAssignment, ReviewTriage
from app.board.triage.queries import reviews_by_id, suggestions, triage_of
from app.board.triage.reminders import reviews_due
from app.database import db, transaction, utcnow
from app.messages.models import Message
from app.uses.models import UseCase
from app.web.roles import Role
from app.web.versions import Stale
from tests.support.board import declare_interest, declare_none
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.triage import a_member, given, refusals
from tests.support.uses import a_submitted_use, the_review

FORM = {
    "due_on-day": "31",
    "due_on-month": "1",
    "due_on-year": "2099",
    "route": "meeting",
    "priority": "high",
    "lead": "",
    "note": "Look at the harm first.",
    "version": "0",
}


@pytest.fixture
def review_id(app: Flask, council: Council) -> int:
    with app.app_context():
        return the_review(a_submitted_use(council)).id


@pytest.fixture
def secretary(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.BOARD_SECRETARY)


def test_the_secretary_triages_and_the_reviewer_is_told(
    app: Flask, secretary: CheckedClient, council: Council, review_id: int
) -> None:
    address = f"/board/reviews/{review_id}/triage"
    member = council.people[Role.BOARD_MEMBER]
    page = secretary.get(address).get_data(as_text=True)
    assert "0 open reviews to read" in page
    assert "Board Member of Northmere" in page
    sent = FORM | {"reviewers": [str(member)], "lead": str(member)}
    assert secretary.post(address, data=sent).status_code == 302
    with app.app_context():
        row = db.session.query(ReviewTriage).one()
        assert (row.route, row.priority, row.note) == ("meeting", "high", "Look at the harm first.")
        assert db.session.query(ReviewAssignment).one().lead
        told = {(m.person_id, m.kind) for m in db.session.query(Message)}
        assert (member, "assigned") in told
    assert "1 open review to read" in secretary.get(address).get_data(as_text=True)


def test_a_stale_triage_changes_nothing(
    app: Flask, secretary: CheckedClient, council: Council, review_id: int
) -> None:
    address = f"/board/reviews/{review_id}/triage"
    assert secretary.post(address, data=FORM).status_code == 302
    reply = secretary.post(address, data=FORM | {"route": "correspondence"})
    assert reply.status_code == 409
    assert "saved a triage while you were on this page" in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.query(ReviewTriage).one().route == "meeting"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due_on-year": "1999"}, "Choose a date that has not passed"),
        ({"due_on-month": "13"}, "Enter a real date"),
        ({"route": "pigeon"}, "Not a valid choice"),
        ({"priority": ""}, "Not a valid choice"),
        ({"note": "x" * 3000}, "Use at most 2,000 characters"),
        ({"reviewers": ["99999"]}, "valid choice"),
        ({"lead": "{member}"}, "Choose one of the reviewers to lead"),
    ],
)
def test_wrong_triage_is_named_and_nothing_is_saved(
    app: Flask,
    secretary: CheckedClient,
    council: Council,
    review_id: int,
    wrong: dict[str, object],
    sentence: str,
) -> None:
    filled = {
        name: value.format(member=council.people[Role.BOARD_MEMBER]) if isinstance(value, str) else value
        for name, value in wrong.items()
    }
    reply = secretary.post(f"/board/reviews/{review_id}/triage", data=FORM | filled)
    assert reply.status_code == 400
    assert sentence in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.query(ReviewTriage).count() == 0


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER])
def test_others_do_not_triage(
    app: Flask, client: CheckedClient, council: Council, review_id: int, role: Role
) -> None:
    client.sign_in(council, role)
    assert client.post(f"/board/reviews/{review_id}/triage", data=FORM).status_code == 403
    assert client.post("/board/triage", data={"reviews": str(review_id)}).status_code == 403
    assert refusals(app) == 2
    with app.app_context():
        assert db.session.query(ReviewTriage).count() == 0


def test_another_councils_secretary_finds_nothing(
    client: CheckedClient, app: Flask, other_council: Council, review_id: int
) -> None:
    client.sign_in(other_council, Role.BOARD_SECRETARY)
    assert client.post(f"/board/reviews/{review_id}/triage", data=FORM).status_code == 404
    client.post("/board/triage", data={"reviews": str(review_id), "apply": "1", "route": "meeting"})
    with app.app_context():
        assert db.session.query(ReviewTriage).count() == 0


def test_a_finished_or_recused_review_is_not_triaged(
    app: Flask, secretary: CheckedClient, council: Council, review_id: int
) -> None:
    with app.app_context():
        use = the_review_of(council, review_id)
        declare_interest(use, council.people[Role.BOARD_SECRETARY])
    assert secretary.post(f"/board/reviews/{review_id}/triage", data=FORM).status_code == 403
    chair = secretary.sign_in(council, Role.BOARD_CHAIR)
    with app.app_context():
        chair_id = council.people[Role.BOARD_CHAIR]
        review = reviews_by_id(council.organisation_id, {review_id})[0]
        return_for_changes(review=review, reasons="No.", actor_id=chair_id)
    assert chair.post(f"/board/reviews/{review_id}/triage", data=FORM).status_code == 403
    assert refusals(app) == 2


def the_review_of(council: Council, review_id: int) -> UseCase:
    """The use of a review."""
    return reviews_by_id(council.organisation_id, {review_id})[0].submission.assessment.use


def test_nobody_with_an_interest_or_of_the_own_team_reviews(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    review = the_review(use)
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    declare_interest(use, member)
    offered = [each.candidate.person_id for each in suggestions(review)]
    assert offered == [chair]
    for person in (member, council.people[Role.TEAM_MEMBER], council.people[Role.BOARD_SECRETARY]):
        with pytest.raises(CannotReview):
            triage(review=review, given=given(reviewers=(person,)), seen=0, actor_id=chair)
    assert triage_of(review) is None


def test_an_interest_found_later_takes_the_reviewer_off(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    triage(review=the_review(use), given=given(reviewers=(member,)), seen=0, actor_id=chair)
    declare_interest(use, member)
    assert db.session.query(ReviewAssignment).one().ended_at is not None
    assert member not in {person.id for person in taking_part(the_review(use))}


def test_who_knows_most_and_reads_least_stands_first(context: Flask, council: Council) -> None:
    busy, free = a_member(council, "Busy Expert"), a_member(council, "Free Expert")
    for person in (busy, free):
        set_expertise(
            organisation_id=council.organisation_id, person_id=person, tags=["housing"], actor_id=person
        )
    use = a_submitted_use(council)
    chair = council.people[Role.BOARD_CHAIR]
    triage(
        review=the_review(a_submitted_use(council)), given=given(reviewers=(busy,)), seen=0, actor_id=chair
    )
    names = [each.candidate.name for each in suggestions(the_review(use))]
    assert names[:2] == ["Free Expert", "Busy Expert"]


def test_a_reviewer_says_once_that_they_have_finished(
    app: Flask, client: CheckedClient, council: Council, review_id: int
) -> None:
    member = council.people[Role.BOARD_MEMBER]
    address = f"/board/reviews/{review_id}/finished"
    client.sign_in(council, Role.BOARD_MEMBER)
    assert "You are not one of the reviewers" in client.get(address).get_data(as_text=True)
    client.post(address, data={"done": "yes"})
    assert "there is nothing to finish" in client.get("/board").get_data(as_text=True)
    with app.app_context():
        review = reviews_by_id(council.organisation_id, {review_id})[0]
        triage(review=review, given=given(reviewers=(member,)), seen=0, actor_id=member)
    for _time in range(2):
        assert client.post(address, data={"done": "yes"}).status_code == 302
    assert "You said this already" in client.get("/board").get_data(as_text=True)
    assert refusals(app, "action.refused") == 2
    with app.app_context():
        assert db.session.query(ReviewAssignment).one().done_at is not None
        review = reviews_by_id(council.organisation_id, {review_id})[0]
        finish(review=review, actor_id=member, done=False)
        assert db.session.query(ReviewAssignment).one().done_at is None


def test_a_triage_seen_before_the_first_is_stale(context: Flask, council: Council) -> None:
    use, chair = a_submitted_use(council), council.people[Role.BOARD_CHAIR]
    triage(review=the_review(use), given=given(), seen=0, actor_id=chair)
    with pytest.raises(Stale):
        triage(review=the_review(use), given=given(route="correspondence"), seen=0, actor_id=chair)


# Reminders


def test_reviewers_are_reminded_before_and_each_week_after(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    today = utcnow().date()
    triage(
        review=the_review(use),
        given=given(due_on=today + timedelta(days=4), reviewers=(member,)),
        seen=0,
        actor_id=chair,
    )

    def told(days: int) -> int:
        with transaction() as session:
            return reviews_due(session, today + timedelta(days=days))

    assert [told(days) for days in (0, 1, 2, 4, 5, 6, 12)] == [0, 1, 0, 0, 1, 0, 1]
    kinds = {m.person_id for m in db.session.query(Message).filter_by(kind="due")}
    assert kinds == {member}
    finish(review=the_review(use), actor_id=member, done=True)
    assert told(30) == 1, "the secretary, once nobody has it to read"


# Members


def test_members_say_what_they_know_and_nobody_elses(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    member, chair = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_CHAIR]
    client.sign_in(council, Role.BOARD_MEMBER)
    assert client.post(f"/board/members/{member}", data={"tags": ["law", "housing"]}).status_code == 302
    assert "Law" in client.get("/board/members").get_data(as_text=True)
    assert client.post(f"/board/members/{member}", data={"tags": ["magic"]}).status_code == 400
    assert client.post(f"/board/members/{chair}", data={"tags": ["law"]}).status_code == 403
    client.sign_in(council, Role.BOARD_SECRETARY)
    assert client.post(f"/board/members/{chair}", data={"tags": ["law"]}).status_code == 302
    owner = council.people[Role.ACCOUNTABLE_OWNER]
    assert client.post(f"/board/members/{owner}", data={"tags": ["law"]}).status_code == 403
    assert refusals(app) == 2
    with app.app_context():
        assert db.session.query(BoardExpertise).count() == 3


def test_a_member_who_joins_later_declares_like_all(context: Flask, council: Council) -> None:
    use = a_submitted_use(council)
    late = a_member(council, "Late Member")
    declare_none(use)
    assert late in {person.id for person in taking_part(the_review(use))}
