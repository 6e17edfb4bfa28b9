"""Advice in one go, through the same steps: for what was decided before it was typed, and for examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.board.configuration.model import OutcomeSetting, default_outcomes
from app.board.configuration.queries import configuration
from app.board.deliberation.actions.closing import agree_at_once, close, needs_votes
from app.board.deliberation.actions.drafting import open_for_decision, propose
from app.board.deliberation.actions.signing import sign
from app.board.deliberation.actions.voting import go_to_a_vote, write_vote
from app.board.deliberation.counting import VoteChoice
from app.board.deliberation.inputs import BallotInput, ConditionInput, ProposalInput
from app.board.deliberation.models import Proposal
from app.board.deliberation.queries import table, votes_of_round
from app.board.models import Advice, Review
from app.database import transaction
from app.vocabulary.advice import AdviceOutcome, DecisionMethod, DecisionRule


def advise(
    *,
    review: Review,
    outcome: AdviceOutcome,
    reasons: str,
    conditions: Sequence[ConditionInput],
    actor_id: int,
    outcome_code: str = "",
    for_phase: str = "",
    method: DecisionMethod = DecisionMethod.MEETING,
    meeting_id: int | None = None,
    rule: DecisionRule | None = None,
    votes: Mapping[int, BallotInput] | None = None,
    casting: VoteChoice | None = None,
) -> Advice:
    """Issues the board's advice as decided already: by everybody at the table, or by these `votes`.

    `outcome_code` chooses among the organisation's outcomes; without it the first with the meaning counts.
    `rule` goes over to a vote where the board's own rule is consensus.

    Raises:
        NotAgreed: the votes do not carry it.
        OutOfTurn: the board has finished with the review, or works on another proposal.
        ValueError: conditions or phase do not go with the outcome.
    """
    chosen = outcome_for(review.organisation_id, outcome, outcome_code)
    facts = ProposalInput(chosen, reasons, conditions, for_phase, method, meeting_id)
    with transaction():
        proposal = propose(review=review, facts=facts, actor_id=actor_id)
        _decide(proposal, actor_id, rule, votes, casting)
        return sign(proposal=proposal, seen=proposal.version, actor_id=actor_id)


def outcome_for(organisation_id: int, meaning: AdviceOutcome, code: str = "") -> OutcomeSetting:
    """The organisation's outcome with this code, or the first current one that means this."""
    own = configuration(organisation_id)
    if code:
        return own.outcome(code)
    known = (*own.current_outcomes, *default_outcomes())
    return next(outcome for outcome in known if outcome.meaning is meaning)


def _decide(
    proposal: Proposal,
    actor_id: int,
    rule: DecisionRule | None,
    votes: Mapping[int, BallotInput] | None,
    casting: VoteChoice | None,
) -> None:
    if votes is None and rule is None and not needs_votes(proposal):
        agree_at_once(proposal=proposal, seen=proposal.version, actor_id=actor_id)
        return
    open_for_decision(proposal=proposal, seen=proposal.version, actor_id=actor_id)
    if rule is DecisionRule.VOTE and proposal.rule != rule:
        go_to_a_vote(proposal=proposal, seen=proposal.version, actor_id=actor_id)
    everybody = dict.fromkeys(table(proposal.review).ids, BallotInput(VoteChoice.FOR))
    with transaction() as session:
        before = {vote.person_id: vote for vote in votes_of_round(session, proposal)}
        for person_id, ballot in sorted((everybody if votes is None else votes).items()):
            write_vote(session, proposal, before.get(person_id), person_id, ballot, taken_down_by_id=actor_id)
    close(proposal=proposal, seen=proposal.version, actor_id=actor_id, casting=casting)
