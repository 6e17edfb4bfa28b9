"""Reads of proposals and of who sits at the table: always one review's, a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.accounts.models import Person
from app.board.deliberation.models import Proposal, ProposalVote
from app.board.interests.queries import VOTING, own_of, people_of, standings
from app.board.interests.standing import ReviewStanding
from app.board.models import Review
from app.database import db


@dataclass(frozen=True, slots=True)
class DecidingTable:
    """Who decides on a review. `undeclared` may still join, `recused` is how many take no part."""

    may_vote: tuple[Person, ...]
    undeclared: tuple[Person, ...]
    recused: int

    @property
    def ids(self) -> frozenset[int]:
        """Ids of the people whose votes count."""
        return frozenset(person.id for person in self.may_vote)


def table(review: Review) -> DecidingTable:
    """The board's voting members by where they stand towards a review: two statements.

    Whoever takes part counts once they have declared, since nobody decides on papers that are shut to them.
    """
    known, own = standings(review), own_of(review)
    may_vote, undeclared, recused = [], [], 0
    for person in people_of(review.organisation_id, *VOTING):
        stands = known.get(person.id, ReviewStanding.UNDECLARED)
        if person.id in own or stands is ReviewStanding.RECUSED:
            recused += 1
        elif stands is ReviewStanding.UNDECLARED:
            undeclared.append(person)
        else:
            may_vote.append(person)
    return DecidingTable(tuple(may_vote), tuple(undeclared), recused)


def proposals_of(review: Review) -> list[Proposal]:
    """Every proposal for the review with its votes, the newest first: three statements."""
    return list(
        db.session.scalars(
            select(Proposal)
            .where(Proposal.review_id == review.id)
            .options(
                joinedload(Proposal.drafted_by),
                joinedload(Proposal.presiding),
                selectinload(Proposal.conditions),
                selectinload(Proposal.votes).joinedload(ProposalVote.person),
            )
            .order_by(Proposal.number.desc())
        )
    )


def proposal_of(review: Review, number: int) -> Proposal | None:
    """One proposal of the review by its number."""
    return next((each for each in proposals_of(review) if each.number == number), None)


def live_proposal(review: Review) -> Proposal | None:
    """The proposal that the board is working on, if any: one statement."""
    return db.session.scalars(select(Proposal).where(Proposal.live_review_id == review.id)).one_or_none()


def next_number(session: Session, review: Review) -> int:
    """The number of the review's next proposal."""
    last = session.scalar(select(func.max(Proposal.number)).where(Proposal.review_id == review.id))
    return (last or 0) + 1


def votes_of_round(session: Session, proposal: Proposal) -> list[ProposalVote]:
    """The votes of the present round, read afresh."""
    return list(
        session.scalars(
            select(ProposalVote)
            .where(ProposalVote.proposal_id == proposal.id, ProposalVote.round == proposal.round)
            .order_by(ProposalVote.id)
            .execution_options(populate_existing=True)
        )
    )
