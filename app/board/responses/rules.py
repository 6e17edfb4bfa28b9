"""Who may answer an advice: the accountable owner of the use, while no second look is open."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.lifecycle import ASSESSMENT, AssessmentAction
from app.board.conditions.lifecycle import CONDITION, ConditionAction
from app.board.lifecycle import REVIEW, ReviewAction, ReviewState
from app.board.models import Review
from app.lifecycle import by_table
from app.web.access import roles
from app.web.roles import Actor, Role


def _owner(actor: Actor, review: Review, **_others: object) -> str | None:
    if review.submission.assessment.use.owner_id == actor.person_id:
        return None
    return _("Only the accountable owner of this use can respond to the advice.")


def _advised(actor: Actor, review: Review, **_others: object) -> str | None:
    return None if review.advice is not None else _("The board has not advised yet.")


def _waits(actor: Actor, review: Review, **_others: object) -> str | None:
    if review.state == ReviewState.ADVISED:
        return None
    if review.state == ReviewState.APPEALED:
        return _(
            "The team has asked the board for a second look. You can respond when other members of the"
            " board have answered. Nothing was changed."
        )
    return _("There is no advice waiting for a response here. Nothing was changed.")


OWNER = roles(Role.ACCOUNTABLE_OWNER)
READ = OWNER.where("of this use", _owner).where("after advice", _advised)
_RESPOND = OWNER.where("of this use", _owner).where("while advice waits and no second look is open", _waits)
RESPOND = by_table(
    by_table(by_table(_RESPOND, REVIEW, ReviewAction.RESPOND), ASSESSMENT, AssessmentAction.RESPOND),
    CONDITION,
    ConditionAction.DEPART,
)
