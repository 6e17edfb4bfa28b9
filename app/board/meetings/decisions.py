"""What a meeting decided on reviews: read from the proposals that were put to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person
from app.board.deliberation.lifecycle import ProposalState
from app.board.deliberation.models import Proposal, ProposalVote
from app.board.meetings.models import Meeting
from app.board.words import OUTCOMES
from app.database import db


@dataclass(frozen=True, slots=True)
class MeetingDissent:
    """The words of a member who disagreed; the name stays inside."""

    words: str
    person: Person


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on one review. The counts are None where the board agreed without a vote."""

    proposal: Proposal
    conditions: tuple[tuple[str, date], ...]
    votes_for: int | None
    votes_against: int | None
    abstained: int | None
    dissents: tuple[MeetingDissent, ...]

    @property
    def agreed(self) -> bool:
        """Whether it was agreed, signed or not."""
        return self.proposal.state in (ProposalState.AGREED, ProposalState.SIGNED)

    @property
    def signed(self) -> bool:
        return self.proposal.state == ProposalState.SIGNED

    def label(self, language: str) -> str:
        """The outcome in the organisation's own words."""
        own = (self.proposal.label_cy if language == "cy" else "") or self.proposal.label
        return own or str(OUTCOMES[self.proposal.outcome])


def decided_at(meeting: Meeting) -> dict[int, Decided]:
    """The newest proposal that the meeting dealt with on each review, discarded ones left out."""
    return decided_for([item.review_id for item in meeting.items if item.review_id], meeting.id)


def decided_for(review_ids: Collection[int], meeting_id: int) -> dict[int, Decided]:
    """The same for some reviews: three statements."""
    rows = db.session.scalars(
        select(Proposal)
        .where(
            Proposal.review_id.in_(review_ids),
            Proposal.meeting_id == meeting_id,
            Proposal.state != ProposalState.DISCARDED,
        )
        .options(
            selectinload(Proposal.votes).joinedload(ProposalVote.person),
            selectinload(Proposal.conditions),
            joinedload(Proposal.advice),
        )
        .order_by(Proposal.number)
    )
    return {proposal.review_id: _decided(proposal) for proposal in rows}


def _decided(proposal: Proposal) -> Decided:
    votes = [vote for vote in proposal.votes_now if vote.counted is not False]
    by_vote = proposal.rule == "vote"
    counts = {
        name: sum(vote.choice == name for vote in votes) if by_vote else None
        for name in ("for", "against", "abstain")
    }
    return Decided(
        proposal=proposal,
        conditions=tuple((each.text, each.due_on) for each in proposal.conditions),
        votes_for=counts["for"],
        votes_against=counts["against"],
        abstained=counts["abstain"],
        dissents=tuple(MeetingDissent(vote.words, vote.person) for vote in votes if vote.words.strip()),
    )
