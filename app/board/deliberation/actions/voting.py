"""Saying what one thinks of a proposal, taking it down for others, going over to a vote."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import audit
from app.board.deliberation.actions.drafting import turn
from app.board.deliberation.counting import VoteChoice
from app.board.deliberation.inputs import BallotInput
from app.board.deliberation.lifecycle import PROPOSAL, ProposalAction
from app.board.deliberation.models import Proposal, ProposalVote
from app.board.deliberation.queries import table, votes_of_round
from app.board.deliberation.vote_requests import ask_for_votes
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.vocabulary.advice import DecisionMethod, DecisionRule
from app.web.versions import Stale, lock_fresh


class NotAtTheTable(Exception):
    """Somebody takes no part in this review, or has not declared yet."""


def vote(*, proposal: Proposal, ballot: BallotInput, round: int, seen: int, actor_id: int) -> None:
    """Says what the actor thinks, by correspondence; `seen` is the version of their vote, 0 for none.

    Raises:
        OutOfTurn: it is not open for decision, it closed, or it is decided at a meeting.
        Stale: the actor voted since, or the text on which they vote is another one.
        NotAtTheTable: the actor takes no part.
    """
    with transaction() as session:
        fresh = lock_fresh(session, proposal)
        PROPOSAL.after(fresh.state, ProposalAction.VOTE)
        if fresh.method != DecisionMethod.CORRESPONDENCE:
            raise OutOfTurn("at_a_meeting", ProposalAction.VOTE)
        if fresh.closes_on and fresh.closes_on < utcnow().date():
            raise OutOfTurn("closed", ProposalAction.VOTE)
        if actor_id not in table(fresh.review).ids:
            raise NotAtTheTable
        mine = {each.person_id: each for each in votes_of_round(session, fresh)}.get(actor_id)
        if fresh.round != round or (mine.version if mine else 0) != seen or _wordless(fresh, ballot):
            raise Stale(fresh)
        write_vote(session, fresh, mine, actor_id, ballot, taken_down_by_id=None)
        audit.record(fresh, "proposal.voted", actor_id=actor_id, choice=ballot.choice.value)


def take_down(
    *, proposal: Proposal, ballots: Mapping[int, BallotInput], round: int, seen: int, actor_id: int
) -> None:
    """Writes down what each member says at a meeting; `seen` is the sum of the versions of the votes.

    Raises:
        OutOfTurn: it is not open for decision, or each member votes on their own.
        Stale: votes were taken down since, or the text is another one.
        NotAtTheTable: one of the members takes no part.
    """
    with transaction() as session:
        fresh = lock_fresh(session, proposal)
        PROPOSAL.after(fresh.state, ProposalAction.VOTE)
        if fresh.method != DecisionMethod.MEETING:
            raise OutOfTurn("by_correspondence", ProposalAction.VOTE)
        if not ballots.keys() <= table(fresh.review).ids:
            raise NotAtTheTable
        before = {each.person_id: each for each in votes_of_round(session, fresh)}
        wordless = any(_wordless(fresh, ballot) for ballot in ballots.values())
        if fresh.round != round or sum(each.version for each in before.values()) != seen or wordless:
            raise Stale(fresh)
        for person_id, ballot in sorted(ballots.items()):
            write_vote(session, fresh, before.get(person_id), person_id, ballot, taken_down_by_id=actor_id)
        audit.record(fresh, "proposal.votes_taken_down", actor_id=actor_id, votes=len(ballots))


def _wordless(proposal: Proposal, ballot: BallotInput) -> bool:
    """Whether an objection that would block the board says nothing."""
    objects = proposal.rule == DecisionRule.CONSENSUS and ballot.choice is VoteChoice.AGAINST
    return objects and not ballot.words


def write_vote(
    session: Session,
    proposal: Proposal,
    before: ProposalVote | None,
    person_id: int,
    ballot: BallotInput,
    *,
    taken_down_by_id: int | None,
) -> None:
    """Writes a vote or changes it; one that stays as it is keeps its version."""
    words = ballot.words if ballot.choice is VoteChoice.AGAINST else ""
    if before is None:
        before = ProposalVote(proposal=proposal, round=proposal.round, person_id=person_id, choice="")
        session.add(before)
    if (before.choice, before.words or "") == (ballot.choice.value, words):
        return
    before.choice, before.words = ballot.choice.value, words
    before.cast_at = utcnow()
    before.taken_down_by_id = taken_down_by_id
    session.flush()


def go_to_a_vote(*, proposal: Proposal, seen: int, actor_id: int) -> None:
    """Lets the majority decide where there is no consensus. Who agreed is for it, who objected against it.

    Raises:
        OutOfTurn: it is not open for decision, or is voted on already.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = turn(session, proposal, ProposalAction.GO_TO_A_VOTE, seen)
        if fresh.rule == DecisionRule.VOTE:
            raise OutOfTurn("voting", ProposalAction.GO_TO_A_VOTE)
        fresh.rule = DecisionRule.VOTE.value
        session.flush()
        audit.record(fresh, "proposal.to_a_vote", actor_id=actor_id)
        if fresh.method == DecisionMethod.CORRESPONDENCE:
            ask_for_votes(session, fresh, actor_id, again="-vote")
