"""Drafting a proposal, opening it for decision, taking it back, discarding it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app import audit
from app.board.configuration.model import Configuration
from app.board.configuration.queries import configuration
from app.board.deliberation.hooks import awaits_advice
from app.board.deliberation.inputs import ProposalInput
from app.board.deliberation.lifecycle import PROPOSAL, ProposalAction, ProposalState
from app.board.deliberation.models import Proposal, ProposalCondition
from app.board.deliberation.queries import live_proposal, next_number
from app.board.deliberation.vote_requests import ask_for_votes
from app.board.models import Review
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.vocabulary.advice import DecisionMethod
from app.web.nonces import spend
from app.web.versions import lock_fresh, lock_if_version


def propose(*, review: Review, facts: ProposalInput, actor_id: int, nonce: str = "") -> Proposal:
    """Drafts advice for a review, under the rules that the board has set by now.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        OutOfTurn: the board has finished with the review, or there is a proposal already.
        ValueError: conditions or phase do not go with the outcome.
    """
    facts.check()
    with transaction() as session:
        spent = spend(session, nonce) if nonce else None
        fresh = lock_fresh(session, review)
        if not awaits_advice(fresh):
            raise OutOfTurn(fresh.state, "propose")
        if live_proposal(fresh) is not None:
            raise OutOfTurn("proposed", "propose")
        proposal = _begin(session, fresh, configuration(fresh.organisation_id), actor_id)
        _fill(proposal, facts)
        session.add(proposal)
        session.flush()
        if spent:
            spent.result = str(proposal.number)
        audit.record(proposal, "proposal.drafted", actor_id=actor_id, outcome=proposal.outcome)
    return proposal


def _begin(session: Session, review: Review, rules: Configuration, actor_id: int) -> Proposal:
    return Proposal(
        review=review,
        live_review_id=review.id,
        number=next_number(session, review),
        state=ProposalState.DRAFTING,
        rule=rules.rule.value,
        quorum=rules.quorum,
        casting_vote=rules.casting_vote,
        tie=rules.tie.value,
        abstentions_count=rules.abstentions_count,
        round=0,
        drafted_by_id=actor_id,
        drafted_at=utcnow(),
    )


def _fill(proposal: Proposal, facts: ProposalInput) -> None:
    outcome = facts.outcome
    proposal.outcome = outcome.meaning.value
    proposal.outcome_code = outcome.code
    proposal.label = outcome.label if outcome.own else ""
    proposal.label_cy = outcome.label_cy if outcome.own else ""
    proposal.reasons = facts.reasons
    proposal.for_phase = facts.for_phase
    proposal.method = facts.method.value
    proposal.meeting_id = facts.meeting_id if facts.method is DecisionMethod.MEETING else None
    proposal.conditions = [
        ProposalCondition(text=each.text, due_on=each.due_on, owner_post=each.owner)
        for each in facts.conditions
    ]


def edit_proposal(*, proposal: Proposal, facts: ProposalInput, seen: int, actor_id: int) -> Proposal:
    """Changes a draft.

    Raises:
        OutOfTurn: it is no longer a draft.
        Stale: somebody changed it since.
        ValueError: conditions or phase do not go with the outcome.
    """
    facts.check()
    with transaction() as session:
        fresh = lock_fresh(session, proposal)
        if fresh.state != ProposalState.DRAFTING:
            raise OutOfTurn(fresh.state, "edit")
        lock_if_version(session, fresh, seen)
        _fill(fresh, facts)
        fresh.drafted_at = utcnow()  # a change of the conditions alone also makes a new version
        session.flush()
        audit.record(fresh, "proposal.edited", actor_id=actor_id, outcome=fresh.outcome)
    return fresh


def open_for_decision(*, proposal: Proposal, seen: int, actor_id: int) -> None:
    """Lets the members say what they think; by correspondence each is asked.

    Raises:
        OutOfTurn: it is not a draft.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = turn(session, proposal, ProposalAction.OPEN, seen)
        fresh.round += 1
        fresh.opened_at = utcnow()
        fresh.decision = None
        by_correspondence = fresh.method == DecisionMethod.CORRESPONDENCE
        days = configuration(fresh.review.organisation_id).correspondence_days
        fresh.closes_on = utcnow().date() + timedelta(days=days) if by_correspondence else None
        session.flush()
        audit.record(fresh, "proposal.opened", actor_id=actor_id, round=fresh.round)
        if by_correspondence:
            ask_for_votes(session, fresh, actor_id)


def take_back(*, proposal: Proposal, seen: int, actor_id: int) -> None:
    """Makes a draft of it again; what was voted counts no more.

    Raises:
        OutOfTurn: it is a draft, signed or discarded.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = turn(session, proposal, ProposalAction.TAKE_BACK, seen)
        fresh.decision = None
        fresh.closed_at = fresh.closed_by_id = None
        audit.record(fresh, "proposal.taken_back", actor_id=actor_id)


def discard(*, proposal: Proposal, seen: int, actor_id: int) -> None:
    """Puts the proposal away for good, so that another one can begin.

    Raises:
        OutOfTurn: it is signed or discarded.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = turn(session, proposal, ProposalAction.DISCARD, seen)
        fresh.live_review_id = None
        audit.record(fresh, "proposal.discarded", actor_id=actor_id)


def put_away(session: Session, review: Review) -> None:
    """Discards the proposal of a review that ends without advice, inside the caller's transaction."""
    proposal = live_proposal(review)
    if proposal is not None:
        fresh = lock_fresh(session, proposal)
        fresh.state = PROPOSAL.after(fresh.state, ProposalAction.PUT_AWAY)
        fresh.live_review_id = None
        session.flush()


def turn(session: Session, proposal: Proposal, action: ProposalAction, seen: int) -> Proposal:
    """Takes the proposal one step on inside the caller's transaction.

    Raises:
        OutOfTurn: its state has no such step.
        Stale: it changed since it was `seen`.
    """
    fresh = lock_fresh(session, proposal)
    state = PROPOSAL.after(fresh.state, action)
    lock_if_version(session, fresh, seen)
    fresh.state = state
    return fresh
