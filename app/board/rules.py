"""Who may do what with a review; nobody acts on a submission of their own."""

from __future__ import annotations

from flask_babel import gettext as _

from app.board.lifecycle import State
from app.board.models import Review
from app.web.access import roles
from app.web.roles import BOARD, Actor, Role


def _not_own(actor: Actor, review: Review, **_others: object) -> str | None:
    use = review.submission.assessment.use
    own = use.owner_id == actor.person_id or any(person.id == actor.person_id for person in use.team)
    return _("This is your own use, so somebody else on the board must deal with it.") if own else None


def _open(actor: Actor, review: Review, **_others: object) -> str | None:
    if review.state == State.OPEN:
        return None
    return _("The board has finished with this submission. Nothing was changed.")


def _advised(actor: Actor, review: Review, **_others: object) -> str | None:
    if review.advice is not None:
        return None
    return _("The board has not advised yet.")


def _owner(actor: Actor, review: Review, **_others: object) -> str | None:
    if review.submission.assessment.use.owner_id == actor.person_id:
        return None
    return _("Only the accountable owner of this use can respond to the advice.")


def _unanswered(actor: Actor, review: Review, **_others: object) -> str | None:
    if review.state == State.ADVISED:
        return None
    return _("There is no advice waiting for a response here. Nothing was changed.")


QUEUE = roles(*BOARD)
READ = roles(*BOARD).where("not of their own use", _not_own)
COMMENT = READ.where("while the review is open", _open)
DECIDE = (
    roles(Role.BOARD_CHAIR).where("not of their own use", _not_own).where("while the review is open", _open)
)
RULE = (
    roles(Role.BOARD_CHAIR, Role.BOARD_SECRETARY)
    .where("not of their own use", _not_own)
    .where("after advice", _advised)
)
OWNER = roles(Role.ACCOUNTABLE_OWNER)
RESPOND = OWNER.where("of this use", _owner).where("while advice waits", _unanswered)
OWNER_READ = OWNER.where("of this use", _owner).where("after advice", _advised)
