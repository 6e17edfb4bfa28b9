"""Closing a proposal: counting the votes by the rules under which it began."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app import audit
from app.board.configuration.model import Tie
from app.board.decisions import decision_data
from app.board.deliberation.actions.drafting import turn
from app.board.deliberation.counting import CountingRules, Result, VoteChoice, VoteTally, count
from app.board.deliberation.lifecycle import PROPOSAL, ProposalAction
from app.board.deliberation.models import Proposal, ProposalVote
from app.board.deliberation.queries import DecidingTable, table, votes_of_round
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.register.record import Decision
from app.vocabulary.advice import DecisionMethod, DecisionRule
from app.web.versions import lock_fresh, lock_if_version


class NotAgreed(Exception):
    """The votes do not decide yet; `tally` says why."""

    def __init__(self, tally: VoteTally) -> None:
        super().__init__(tally.result.value)
        self.tally = tally


class StillOpen(Exception):
    """By correspondence: `waiting` members have not answered, and the day has not come."""

    def __init__(self, waiting: int) -> None:
        super().__init__(str(waiting))
        self.waiting = waiting


def rules_of(proposal: Proposal) -> CountingRules:
    """The rules under which the proposal began."""
    return CountingRules(
        rule=DecisionRule(proposal.rule),
        quorum=proposal.quorum,
        abstentions_count=proposal.abstentions_count,
        casting_vote=proposal.casting_vote,
    )


def tally_of(
    proposal: Proposal, votes: list[ProposalVote], at_table: DecidingTable, casting: VoteChoice | None = None
) -> VoteTally:
    """What the votes come to at this moment."""
    said = {vote.person_id: VoteChoice(vote.choice) for vote in votes}
    return count(said, rules_of(proposal), may_vote=at_table.ids, casting=casting)


def close(*, proposal: Proposal, seen: int, actor_id: int, casting: VoteChoice | None = None) -> VoteTally:
    """Counts the votes. What is agreed waits for the chair's signature, what falls is a draft again.

    `casting` is the chair's vote on a tie.

    Raises:
        NotAgreed: the votes do not decide yet.
        OutOfTurn: it is not open for decision.
        Stale: somebody changed it since.
        StillOpen: members may still answer.
    """
    with transaction() as session:
        fresh = lock_fresh(session, proposal)
        PROPOSAL.after(fresh.state, ProposalAction.AGREE)
        lock_if_version(session, fresh, seen)
        at_table, votes = table(fresh.review), votes_of_round(session, fresh)
        _refuse_while_open(fresh, votes, at_table)
        tally = tally_of(fresh, votes, at_table, casting)
        falls = tally.result is Result.TIED and not fresh.casting_vote and fresh.tie == Tie.FALLS
        if tally.result is Result.AGREED:
            _agree(session, fresh, votes, at_table, tally, actor_id)
        elif tally.result is Result.REJECTED or falls:
            fresh.state = PROPOSAL.after(fresh.state, ProposalAction.FALL)
            audit.record(fresh, "proposal.fell", actor_id=actor_id, result=tally.result.value)
        else:
            raise NotAgreed(tally)
    return tally


def _refuse_while_open(proposal: Proposal, votes: list[ProposalVote], at_table: DecidingTable) -> None:
    if proposal.method != DecisionMethod.CORRESPONDENCE or proposal.closes_on is None:
        return
    everybody = at_table.ids | {person.id for person in at_table.undeclared}
    waiting = everybody - {vote.person_id for vote in votes}
    if waiting and utcnow().date() <= proposal.closes_on:
        raise StillOpen(len(waiting))


def _agree(
    session: Session,
    proposal: Proposal,
    votes: list[ProposalVote],
    at_table: DecidingTable,
    tally: VoteTally,
    actor_id: int,
) -> None:
    voted = proposal.rule == DecisionRule.VOTE
    decision = Decision(
        rule=DecisionRule(proposal.rule),
        method=DecisionMethod(proposal.method),
        took_part=tally.took_part,
        votes_for=tally.votes_for if voted else None,
        votes_against=tally.votes_against if voted else None,
        abstained=tally.abstained if voted else None,
        casting_vote=tally.casting_used,
        recused=at_table.recused,
    )
    for each in votes:
        each.counted = each.person_id in at_table.ids and each.choice != VoteChoice.ABSENT
    settle(session, proposal, decision, actor_id)


def settle(session: Session, proposal: Proposal, decision: Decision, actor_id: int) -> None:
    """Writes down that the board agreed, and how, inside the caller's transaction."""
    proposal.state = PROPOSAL.after(proposal.state, ProposalAction.AGREE)
    proposal.decision = decision_data(decision)
    proposal.closed_at = utcnow()
    proposal.closed_by_id = actor_id
    session.flush()
    audit.record(
        proposal,
        "proposal.agreed",
        actor_id=actor_id,
        rule=decision.rule.value,
        took_part=decision.took_part,
        recused=decision.recused,
        casting_vote=decision.casting_vote,
    )


def agree_at_once(*, proposal: Proposal, seen: int, actor_id: int) -> None:
    """Writes down that the board agreed at a meeting without anybody objecting, where no quorum is set.

    Raises:
        OutOfTurn: it is no draft, or its rules ask for the members' votes.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = lock_fresh(session, proposal)
        if needs_votes(fresh):
            raise OutOfTurn("needs_votes", ProposalAction.AGREE)
        fresh = turn(session, fresh, ProposalAction.OPEN, seen)
        fresh.round += 1
        fresh.opened_at = utcnow()
        decision = Decision(
            DecisionRule.CONSENSUS, DecisionMethod(fresh.method), recused=table(fresh.review).recused
        )
        settle(session, fresh, decision, actor_id)


def needs_votes(proposal: Proposal) -> bool:
    """Whether what each member says must be written down."""
    return bool(proposal.quorum) or (proposal.rule, proposal.method) != (
        DecisionRule.CONSENSUS,
        DecisionMethod.MEETING,
    )
