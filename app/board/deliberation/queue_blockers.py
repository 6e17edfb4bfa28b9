"""Tells the queue on whose votes, or on whose signature, a review waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.board.deliberation.lifecycle import ProposalState
from app.board.deliberation.models import Proposal, ProposalVote
from app.board.interests.queries import VOTING, last_declared, own_of_each, people_of
from app.board.interests.standing import ReviewStanding, standing_of
from app.board.models import Review
from app.board.triage.queries import reviews_by_id
from app.board.triage.queue_hooks import Blocked, blocks
from app.database import db


@blocks.add
def votes_and_signatures(organisation_id: int, review_ids: Collection[int]) -> dict[int, Blocked]:
    """For reviews with a proposal out to vote the members who have not voted; for agreed ones the chair."""
    rows = db.session.execute(
        select(Proposal.id, Proposal.live_review_id, Proposal.state, Proposal.round)
        .join(Review, Review.id == Proposal.live_review_id)
        .where(
            Review.organisation_id == organisation_id,
            Proposal.state.in_((ProposalState.DECIDING, ProposalState.AGREED)),
        )
        .order_by(Proposal.id)
    ).all()
    live = [row for row in rows if row.live_review_id in review_ids]
    found = {row.live_review_id: Blocked("signature") for row in live if row.state == ProposalState.AGREED}
    deciding = {row.live_review_id: row.id for row in live if row.state == ProposalState.DECIDING}
    if deciding:
        reviews = reviews_by_id(organisation_id, set(deciding))
        found |= _votes(organisation_id, reviews, deciding)
    return found


def _votes(organisation_id: int, reviews: Sequence[Review], proposals: dict[int, int]) -> dict[int, Blocked]:
    """Who takes part in each review and has not voted in the round of votes that runs."""
    voters = people_of(organisation_id, *VOTING)
    declared = last_declared([review.submission.assessment_id for review in reviews])
    own_of = own_of_each(reviews)
    voted: dict[int, set[int]] = defaultdict(set)
    votes = select(ProposalVote.proposal_id, ProposalVote.person_id).join(
        Proposal, (Proposal.id == ProposalVote.proposal_id) & (Proposal.round == ProposalVote.round)
    )
    for proposal_id, person_id in db.session.execute(
        votes.where(Proposal.id.in_(proposals.values())).order_by(ProposalVote.id)
    ):
        voted[proposal_id].add(person_id)
    found = {}
    for review in reviews:
        said, own = declared.get(review.submission.assessment_id, {}), own_of[review.id]
        missing = tuple(
            person.name
            for person in voters
            if person.id not in own
            and person.id not in voted[proposals[review.id]]
            and standing_of(review.id, said.get(person.id)) is not ReviewStanding.RECUSED
        )
        found[review.id] = Blocked("votes", missing, len(missing))
    return found
