"""Who may do what with a proposal; the checks of a review hold here too, recusal among them."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.lifecycle import ASSESSMENT, AssessmentAction
from app.board import rules
from app.board.deliberation.hooks import awaits_advice
from app.board.deliberation.lifecycle import PROPOSAL, VOTERS, ProposalAction
from app.board.deliberation.queries import live_proposal
from app.board.lifecycle import REVIEW, ReviewAction
from app.board.models import Review
from app.lifecycle import Who, by_table
from app.web.access import allowed
from app.web.roles import Actor, Role


def _awaits(actor: Actor, review: Review, **_others: object) -> str | None:
    if awaits_advice(review):
        return None
    return _("The board has finished with this submission. Nothing was changed.")


def _leads(actor: Actor, review: Review, **_others: object) -> str | None:
    if actor.has(Role.BOARD_SECRETARY) or allowed(rules.PRESIDE, actor, review=review):
        return None
    return _("Only the chair or the secretary can do this.")


def _signs(actor: Actor, review: Review, **_others: object) -> str | None:
    if actor.has(Role.BOARD_CHAIR):
        return None
    proposal = live_proposal(review)
    if proposal is None or proposal.presiding_id == actor.person_id:
        return None
    return _("No chair takes part in this review. The secretary names the member who signs instead.")


_WAITING = "while the review waits for advice"
READ = rules.READ
DRAFT = READ.where("the chair, the secretary, or a member where no chair takes part", _leads).where(
    _WAITING, _awaits
)
PROPOSE = by_table(DRAFT, PROPOSAL, ProposalAction.OPEN, ProposalAction.AGREE)
OPEN = by_table(DRAFT, PROPOSAL, ProposalAction.OPEN)
CLOSE = by_table(DRAFT, PROPOSAL, ProposalAction.AGREE, ProposalAction.FALL)
TAKE_BACK = by_table(DRAFT, PROPOSAL, ProposalAction.TAKE_BACK)
DISCARD = by_table(DRAFT, PROPOSAL, ProposalAction.DISCARD)
VOTE = by_table(READ.where(_WAITING, _awaits), PROPOSAL, ProposalAction.VOTE, only=VOTERS)
TAKE_DOWN = by_table(DRAFT, PROPOSAL, ProposalAction.VOTE, only=[Who.LEADING])
CHAIR = rules.PRESIDE.where(_WAITING, _awaits)
TO_A_VOTE = by_table(CHAIR, PROPOSAL, ProposalAction.GO_TO_A_VOTE)
SIGN = by_table(
    by_table(
        by_table(CHAIR.where("who is the chair or named to preside", _signs), PROPOSAL, ProposalAction.SIGN),
        REVIEW,
        ReviewAction.ADVISE,
    ),
    ASSESSMENT,
    AssessmentAction.ADVISE,
)
