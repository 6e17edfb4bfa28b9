"""Who may do what with a proposal; the checks of a review hold here too, recusal among them."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _

from app.board import rules
from app.board.deliberation.hooks import awaits_advice
from app.board.deliberation.queries import live_proposal
from app.board.models import Review
from app.web.access import Rule, allowed, roles
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


def _among(rule: Rule, *allowed_roles: Role) -> Rule:
    """The checks of a rule for other roles."""
    narrow = roles(*allowed_roles)
    where = rule.name.partition(", ")[2]
    return replace(narrow, name=f"{narrow.name}, {where}", checks=rule.checks)


_WAITING = "while the review waits for advice"
READ = rules.READ
DRAFT = (
    _among(READ, Role.BOARD_CHAIR, Role.BOARD_SECRETARY, Role.BOARD_MEMBER)
    .where("the chair, the secretary, or a member where no chair takes part", _leads)
    .where(_WAITING, _awaits)
)
VOTE = _among(READ, Role.BOARD_MEMBER, Role.BOARD_CHAIR).where(_WAITING, _awaits)
CHAIR = rules.PRESIDE.where(_WAITING, _awaits)
SIGN = CHAIR.where("who is the chair or named to preside", _signs)
