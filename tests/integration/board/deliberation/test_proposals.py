"""From a draft to signed advice: what the actions allow, and what they refuse."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.lifecycle import AssessmentState
from app.audit import AuditEvent, verify
from app.board.deliberation import actions
from app.board.deliberation.actions import signing
from app.board.deliberation.counting import Result, VoteChoice
from app.board.deliberation.inputs import BallotInput, ConditionInput
from app.board.deliberation.lifecycle import ProposalState
from app.board.deliberation.models import Proposal
from app.board.deliberation.queries import live_proposal
from app.board.desk.actions import advise, return_for_changes
from app.board.findings import findings
from app.board.lifecycle import ReviewState
from app.board.models import Advice
from app.database import db
from app.lifecycle import OutOfTurn
from app.vocabulary.advice import AdviceOutcome, DecisionMethod, DecisionRule
from app.web.roles import Role
from app.web.versions import Stale
from tests.support.people import Council
from tests.support.proposals import (
    a_draft,
    a_review,
    an_agreed_proposal,
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


def test_a_board_without_a_quorum_agrees_and_its_chair_signs(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []

    def listen(_session: Session, advice: Advice, _actor_id: int) -> None:
        told.append(advice.id)

    monkeypatch.setattr(signing, "advice_signed", [*signing.advice_signed, listen])
    proposal = an_agreed_proposal(council)
    advice = actions.sign(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    review = proposal.review
    assert (review.state, review.advice, proposal.state) == (
        ReviewState.ADVISED,
        advice,
        ProposalState.SIGNED,
    )
    assert review.submission.assessment.state == AssessmentState.ADVISED
    assert live_proposal(review) is None
    assert told == [advice.id]
    found = findings(advice)
    assert found.decision is not None
    assert (found.decision.rule, found.decision.took_part) == (DecisionRule.CONSENSUS, 0)
    assert verify() is None


def test_a_proposal_keeps_the_rules_under_which_it_began(council: Council) -> None:
    proposal = an_open_proposal(council)
    set_rules(council, quorum=5, rule="vote")
    say(proposal, council, {chair(council): FOR})
    assert close(proposal, council) is Result.AGREED


def test_there_is_one_proposal_at_a_time(council: Council) -> None:
    proposal = a_draft(council)
    with pytest.raises(OutOfTurn):
        a_draft(council, proposal.review)
    actions.discard(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    assert a_draft(council, proposal.review).number == 2


@pytest.mark.parametrize("state", ["drafting", "deciding", "agreed", "signed", "discarded"])
def test_out_of_turn_nothing_changes(council: Council, state: str) -> None:
    make = {"drafting": a_draft, "deciding": an_open_proposal}.get(state, an_agreed_proposal)
    proposal = make(council)
    who = chair(council)
    if state == "signed":
        actions.sign(proposal=proposal, seen=proposal.version, actor_id=who)
    elif state == "discarded":
        actions.discard(proposal=proposal, seen=proposal.version, actor_id=who)
    before = proposal.version
    step = {"proposal": proposal, "seen": before, "actor_id": who}
    steps = {
        actions.open_for_decision: {"drafting"},
        actions.agree_at_once: {"drafting"},
        actions.go_to_a_vote: {"deciding"},
        actions.close: {"deciding"},
        actions.take_back: {"deciding", "agreed"},
        actions.discard: {"drafting", "deciding", "agreed"},
        actions.sign: {"agreed"},
    }
    for do in (each for each, fits in steps.items() if state not in fits):
        with pytest.raises(OutOfTurn):
            do(**step)  # type: ignore[operator]
    assert (proposal.state, proposal.version) == (state, before)


@pytest.mark.parametrize("action", ["open_for_decision", "discard", "edit_proposal", "agree_at_once"])
def test_whoever_saw_an_older_draft_changes_nothing(council: Council, action: str) -> None:
    proposal = a_draft(council)
    actions.edit_proposal(
        proposal=proposal, facts=facts(council), seen=proposal.version, actor_id=chair(council)
    )
    more = {"facts": facts(council)} if action == "edit_proposal" else {}
    with pytest.raises(Stale):
        getattr(actions, action)(proposal=proposal, seen=1, actor_id=chair(council), **more)
    assert proposal.state == ProposalState.DRAFTING


def test_a_board_with_a_quorum_cannot_agree_at_once(council: Council) -> None:
    set_rules(council, quorum=2)
    proposal = a_draft(council)
    with pytest.raises(OutOfTurn):
        actions.agree_at_once(proposal=proposal, seen=proposal.version, actor_id=chair(council))


def test_advice_for_one_phase_names_it(council: Council) -> None:
    with pytest.raises(ValueError, match="phase"):
        a_draft(council, outcome=AdviceOutcome.NEXT_PHASE_ONLY)
    with pytest.raises(ValueError, match="phase"):
        a_draft(council, for_phase="private_beta")
    proposal = an_agreed_proposal(council, outcome=AdviceOutcome.NEXT_PHASE_ONLY, for_phase="private_beta")
    advice = actions.sign(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    assert findings(advice).for_phase == "private_beta"


def test_a_return_puts_the_proposal_away(council: Council) -> None:
    proposal = an_open_proposal(council)
    return_for_changes(review=proposal.review, reasons="Say more.", actor_id=chair(council))
    db.session.refresh(proposal)
    assert (proposal.state, proposal.live_review_id) == (ProposalState.DISCARDED, None)
    with pytest.raises(OutOfTurn):
        a_draft(council, proposal.review)


def test_advice_in_one_go_keeps_the_votes(council: Council) -> None:
    people = more_members(council, 1)
    review = a_review(council)
    votes = {people[0]: FOR, people[1]: FOR, people[2]: DISSENT}
    given = {"review": review, "reasons": "Good.", "conditions": (), "actor_id": chair(council)}
    with pytest.raises(actions.NotAgreed):
        advise(outcome=AdviceOutcome.PROCEED, votes=votes, **given)  # type: ignore[arg-type]
    db.session.expire_all()
    assert live_proposal(review) is None, "nothing is left of it"
    advice = advise(
        outcome=AdviceOutcome.PROCEED,
        votes=votes,
        rule=DecisionRule.VOTE,
        **given,  # type: ignore[arg-type]
    )
    assert findings(advice).dissents == (DISSENT.words,)


def test_a_board_with_a_quorum_advises_in_one_go_as_all_at_the_table(council: Council) -> None:
    set_rules(council, quorum=2)
    advice = advise(
        review=a_review(council),
        outcome=AdviceOutcome.PROCEED,
        reasons="Good.",
        conditions=(),
        actor_id=chair(council),
    )
    assert advice.decision is not None
    assert advice.decision["took_part"] == 2


def test_every_step_leaves_its_event(council: Council) -> None:
    proposal = an_open_proposal(council)
    say(proposal, council, {chair(council): FOR})
    close(proposal, council)
    actions.sign(proposal=proposal, seen=proposal.version, actor_id=chair(council))
    wanted = ["proposal.drafted", "proposal.opened", "proposal.votes_taken_down", "proposal.agreed"]
    found = list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.sequence)))
    assert [each for each in found if each in {*wanted, "review.advised"}] == [*wanted, "review.advised"]


def test_the_presiding_member_is_named_by_somebody_else(council: Council) -> None:
    member, secretary = council.people[Role.BOARD_MEMBER], council.people[Role.BOARD_SECRETARY]
    proposal = an_agreed_proposal(council)
    for person, who in ((member, member), (secretary, chair(council))):
        with pytest.raises(actions.NotAtTheTable):
            actions.name_presiding(proposal=proposal, person_id=person, seen=proposal.version, actor_id=who)
    actions.name_presiding(proposal=proposal, person_id=member, seen=proposal.version, actor_id=secretary)
    assert proposal.presiding_id == member
