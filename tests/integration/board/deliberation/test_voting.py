"""Votes on a proposal: at a meeting and by correspondence, and what they come to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.board.deliberation import actions
from app.board.deliberation.counting import Result, VoteChoice
from app.board.deliberation.inputs import BallotInput, ConditionInput
from app.board.deliberation.lifecycle import ProposalState
from app.board.deliberation.models import Proposal
from app.board.deliberation.vote_requests import votes_due
from app.board.findings import findings
from app.database import clock_at, db, transaction, utcnow
from app.lifecycle import OutOfTurn
from app.messages.models import Message
from app.vocabulary.advice import AdviceOutcome, DecisionMethod
from app.web.roles import Role
from app.web.versions import Stale
from tests.support.board import declare_interest
from tests.support.people import Council
from tests.support.proposals import (
    an_open_proposal,
    facts,
    more_members,
    set_rules,
)

pytestmark = pytest.mark.usefixtures("context")
FOR, AGAINST, ABSTAIN = (
    BallotInput(each) for each in (VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN)
)
DISSENT = BallotInput(VoteChoice.AGAINST, "Nobody asked the tenants.")
BY_LETTER = DecisionMethod.CORRESPONDENCE
CONDITION = ConditionInput("Ask the tenants.", date(2030, 1, 31), "Head of Housing")


def chair(council: Council) -> int:
    return council.people[Role.BOARD_CHAIR]


def say(proposal: Proposal, council: Council, said: dict[int, BallotInput]) -> None:
    """Writes down at a meeting what members say."""
    seen = sum(vote.version for vote in proposal.votes_now)
    actions.take_down(
        proposal=proposal,
        ballots=said,
        round=proposal.round,
        seen=seen,
        actor_id=council.people[Role.BOARD_SECRETARY],
    )


def close(proposal: Proposal, council: Council, casting: VoteChoice | None = None) -> Result:
    return actions.close(
        proposal=proposal, seen=proposal.version, casting=casting, actor_id=chair(council)
    ).result


def test_a_vote_decides_by_quorum_and_keeps_the_dissent(council: Council) -> None:
    set_rules(council, quorum=3, rule="vote")
    people = more_members(council, 2)
    proposal = an_open_proposal(
        council, outcome=AdviceOutcome.PROCEED_WITH_CONDITIONS, conditions=(CONDITION,)
    )
    say(proposal, council, dict(zip(people[:2], (FOR, FOR), strict=True)))
    with pytest.raises(actions.NotAgreed) as refused:
        close(proposal, council)
    assert (refused.value.tally.result, refused.value.tally.missing) == (Result.NOT_QUORATE, 1)
    say(proposal, council, {people[2]: DISSENT})
    assert close(proposal, council) is Result.AGREED
    advice = actions.sign(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    found = findings(advice)
    assert found.dissents == ("Nobody asked the tenants.",)
    assert found.conditions[0].owner_post == "Head of Housing"
    decision = found.decision
    assert decision is not None
    assert (decision.votes_for, decision.votes_against, decision.took_part) == (2, 1, 3)
    assert advice.dissents == [{"person_id": people[2], "words": "Nobody asked the tenants."}]


def test_an_objection_blocks_until_it_is_withdrawn_or_voted_on(council: Council) -> None:
    people = more_members(council, 1)
    proposal = an_open_proposal(council)
    say(proposal, council, {people[0]: FOR, people[1]: FOR, people[2]: DISSENT})
    with pytest.raises(actions.NotAgreed, match="blocked"):
        close(proposal, council)
    actions.go_to_a_vote(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    with pytest.raises(OutOfTurn):
        actions.go_to_a_vote(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    assert close(proposal, council) is Result.AGREED


def test_an_objection_has_a_reason(council: Council) -> None:
    proposal = an_open_proposal(council)
    with pytest.raises(Stale):
        say(proposal, council, {chair(council): AGAINST})
    assert proposal.votes_now == []


def test_the_casting_vote_decides_a_tie_and_is_told(council: Council) -> None:
    set_rules(council, rule="vote")
    proposal = an_open_proposal(council)
    say(proposal, council, {chair(council): FOR, council.people[Role.BOARD_MEMBER]: AGAINST})
    with pytest.raises(actions.NotAgreed, match="tied"):
        close(proposal, council)
    assert close(proposal, council, VoteChoice.FOR) is Result.AGREED
    assert proposal.decision is not None
    assert proposal.decision["casting_vote"] is True


def test_a_tie_means_what_the_settings_say(council: Council) -> None:
    set_rules(council, rule="vote", casting_vote=False, tie="open")
    proposal = an_open_proposal(council)
    set_rules(council, tie="falls")
    said = {chair(council): FOR, council.people[Role.BOARD_MEMBER]: AGAINST}
    say(proposal, council, said)
    with pytest.raises(actions.NotAgreed):
        close(proposal, council, VoteChoice.FOR)
    actions.discard(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    other = an_open_proposal(council, proposal.review)
    say(other, council, said)
    assert close(other, council) is Result.TIED
    assert other.state == ProposalState.DRAFTING


def test_what_the_majority_is_against_is_a_draft_again(council: Council) -> None:
    set_rules(council, rule="vote")
    proposal = an_open_proposal(council)
    say(proposal, council, {chair(council): AGAINST})
    assert close(proposal, council) is Result.REJECTED
    assert (proposal.state, proposal.review.advice) == (ProposalState.DRAFTING, None)


def test_votes_on_an_earlier_text_count_no_more(council: Council) -> None:
    proposal = an_open_proposal(council)
    say(proposal, council, {chair(council): FOR})
    actions.take_back(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    changed = facts(council, AdviceOutcome.DO_NOT_PROCEED)
    actions.edit_proposal(proposal=proposal, facts=changed, seen=proposal.version, actor_id=chair(council))
    actions.open_for_decision(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    assert proposal.votes_now == []
    with pytest.raises(actions.NotAgreed, match="nobody"):
        close(proposal, council)


def test_a_member_who_declares_an_interest_after_voting_does_not_count(council: Council) -> None:
    people = more_members(council, 1)
    proposal = an_open_proposal(council)
    say(proposal, council, {people[1]: FOR, people[2]: DISSENT})
    declare_interest(proposal.review.submission.assessment.use, people[2])
    assert close(proposal, council) is Result.AGREED
    assert proposal.decision is not None
    assert (proposal.decision["took_part"], proposal.decision["recused"]) == (1, 1)
    advice = actions.sign(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    assert advice.dissents == []
    with pytest.raises(OutOfTurn):
        say(proposal, council, {people[2]: FOR})


def test_only_those_at_the_table_are_written_down(council: Council) -> None:
    proposal = an_open_proposal(council)
    for person in (council.people[Role.BOARD_SECRETARY], council.people[Role.TEAM_MEMBER]):
        with pytest.raises(actions.NotAtTheTable):
            say(proposal, council, {person: FOR})


def test_by_correspondence_each_votes_once_and_is_asked(council: Council) -> None:
    member = council.people[Role.BOARD_MEMBER]
    proposal = an_open_proposal(council, method=BY_LETTER)
    asked = set(db.session.scalars(select(Message.person_id).where(Message.kind == "vote_asked")))
    assert asked == {member}, "nobody is told of their own doing"
    vote = {"proposal": proposal, "round": proposal.round, "actor_id": member}
    actions.vote(ballot=FOR, seen=0, **vote)  # type: ignore[arg-type]
    with pytest.raises(Stale):
        actions.vote(ballot=DISSENT, seen=0, **vote)  # type: ignore[arg-type]
    actions.vote(ballot=ABSTAIN, seen=1, **vote)  # type: ignore[arg-type]
    assert [vote.choice for vote in proposal.votes_now] == ["abstain"]
    with pytest.raises(OutOfTurn):
        say(proposal, council, {member: FOR})
    with pytest.raises(actions.NotAtTheTable):
        actions.vote(ballot=FOR, seen=0, **vote | {"actor_id": council.people[Role.BOARD_SECRETARY]})  # type: ignore[arg-type]


def test_by_correspondence_it_closes_when_all_answered_or_the_day_has_come(council: Council) -> None:
    set_rules(council, correspondence_days=5)
    proposal = an_open_proposal(council, method=BY_LETTER)
    assert proposal.closes_on == utcnow().date() + timedelta(days=5)
    vote = {"proposal": proposal, "round": 1, "seen": 0, "ballot": FOR}
    actions.vote(actor_id=chair(council), **vote)  # type: ignore[arg-type]
    with pytest.raises(actions.StillOpen, match="1"):
        close(proposal, council)
    with clock_at(utcnow() + timedelta(days=6)):
        with pytest.raises(OutOfTurn):
            actions.vote(actor_id=council.people[Role.BOARD_MEMBER], **vote)  # type: ignore[arg-type]
        assert close(proposal, council) is Result.AGREED


def test_who_has_not_voted_is_reminded_once_before_it_closes(council: Council) -> None:
    proposal = an_open_proposal(council, method=BY_LETTER)
    assert proposal.closes_on is not None
    actions.vote(proposal=proposal, ballot=FOR, round=1, seen=0, actor_id=chair(council))
    for day in (3, 2, 2, 1):
        with transaction() as session:
            votes_due(session, proposal.closes_on - timedelta(days=day))
    keys = list(db.session.scalars(select(Message.key).where(Message.key.like("%-reminder"))))
    assert keys == [f"vote-{proposal.id}-1-reminder"]
