"""The queue tells on whose votes, and on whose signature, a review waits."""

from __future__ import annotations

import pytest
from flask import Flask

from app.board.deliberation.models import Proposal
from app.board.deliberation.queue_blockers import votes_and_signatures
from app.board.triage.queue_hooks import Blocked
from app.database import db
from app.web.roles import Role
from tests.support.board import declare_interest
from tests.support.people import Council
from tests.support.proposals import proposal_names
from tests.support.uses import the_review

pytestmark = pytest.mark.usefixtures("context")


def _blocks(council: Council) -> dict[int, Blocked]:
    rows = db.session.query(Proposal).filter(Proposal.live_review_id.is_not(None))
    return votes_and_signatures(council.organisation_id, {row.review_id for row in rows})


def test_votes_and_signatures_hold_reviews_up(context: Flask, council: Council) -> None:
    names = proposal_names(council)
    found = _blocks(council)
    deciding = found[int(names["deciding_proposal"])]
    assert deciding.code == "votes"
    assert deciding.count == len(deciding.names) > 0
    assert found[int(names["agreed_proposal"])] == Blocked("signature")
    assert int(names["drafted_proposal"]) not in found


def test_nobody_with_an_interest_is_waited_for(context: Flask, council: Council) -> None:
    names = proposal_names(council)
    review_id = int(names["deciding_proposal"])
    before = _blocks(council)[review_id]
    proposal = db.session.query(Proposal).filter_by(review_id=review_id).one()
    member = council.people[Role.BOARD_MEMBER]
    use = proposal.review.submission.assessment.use
    assert the_review(use).id == review_id
    declare_interest(use, member)
    after = _blocks(council)[review_id]
    name = "Board Member of Northmere"
    assert name not in after.names
    assert after.count == before.count - (name in before.names)
