"""The chair's signature, which makes advice of a proposal."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.assessments.lifecycle import AssessmentAction
from app.assessments.submissions.actions import move
from app.board.deliberation.actions.drafting import turn
from app.board.deliberation.actions.voting import NotAtTheTable
from app.board.deliberation.counting import VoteChoice
from app.board.deliberation.hooks import advice_signed
from app.board.deliberation.lifecycle import PROPOSAL, ProposalAction
from app.board.deliberation.models import Proposal
from app.board.deliberation.queries import table
from app.board.lifecycle import REVIEW, ReviewAction
from app.board.models import Advice, Condition, Review
from app.board.notifications import tell_advised
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.web.versions import lock_fresh, lock_if_version


def name_presiding(*, proposal: Proposal, person_id: int, seen: int, actor_id: int) -> None:
    """Names the member who signs, and has the casting vote, because no chair takes part.

    Raises:
        OutOfTurn: it is signed or discarded.
        Stale: somebody changed it since.
        NotAtTheTable: the member takes no part, or names themselves.
    """
    with transaction() as session:
        fresh = lock_fresh(session, proposal)
        if fresh.state in PROPOSAL.final:
            raise OutOfTurn(fresh.state, "name_presiding")
        lock_if_version(session, fresh, seen)
        if person_id not in table(fresh.review).ids or person_id == actor_id:
            raise NotAtTheTable
        fresh.presiding_id = person_id
        session.flush()
        audit.record(fresh, "proposal.presiding_named", actor_id=actor_id, person=person_id)


def sign(*, proposal: Proposal, seen: int, actor_id: int) -> Advice:
    """Makes advice of an agreed proposal and hands it to the accountable owner; a second look ends so too.

    Raises:
        OutOfTurn: it is not agreed, or the board has finished with the review.
        Stale: somebody changed it since it was `seen`.
    """
    with transaction() as session:
        review = lock_fresh(session, proposal.review)
        state = REVIEW.after(review.state, ReviewAction.ADVISE)
        is_first = review.advice is None
        advice = _make_advice(session, proposal, seen, actor_id)
        review.state = state
        if is_first:
            move(session, review.submission.assessment, AssessmentAction.ADVISE)
        _let_know(session, advice, actor_id)
    return advice


def _make_advice(session: Session, proposal: Proposal, seen: int, actor_id: int) -> Advice:
    """Signs the proposal and writes the advice and its conditions; the caller moves the review on.

    Raises:
        OutOfTurn: it is not agreed.
        Stale: somebody changed it since it was `seen`.
    """
    fresh = turn(session, proposal, ProposalAction.SIGN, seen)
    fresh.live_review_id = None
    advice = Advice(
        review=fresh.review,
        number=_next_number(session, fresh.review),
        outcome=fresh.outcome,
        outcome_code=fresh.outcome_code,
        label=fresh.label,
        label_cy=fresh.label_cy,
        reasons=fresh.reasons,
        for_phase=fresh.for_phase,
        decision=fresh.decision,
        dissents=dissents_of(fresh),
        proposal_id=fresh.id,
        issued_by_id=actor_id,
        issued_at=utcnow(),
        conditions=[
            Condition(text=each.text, due_on=each.due_on, owner_post=each.owner_post)
            for each in fresh.conditions
        ],
    )
    session.add(advice)
    session.flush()
    return advice


def dissents_of(proposal: Proposal) -> list[dict[str, object]]:
    """The words of those who voted against it and want them kept; only votes that counted."""
    return [
        {"person_id": vote.person_id, "words": vote.words}
        for vote in proposal.votes_now
        if vote.counted and vote.choice == VoteChoice.AGAINST and vote.words
    ]


def _let_know(session: Session, advice: Advice, actor_id: int) -> None:
    """Writes the audit event of new advice and lets everybody know who listens."""
    audit.record(
        session.get_one(Proposal, advice.proposal_id),
        "review.advised",
        actor_id=actor_id,
        outcome=advice.outcome,
        advice=advice.id,
    )
    for listener in advice_signed:
        listener(session, advice, actor_id)
    tell_advised(session, advice, actor_id)


def _next_number(session: Session, review: Review) -> int:
    last = session.scalar(select(func.max(Advice.number)).where(Advice.review_id == review.id))
    return (last or 0) + 1
