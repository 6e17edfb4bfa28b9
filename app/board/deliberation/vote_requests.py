"""Asks members for their votes, and reminds them before a proposal by correspondence closes."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.board.deliberation.lifecycle import ProposalState
from app.board.deliberation.models import Proposal
from app.board.deliberation.queries import table, votes_of_round
from app.messages import MessageKind, tell
from app.vocabulary.advice import DecisionMethod

REMIND = timedelta(days=2)


def ask_for_votes(session: Session, proposal: Proposal, actor_id: int | None, again: str = "") -> int:
    """Asks each member at the table who has not voted in this round; gives how many."""
    review = proposal.review
    said = {vote.person_id for vote in votes_of_round(session, proposal)}
    return tell(
        session,
        kind=MessageKind.VOTE_ASKED,
        organisation_id=review.organisation_id,
        to=table(review).ids - said,
        about=review.submission.assessment.use.name,
        endpoint="board.proposal",
        arguments={"review_id": review.id, "number": proposal.number},
        words={"due": proposal.closes_on} if proposal.closes_on else {},
        key=f"vote-{proposal.id}-{proposal.round}{again}",
        actor_id=actor_id,
    )


def votes_due(session: Session, today: date) -> int:
    """Reminds those who have not voted two days before a proposal by correspondence closes."""
    waiting = session.scalars(
        select(Proposal)
        .where(
            Proposal.state == ProposalState.DECIDING,
            Proposal.method == DecisionMethod.CORRESPONDENCE,
            Proposal.closes_on == today + REMIND,
        )
        .order_by(Proposal.id)
    )
    return sum(ask_for_votes(session, proposal, None, again="-reminder") for proposal in waiting)
