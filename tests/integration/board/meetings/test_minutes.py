"""Minutes: drafted from what was taken down, approved later, published without their private parts."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.board.configuration.actions import change_settings
from app.board.deliberation.actions import advise
from app.board.deliberation.counting import VoteChoice
from app.board.deliberation.inputs import BallotInput
from app.board.interests.actions import declare
from app.board.interests.standing import InterestKind
from app.board.meetings.actions.minutes import PartInput, edit_part, mark_action
from app.board.meetings.actions.session import ActionInput
from app.board.meetings.models import ActionPoint, Meeting, Minutes, MinutesPart, MinutesRevision
from app.board.models import Review
from app.database import db
from app.vocabulary.advice import AdviceOutcome, DecisionRule
from app.web.roles import Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.meetings import (
    approved,
    chair,
    closed,
    in_session,
    item_of,
    noted,
    published,
    secretary,
    signed_in,
    the_meeting,
    with_minutes,
)
from tests.support.people import Council
from tests.support.proposals import a_review, more_members, set_rules


def parts_of(meeting: Meeting) -> dict[str, MinutesPart]:
    assert meeting.minutes is not None
    return {part.title: part for part in meeting.minutes.parts}


def the_minutes(meeting: Meeting) -> Minutes:
    assert meeting.minutes is not None
    return meeting.minutes


@pytest.fixture
def review(council: Council, context: Flask) -> Review:
    return a_review(council)


def _decided(council: Council, review: Review) -> Meeting:
    """A closed meeting that advised by vote, with a dissent."""
    members = more_members(council, 2)
    set_rules(council, casting_vote=True)
    use = review.submission.assessment.use
    declare_interest(use, members[3])
    meeting = in_session(council, review)
    votes = {
        members[0]: BallotInput(VoteChoice.AGAINST, "It rests on data from one winter."),
        members[1]: BallotInput(VoteChoice.FOR),
        members[2]: BallotInput(VoteChoice.FOR),
    }
    for person in members[2:3]:
        _declare_none(review, person)
    advise(
        review=review,
        outcome=AdviceOutcome.PROCEED,
        reasons="A person reads every request.",
        conditions=(),
        actor_id=chair(council),
        meeting_id=meeting.id,
        rule=DecisionRule.VOTE,
        votes=votes,
    )
    return closed(council, the_meeting(council, meeting.id))


def _declare_none(review: Review, person_id: int) -> None:
    declare(review=review, person_id=person_id, kind=InterestKind.NONE, actor_id=person_id)


def test_the_draft_says_what_was_decided_and_names_nobody(council: Council, review: Review) -> None:
    meeting = with_minutes(council, _decided(council, review))
    told = "\n".join(part.text for part in parts_of(meeting).values())
    said = parts_of(meeting)["Repairs triage"].text
    assert "**Proceed**" in said
    assert "Votes: 2 for, 1 against, 0 abstained." in said
    assert "One member disagreed: “It rests on data from one winter.”" in said
    assert "1 member left for this item: declared an interest." in said
    assert "Northmere" not in told
    assert "Member Number" not in told


def test_the_boards_own_copy_has_the_names(client: CheckedClient, council: Council, review: Review) -> None:
    meeting = with_minutes(council, _decided(council, review))
    page = signed_in(client, council, Role.BOARD_SECRETARY).get(f"/board/meetings/{meeting.id}/minutes").text
    assert "Disagreed:</strong> Board Member of Northmere" in page
    assert "Member Number 2 (declared an interest)" in page


def test_a_dissenter_is_named_inside_only_when_they_agree(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    member = council.people[Role.BOARD_MEMBER]
    for named in (False, True):
        meeting = in_session(council, in_days=30 if named else 7)
        given = {"dissent": "Too soon.", "dissent_by_id": member, "dissent_named": named}
        noted(council, meeting, "other_business", **given)
        meeting = with_minutes(council, closed(council, the_meeting(council, meeting.id)))
        reading = signed_in(client, council, Role.BOARD_CHAIR)
        page = reading.get(f"/board/meetings/{meeting.id}/minutes").text
        assert "One member disagreed: “Too soon.”" in page
        assert ("Disagreed:</strong> Board Member" in page) is named


def test_somebody_with_an_interest_does_not_read_what_was_said(
    client: CheckedClient, council: Council, review: Review
) -> None:
    declare_interest(review.submission.assessment.use, council.people[Role.BOARD_MEMBER])
    meeting = in_session(council, review)
    noted(council, meeting, "review", discussion="The supplier hides things.")
    meeting = with_minutes(council, closed(council, the_meeting(council, meeting.id)))
    address = f"/board/meetings/{meeting.id}/minutes"
    assert "hides things" not in signed_in(client, council, Role.BOARD_MEMBER).get(address).text
    assert "hides things" in signed_in(client, council, Role.BOARD_CHAIR).get(address).text


def test_every_version_of_a_part_stays(council: Council, context: Flask) -> None:
    meeting = with_minutes(council, closed(council, in_session(council)))
    part = parts_of(meeting)["Apologies"]
    edit_part(
        meeting=meeting,
        part=part,
        facts=PartInput("Apologies", "Nobody sent any."),
        seen=part.version,
        actor_id=secretary(council),
    )
    rows = db.session.scalars(select(MinutesRevision).where(MinutesRevision.part_id == part.id)).all()
    assert [(row.number, row.why) for row in rows] == [(1, "drafted"), (2, "edited")]
    for statement in ("UPDATE minutes_revision SET text = ''", "DELETE FROM minutes_revision"):
        with pytest.raises(DatabaseError, match="only ever added to"), db.session.begin_nested():
            db.session.execute(text(statement))


def test_a_stale_edit_shows_both_texts(client: CheckedClient, council: Council, context: Flask) -> None:
    meeting = with_minutes(council, closed(council, in_session(council)))
    part = parts_of(meeting)["Apologies"]
    seen, data = part.version, {"title": "Apologies", "private_rule": "public", "private_reason": ""}
    writing = signed_in(client, council, Role.BOARD_SECRETARY)
    here = f"/board/meetings/{meeting.id}/minutes/{part.id}"
    writing.post(here, data={**data, "text": "First", "version": str(seen)})
    answer = writing.post(here, data={**data, "text": "Second", "version": str(seen)})
    assert (answer.status_code, "First" in answer.text, "Second" in answer.text) == (409, True, True)


def test_what_is_withheld_is_in_no_public_page_and_no_public_data(
    app: Flask, council: Council, review: Review
) -> None:
    meeting = in_session(council, review)
    todo = (ActionInput("Ask the whistle-blower", "Monitoring Officer"),)
    noted(council, meeting, "review", discussion="The whistle-blower was right.", actions=todo)
    noted(council, meeting, "other_business", discussion="The room is cold.")
    meeting = with_minutes(council, closed(council, the_meeting(council, meeting.id)))
    later = in_session(council, in_days=30)
    published(council, approved(council, meeting, later, "The room was **very** cold."))
    row = db.session.scalars(select(Minutes)).one()
    db.session.commit()
    assert "whistle" not in str(row.published)
    stranger = app.test_client()
    for ending in ("", ".json", "?lang=cy"):
        body = stranger.get(f"/organisations/northmere/board/meetings/{meeting.id}{ending}").text
        assert "whistle" not in body
        assert "Repairs triage" not in body
        assert "Monitoring Officer" not in body
        assert "Board Member of" not in body
        assert "The room is cold." in body
        assert ("Freedom of Information Act 2000" in body) is (ending != "?lang=cy")


def test_a_private_items_actions_stay_out_of_later_minutes(council: Council, review: Review) -> None:
    meeting = in_session(council, review)
    noted(council, meeting, "review", actions=(ActionInput("Ask the whistle-blower", "Officer"),))
    noted(council, meeting, "other_business", actions=(ActionInput("Mend the heater", "Caretaker"),))
    closed(council, the_meeting(council, meeting.id))
    action = db.session.scalars(select(ActionPoint).where(ActionPoint.who == "Caretaker")).one()
    mark_action(action=action, state="done", why="Mended.", seen=1, actor_id=secretary(council))
    later = with_minutes(council, closed(council, in_session(council, in_days=30)))
    arising = parts_of(later)["Matters arising"].text
    assert "Mend the heater (Caretaker): Done" in arising
    assert "1 action from a private item" in arising
    assert "whistle" not in arising


def test_a_part_made_private_in_the_minutes_takes_its_item_along(council: Council, context: Flask) -> None:
    meeting = in_session(council)
    noted(council, meeting, "other_business", discussion="x")
    meeting = with_minutes(council, closed(council, the_meeting(council, meeting.id)))
    part = parts_of(meeting)["Any other business"]
    facts = PartInput("Any other business", "x", "england_1", "It names a resident.")
    edit_part(meeting=meeting, part=part, facts=facts, seen=part.version, actor_id=secretary(council))
    assert item_of(the_meeting(council, meeting.id), "other_business").private_rule == "england_1"


def test_minutes_stay_inside_where_the_organisation_publishes_none(
    client: CheckedClient, council: Council, context: Flask
) -> None:
    change_settings(
        organisation_id=council.organisation_id,
        settings={"minutes_public": False},
        seen=0,
        actor_id=council.people[Role.ADMINISTRATOR],
    )
    meeting = with_minutes(council, closed(council, in_session(council)))
    approved(council, meeting, in_session(council, in_days=30))
    writing = signed_in(client, council, Role.BOARD_SECRETARY)
    writing.post(f"/board/meetings/{meeting.id}/publish")
    page = writing.get(f"/board/meetings/{meeting.id}").text
    assert "does not publish minutes of its board. Nothing was changed." in page
    assert the_minutes(the_meeting(council, meeting.id)).published is None
    assert client.get(f"/organisations/northmere/board/meetings/{meeting.id}").status_code == 404


def test_unpublished_minutes_are_not_found_by_the_public(
    app: Flask, council: Council, context: Flask
) -> None:
    meeting = with_minutes(council, closed(council, in_session(council)))
    approved(council, meeting, in_session(council, in_days=30))
    stranger = app.test_client()
    for ending in ("", ".json"):
        address = f"/organisations/northmere/board/meetings/{meeting.id}{ending}"
        assert stranger.get(address).status_code == 404


def test_a_secretary_with_an_interest_edits_nothing_of_that_item(
    client: CheckedClient, council: Council, review: Review
) -> None:
    declare_interest(review.submission.assessment.use, secretary(council))
    meeting = with_minutes(council, closed(council, in_session(council, review)))
    part = parts_of(meeting)["Repairs triage"]
    here = f"/board/meetings/{meeting.id}/minutes/{part.id}"
    assert signed_in(client, council, Role.BOARD_SECRETARY).get(here).status_code == 403
