"""Who hands in evidence for a condition, who rules on it, who moves its date; nobody rules on their own."""

from __future__ import annotations

from flask_babel import gettext as _

from app.board import rules
from app.board.conditions.lifecycle import (
    CONDITION,
    RULINGS,
    TAKES_EVIDENCE,
    ConditionAction,
    ConditionState,
    state_of,
)
from app.board.conditions.queries import gave_evidence
from app.board.models import Condition
from app.lifecycle import by_table
from app.web.access import SIGNED_IN, allowed, roles
from app.web.roles import Actor, Role


def is_party(condition: Condition, actor: Actor) -> bool:
    """Whether the actor sees to the condition, works on its use, or is its accountable owner."""
    use = condition.advice.review.submission.assessment.use
    own = condition.owner_id, use.owner_id
    return actor.person_id in own or any(person.id == actor.person_id for person in use.team)


def _party(actor: Actor, condition: Condition, **_others: object) -> str | None:
    if is_party(condition, actor):
        return None
    return _("Only the person who sees to this condition, the team and the owner can hand in evidence.")


def _owed(actor: Actor, condition: Condition, **_others: object) -> str | None:
    state = state_of(condition)
    if state in TAKES_EVIDENCE:
        return None
    if state is ConditionState.DEPARTED:
        return _("The organisation departs from this condition, so nobody owes it. Nothing was changed.")
    return _("The board has ruled that this condition is settled. Nothing was changed.")


def _reader(actor: Actor, condition: Condition, **_others: object) -> str | None:
    if is_party(condition, actor) or actor.has(Role.ADMINISTRATOR):
        return None
    if allowed(rules.READ, actor, review=condition.advice.review):
        return None
    return _("Only the team, the owner and members of the board who take part can read this condition.")


def _not_own(actor: Actor, condition: Condition, **_others: object) -> str | None:
    if is_party(condition, actor):
        return _("This is your own condition, so somebody else on the board must deal with it.")
    if gave_evidence(condition.id, actor.person_id):
        return _("You handed in evidence for this condition, so somebody else on the board must rule on it.")
    return None


def _not_departed(actor: Actor, condition: Condition, **_others: object) -> str | None:
    if state_of(condition) is not ConditionState.DEPARTED:
        return None
    return _("The organisation departs from this condition, so there is nothing to rule on.")


READ = SIGNED_IN.where("who sees to it, the team, the owner, the board or administrators", _reader)
EVIDENCE = by_table(
    SIGNED_IN.where("who sees to it, the team or the owner", _party).where("while it is owed", _owed),
    CONDITION,
    ConditionAction.GIVE_EVIDENCE,
)
MINE = roles(Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER)
_RULE = rules.RULE.where("not on a condition or evidence of their own", _not_own).where(
    "unless it is departed from", _not_departed
)
RULE = by_table(_RULE, CONDITION, *RULINGS, ConditionAction.OPEN_AGAIN)
MOVE = _RULE.where("while it is owed", _owed)
