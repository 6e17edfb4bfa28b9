"""The pages of a proposal as chair, secretary, members and team use them."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.audit import AuditEvent
from app.board.deliberation import actions
from app.board.deliberation.models import Proposal
from app.board.models import Advice
from app.database import db
from app.vocabulary.advice import AdviceOutcome, DecisionMethod
from app.web.roles import Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.proposals import (
    a_review,
    an_agreed_proposal,
    an_open_proposal,
    more_members,
    press,
    set_rules,
    sign_advice,
)

ADVICE = {"outcome": "proceed", "reasons": "A person reads every request."}
HERE = "/board/reviews/1/proposals/1"
BY_LETTER = DecisionMethod.CORRESPONDENCE
CHAIR, MEMBER, SECRETARY = Role.BOARD_CHAIR, Role.BOARD_MEMBER, Role.BOARD_SECRETARY


def refused(app: Flask) -> list[str]:
    """What was refused so far, and why."""
    with app.app_context():
        events = db.session.scalars(
            select(AuditEvent).where(AuditEvent.action == "action.refused").order_by(AuditEvent.sequence)
        )
        return [f"{event.details['action']}: {event.details['why']}" for event in events]


def state(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Proposal.state).order_by(Proposal.id.desc())).first() or ""


def the_page(client: CheckedClient) -> str:
    return client.get(HERE).get_data(as_text=True)


def test_a_board_without_a_quorum_advises_with_two_clicks(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        a_review(council)
    chair = client.sign_in(council, CHAIR)
    page = chair.get("/board/reviews/1/advise").get_data(as_text=True)
    assert "The board agreed: read it and sign" in page
    assert sign_advice(chair, 1, ADVICE).location == "/board/reviews/1"
    page = chair.get("/board/reviews/1").get_data(as_text=True)
    assert "The board agreed at a meeting, without a vote." in page
    assert "waits for a signature" not in page


def test_a_meeting_is_written_down_counted_and_signed(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        set_rules(council, quorum=2, rule="vote")
        a_review(council)
    secretary = client.sign_in(council, SECRETARY)
    page = secretary.get("/board/reviews/1/advise").get_data(as_text=True)
    assert "At least 2 members must take part." in page
    assert "The board agreed: read it and sign" not in page
    assert secretary.post("/board/reviews/1/advise", data=ADVICE | {"open": "1"}).location == HERE
    press(secretary, HERE, f"{HERE}/close")
    assert "Nobody has agreed yet. Nothing was changed." in the_page(secretary)
    against = {"ballots-0-choice": "against", "ballots-0-words": "Nobody asked the tenants."}
    press(secretary, HERE, f"{HERE}/votes", against)
    press(secretary, HERE, f"{HERE}/close")
    assert "The board is not quorate: 1 more must take part." in the_page(secretary)
    press(secretary, HERE, f"{HERE}/votes", against | {"ballots-1-choice": "", "all": "1"})
    press(secretary, HERE, f"{HERE}/close", {"casting": "for"})
    assert "As many are for it as against it." in the_page(secretary), "the secretary has no casting vote"
    chair = client.sign_in(council, CHAIR)
    press(chair, HERE, f"{HERE}/close", {"casting": "for"})
    press(chair, f"{HERE}/sign", f"{HERE}/sign")
    page = chair.get("/board/reviews/1").get_data(as_text=True)
    assert "The board voted at a meeting: 1 for, 1 against, 0 abstained." in page
    assert "The vote was equal, so the chair decided." in page
    assert "Board Chair of Northmere" in page, "inside, the dissenter has a name"
    assert refused(app) == ["close: nobody", "close: not_quorate", "close: tied"]


def test_by_correspondence_each_answers_on_their_own_page(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        an_open_proposal(council, method=BY_LETTER)
    member = client.sign_in(council, MEMBER)
    assert "Your answer" in the_page(member)
    assert "Count and close" not in the_page(member)
    wrong = press(member, HERE, f"{HERE}/vote", {"choice": "against", "words": " "})
    assert wrong.status_code == 400
    assert "Say why you object" in wrong.get_data(as_text=True)
    assert press(member, HERE, f"{HERE}/vote", {"choice": ""}).status_code == 400
    said = {"choice": "for", "version": "0", "round": "1"}
    assert member.post(f"{HERE}/vote", data=said).location == HERE
    member.post(f"{HERE}/vote", data=said | {"choice": "abstain"})
    assert "Somebody changed this since you opened the page." in the_page(member)
    chair = client.sign_in(council, CHAIR)
    press(chair, HERE, f"{HERE}/close")
    assert "1 member has not answered yet" in the_page(chair)
    press(chair, HERE, f"{HERE}/vote", {"choice": "for"})
    press(chair, HERE, f"{HERE}/close")
    assert state(app) == "agreed"
    client.sign_in(council, MEMBER).post(f"{HERE}/vote", data=said | {"version": "1"})
    assert "The board has agreed already. Nothing was changed." in the_page(client)
    assert refused(app) == ["vote: stale", "close: still_open", "vote: out_of_turn"]


def test_without_its_chair_the_named_member_signs(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        more_members(council, 1)
        proposal = an_agreed_proposal(council)
        declare_interest(proposal.review.submission.assessment.use, council.people[CHAIR])
    member = client.sign_in(council, MEMBER)
    assert member.post(f"{HERE}/sign", data={"version": "2"}).status_code == 403
    secretary = client.sign_in(council, SECRETARY)
    assert "No chair takes part" in the_page(secretary)
    press(secretary, HERE, f"{HERE}/presiding", {"person": "nobody"})
    press(secretary, HERE, f"{HERE}/presiding", {"person": str(council.people[MEMBER])})
    assert "signs instead of the chair" in the_page(secretary)
    other = client.sign_in(council, "member_1")
    assert other.get(f"{HERE}/sign").status_code == 403
    member = client.sign_in(council, MEMBER)
    assert press(member, f"{HERE}/sign", f"{HERE}/sign").location == "/board/reviews/1"
    with app.app_context():
        assert db.session.scalars(select(Advice.issued_by_id)).one() == council.people[MEMBER]


def test_advice_for_one_phase_is_said_everywhere(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context():
        a_review(council)
    chair = client.sign_in(council, CHAIR)
    sign_advice(chair, 1, ADVICE | {"outcome": "next_phase_only", "for_phase": "private_beta"})
    limit = "This advice is for one phase only: Private beta."
    assert limit in chair.get("/board/reviews/1").get_data(as_text=True)
    team = client.sign_in(council, Role.TEAM_MEMBER)
    for page in ("/uses/1/board", "/uses/1"):
        assert limit in team.get(page).get_data(as_text=True), page
    assert "The board has not advised on this." in team.get("/uses/1").get_data(as_text=True)


def test_the_team_reads_that_the_board_wants_it_again(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        proposal = an_agreed_proposal(council, outcome=AdviceOutcome.MORE_INFORMATION)
        actions.sign(proposal=proposal, seen=proposal.version, actor_id=council.people[CHAIR])
    team = client.sign_in(council, Role.TEAM_MEMBER)
    assert "The accountable owner answers first" in team.get("/uses/1/board").get_data(as_text=True)


def test_the_page_takes_the_same_statements_for_any_board(
    app: Flask, client: CheckedClient, council: Council, sql_counter: object
) -> None:
    with app.app_context():
        an_open_proposal(council)
    chair = client.sign_in(council, CHAIR)
    chair.get(HERE)
    with sql_counter as few:  # type: ignore[attr-defined]
        chair.get(HERE)
    first = few.total
    with app.app_context():
        people = more_members(council, 4)
        proposal = db.session.scalars(select(Proposal)).one()
        use = proposal.review.submission.assessment.use
        for person in people[2:]:
            declare_interest(use, person)
    with sql_counter as many:  # type: ignore[attr-defined]
        chair.get(HERE)
    assert many.total <= first
