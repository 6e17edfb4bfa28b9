"""Who may do what with a review; nobody acts on a use of their own, nor where they have an interest."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.lifecycle import ASSESSMENT, AssessmentAction
from app.board.interests.access_block import why_shut
from app.board.interests.models import Interest
from app.board.interests.queries import chairs_taking_part, door, last_declared, own_of, standing
from app.board.interests.standing import NEVER_ALLOWED, InterestKind, ReviewStanding
from app.board.lifecycle import REVIEW, ReviewAction, ReviewState
from app.board.models import Review
from app.lifecycle import by_table
from app.web.access import roles
from app.web.roles import BOARD, Actor, Role


def _not_own(actor: Actor, review: Review, **_others: object) -> str | None:
    if actor.person_id in own_of(review):
        return _("This is your own use, so somebody else on the board must deal with it.")
    return None


def _taking_part(actor: Actor, review: Review, **_others: object) -> str | None:
    return why_shut(door(review.submission.assessment_id, actor.person_id))


def _presiding(actor: Actor, review: Review, **_others: object) -> str | None:
    chairs = chairs_taking_part(review)
    if actor.person_id in chairs or not chairs:
        return None
    return _("Only the chair can do this. Another member can when no chair takes part in the review.")


def _open(actor: Actor, review: Review, **_others: object) -> str | None:
    if review.state == ReviewState.OPEN:
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
    if review.state == ReviewState.ADVISED:
        return None
    return _("There is no advice waiting for a response here. Nothing was changed.")


def _another(actor: Actor, review: Review, interest: Interest, **_others: object) -> str | None:
    if interest.person_id != actor.person_id:
        return None
    return _("This is your own interest. Another member must decide whether you take part.")


def _may_be_allowed(actor: Actor, review: Review, interest: Interest, **_others: object) -> str | None:
    if interest.kind in NEVER_ALLOWED:
        return _(
            "Nobody on the board can allow this: it is a financial interest. Only the organisation itself"
            " can give leave (Localism Act 2011, section 33). Nothing was changed."
        )
    if interest.allowance is not None:
        return _("This member was let in already. Nothing was changed.")
    if interest.review_id != review.id or standing(review, interest.person_id) is not ReviewStanding.RECUSED:
        return _replaced()
    return None if _counts(review, interest) else _replaced()


def _may_be_lifted(actor: Actor, review: Review, interest: Interest, **_others: object) -> str | None:
    if interest.kind in NEVER_ALLOWED:
        return _(
            "Nobody can lift this: it is a financial interest, and the law keeps the member out (Localism Act"
            " 2011, section 31). Nothing was changed."
        )
    if interest.lift is not None:
        return _("This interest was lifted already. Nothing was changed.")
    return None if _counts(review, interest) else _replaced()


def _replaced() -> str:
    return _("The member has declared something else since. Nothing was changed.")


def _counts(review: Review, interest: Interest) -> bool:
    """Whether it is an interest on this use, and the declaration of the member that counts."""
    assessment_id = review.submission.assessment_id
    last = last_declared([assessment_id])[assessment_id].get(interest.person_id)
    return last is not None and last.interest_id == interest.id and interest.kind != InterestKind.NONE


QUEUE = roles(*BOARD)
# Everybody of the board who is not of the use's own team may and must say whether they have an interest.
DECLARE = roles(*BOARD).where("not of their own use", _not_own)
READ = DECLARE.where("who has declared and takes part", _taking_part)
COMMENT = READ.where("while the review is open", _open)
TRIAGE = (
    roles(Role.BOARD_SECRETARY, Role.BOARD_CHAIR)
    .where("not of their own use", _not_own)
    .where("who has declared and takes part", _taking_part)
    .where("while the review is open", _open)
)
PRESIDE = (
    roles(Role.BOARD_CHAIR, Role.BOARD_MEMBER)
    .where("not of their own use", _not_own)
    .where("who has declared and takes part", _taking_part)
    .where("the chair, or a member where no chair takes part", _presiding)
)
DECIDE = PRESIDE.where("while the review is open", _open)
RETURN = by_table(by_table(DECIDE, REVIEW, ReviewAction.RETURN), ASSESSMENT, AssessmentAction.RETURN)
LET_TAKE_PART = PRESIDE.where("not about themselves", _another).where(
    "an interest that still keeps a member out", _may_be_allowed
)
LIFT_INTEREST = PRESIDE.where("not about themselves", _another).where(
    "an interest that counts and is not financial", _may_be_lifted
)
RULE = (
    roles(Role.BOARD_CHAIR, Role.BOARD_SECRETARY)
    .where("not of their own use", _not_own)
    .where("who has declared and takes part", _taking_part)
    .where("after advice", _advised)
)
OWNER = roles(Role.ACCOUNTABLE_OWNER)
RESPOND = OWNER.where("of this use", _owner).where("while advice waits", _unanswered)
OWNER_READ = OWNER.where("of this use", _owner).where("after advice", _advised)
