"""What comes too late, twice, out of turn or from the wrong person: refused, told, and noted."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts import actions as accounts
from app.audit import AuditEvent
from app.board.deliberation.models import Proposal, ProposalVote
from app.board.models import Advice
from app.database import db
from app.uses.actions import add_member
from app.vocabulary.advice import DecisionMethod
from app.web.roles import Role
from tests.support.board import declare_interest
from tests.support.client import CheckedClient
from tests.support.people import Council
from tests.support.proposals import (
    a_draft,
    a_review,
    an_agreed_proposal,
    an_open_proposal,
    press,
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


@pytest.mark.parametrize("path", ["open", "agreed", "close", "back", "discard", "sign", "vote", "votes"])
def test_a_button_pressed_twice_counts_once(
    app: Flask, client: CheckedClient, council: Council, path: str
) -> None:
    make = {
        **dict.fromkeys(("open", "agreed", "discard"), a_draft),
        **dict.fromkeys(("close", "vote", "votes"), an_open_proposal),
    }.get(path, an_agreed_proposal)
    with app.app_context():
        given = {"method": BY_LETTER} if path == "vote" else {}
        proposal = make(council, **given)
        data = {"version": str(proposal.version), "round": "1"}
        if path == "vote":
            data |= {"version": "0", "choice": "for"}
        if path in ("close", "votes"):
            data |= {"ballots-0-person_id": str(council.people[MEMBER]), "ballots-0-choice": "for"}
    chair = client.sign_in(council, CHAIR)
    if path == "close":
        chair.post(f"{HERE}/votes", data=data | {"version": "0"})
    if path == "votes":
        data["version"] = "0"
    first, second = (chair.post(f"{HERE}/{path}", data=data) for _time in range(2))
    assert first.status_code == 302
    assert second.status_code == (403 if path == "sign" else 302)
    with app.app_context():
        assert db.session.query(Advice).count() == (1 if path == "sign" else 0)
        assert db.session.query(ProposalVote).count() <= 1
    assert len(refused(app)) == (0 if path == "sign" else 1)


def test_a_draft_that_somebody_else_changed_is_not_lost(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        proposal = a_draft(council)
        version = str(proposal.version)
    chair = client.sign_in(council, CHAIR)
    address = "/board/reviews/1/advise"
    assert chair.post(address, data=ADVICE | {"version": version, "reasons": "First."}).status_code == 302
    late = chair.post(address, data=ADVICE | {"version": version, "reasons": "Second."})
    assert late.status_code == 409
    page = late.get_data(as_text=True)
    assert "First." in page
    assert "Second." in page
    other = chair.post(address, data=ADVICE | {"reasons": "Third.", "nonce": "another-tab"})
    assert other.status_code == 409
    assert refused(app) == ["edit: stale", "edit: out_of_turn"]
    assert chair.post(f"{HERE}/open", data={"version": "99"}).location == HERE
    assert state(app) == "drafting"


def test_after_a_recusal_neither_vote_nor_signature_nor_paper(
    app: Flask, client: CheckedClient, council: Council
) -> None:
    with app.app_context():
        proposal = an_open_proposal(council, method=BY_LETTER)
        use = proposal.review.submission.assessment.use
        for role in (CHAIR, MEMBER):
            declare_interest(use, council.people[role])
    for role in (CHAIR, MEMBER):
        who = client.sign_in(council, role)
        assert who.get(HERE).status_code == 403
        assert (
            who.post(f"{HERE}/vote", data={"choice": "for", "version": "0", "round": "1"}).status_code == 403
        )
        assert who.post(f"{HERE}/sign", data={"version": "2"}).status_code == 403
    with app.app_context():
        assert db.session.query(ProposalVote).count() == 0
        events = list(db.session.scalars(select(AuditEvent.action)))
    assert events.count("access.refused") == 4


def test_nobody_decides_on_their_own_use(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context():
        proposal = an_agreed_proposal(council)
        accounts.add_person(
            organisation_id=council.organisation_id,
            name="Both",
            email="board.chair@northmere.example",
            roles=[Role.TEAM_MEMBER],
        )
        use = proposal.review.submission.assessment.use
        add_member(use=use, person_id=council.people[CHAIR], actor_id=None)
    chair = client.sign_in(council, CHAIR)
    for path in (
        "sign",
        "back",
        "discard",
        "vote",
        "votes",
        "close",
        "open",
        "presiding",
        "to-a-vote",
        "agreed",
    ):
        reply = chair.post(f"{HERE}/{path}", data={"version": "2"})
        assert reply.status_code == 403
        assert "your own use" in reply.get_data(as_text=True)
    assert state(app) == "agreed"


def test_only_the_chair_and_the_secretary_lead(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context():
        an_open_proposal(council)
    member = client.sign_in(council, MEMBER)
    assert member.get(HERE).status_code == 200
    for path in ("open", "close", "back", "discard", "votes", "to-a-vote", "presiding", "sign", "agreed"):
        assert member.post(f"{HERE}/{path}", data={"version": "2"}).status_code == 403, path
    assert member.post("/board/reviews/1/advise", data=ADVICE).status_code == 403
    secretary = client.sign_in(council, SECRETARY)
    for path in ("to-a-vote", "vote", "sign"):
        assert secretary.post(f"{HERE}/{path}", data={"version": "2"}).status_code == 403, path
    for role in (Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER, Role.ADMINISTRATOR):
        assert client.sign_in(council, role).get(HERE).status_code == 403


def test_another_councils_proposal_is_not_found(
    app: Flask, client: CheckedClient, council: Council, other_council: Council
) -> None:
    with app.app_context():
        an_open_proposal(council)
    chair = client.sign_in(other_council, CHAIR)
    assert chair.get(HERE).status_code == 404
    for path in ("close", "vote", "votes", "sign"):
        assert chair.post(f"{HERE}/{path}", data={"version": "2"}).status_code == 404
    client.sign_in(council, CHAIR)
    assert client.get("/board/reviews/1/proposals/7").status_code == 404
    assert state(app) == "deciding"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outcome": "next_phase_only"}, "Choose the phase that the advice is for"),
        ({"outcome": "do_not_proceed", "for_phase": "production"}, "the use does not go on to a phase"),
        ({"for_phase": "someday"}, "Not a valid choice"),
        ({"method": "by pigeon"}, "Choose how the board decides"),
        ({"conditions-0-owner": "Head of Housing"}, "Say what must be done by this date"),
    ],
)
def test_what_does_not_go_together_is_named(
    app: Flask, client: CheckedClient, council: Council, wrong: dict[str, str], sentence: str
) -> None:
    with app.app_context():
        a_review(council)
    chair = client.sign_in(council, CHAIR)
    reply = chair.post("/board/reviews/1/advise", data=ADVICE | {"for_phase": ""} | wrong)
    assert (reply.status_code, sentence in reply.get_data(as_text=True)) == (400, True)


def test_what_is_written_down_must_make_sense(app: Flask, client: CheckedClient, council: Council) -> None:
    with app.app_context():
        an_open_proposal(council)
    secretary = client.sign_in(council, SECRETARY)
    for wrong in (
        {"ballots-0-person_id": str(council.people[Role.TEAM_MEMBER]), "ballots-0-choice": "for"},
        {"ballots-0-person_id": "²", "ballots-0-choice": "for"},
        {"ballots-0-choice": "maybe"},
        {"ballots-0-choice": "against", "ballots-0-words": ""},
        {"ballots-0-choice": "against", "ballots-0-words": "x" * 100_000},
    ):
        reply = press(secretary, HERE, f"{HERE}/votes", wrong)
        assert reply.status_code == 400, wrong
        assert "There is a problem" in reply.get_data(as_text=True)
    with app.app_context():
        assert db.session.query(ProposalVote).count() == 0
