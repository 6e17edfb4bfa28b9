"""Who may ask for a second look, and who may answer: members who neither signed nor led the review."""

from __future__ import annotations

from flask_babel import gettext as _

from app.board import rules
from app.board.appeals.lifecycle import APPEAL, AppealAction, AppealState
from app.board.appeals.models import Appeal
from app.board.appeals.queries import appeal_of, newest_review, who_may_answer
from app.board.lifecycle import REVIEW, ReviewAction, ReviewState
from app.board.models import Review
from app.lifecycle import by_table
from app.uses.access import on_team
from app.uses.models import UseCase
from app.uses.rules import TEAM
from app.web.roles import Actor


def why_not_ask(review: Review | None, appeal: Appeal | None) -> str | None:
    """The sentence that says why the team cannot ask for a second look now, None when it can."""
    if review is None or review.advice is None:
        return _("The board has not advised yet, so there is nothing to look at again.")
    if appeal is not None:
        return _("The team has asked for a second look already. It can ask once. Nothing was changed.")
    if review.state == ReviewState.RESPONDED:
        return _("The owner has responded to the advice, so it is too late. Nothing was changed.")
    return None if review.state == ReviewState.ADVISED else _("The board is still at work on this.")


def may_ask(actor: Actor, review: Review, appeal: Appeal | None) -> bool:
    """Whether to show the way to ask for a second look."""
    return on_team(review.submission.assessment.use, actor) and why_not_ask(review, appeal) is None


def _may_ask(actor: Actor, use: UseCase, **_others: object) -> str | None:
    review = newest_review(use)
    return why_not_ask(review, appeal_of(review.id) if review else None)


def _asked(actor: Actor, use: UseCase, **_others: object) -> str | None:
    review = newest_review(use)
    appeal = appeal_of(review.id) if review else None
    if appeal is not None and appeal.state == AppealState.ASKED:
        return None
    return _("There is no second look that could be taken back now. Nothing was changed.")


def _appealed(actor: Actor, review: Review, **_others: object) -> str | None:
    return None if appeal_of(review.id) else _("The team has not asked for a second look here.")


def _is_open(actor: Actor, review: Review, **_others: object) -> str | None:
    if review.state == ReviewState.APPEALED:
        return None
    return _("No second look is open here. Nothing was changed.")


def _answers(actor: Actor, review: Review, **_others: object) -> str | None:
    found = who_may_answer(review)
    if actor.person_id in found.ids:
        return None
    if actor.person_id in found.signed:
        return _("You signed this advice, so other members must take the second look. Nothing was changed.")
    if actor.person_id in found.led:
        return _("You led this review, so other members must take the second look. Nothing was changed.")
    return _("You are not one of the members who take this second look. Nothing was changed.")


def _written(actor: Actor, review: Review, **_others: object) -> str | None:
    appeal = appeal_of(review.id)
    if appeal is not None and appeal.state == AppealState.ANSWER_WRITTEN:
        return None
    return _("There is no answer that waits for another member. Nothing was changed.")


def _waits(actor: Actor, review: Review, **_others: object) -> str | None:
    appeal = appeal_of(review.id)
    if appeal is not None and appeal.state == AppealState.ASKED:
        return None
    return _("Another member has written an answer already. Read it first. Nothing was changed.")


def _not_the_writer(actor: Actor, review: Review, **_others: object) -> str | None:
    appeal = appeal_of(review.id)
    if appeal is None or appeal.answered_by_id != actor.person_id:
        return None
    return _("You wrote this answer, so another member must agree to it. Nothing was changed.")


ASK = by_table(
    TEAM.where("once, after advice and before the response", _may_ask), REVIEW, ReviewAction.APPEAL
)
TAKE_BACK = by_table(
    by_table(TEAM.where("while nobody has answered", _asked), APPEAL, AppealAction.TAKE_BACK),
    REVIEW,
    ReviewAction.TAKE_APPEAL_BACK,
)
READ = rules.READ.where("after an appeal", _appealed)
ANSWER = READ.where("while it is open", _is_open).where("who neither signed nor led", _answers)
WRITE = by_table(ANSWER.where("while no answer is written", _waits), APPEAL, AppealAction.WRITE_ANSWER)
_WRITTEN = ANSWER.where("while an answer is written", _written)
OBJECT = by_table(_WRITTEN, APPEAL, AppealAction.OBJECT)
AGREE = by_table(
    by_table(
        _WRITTEN.where("not to their own answer", _not_the_writer),
        APPEAL,
        AppealAction.AGREE_THAT_IT_STANDS,
        AppealAction.AGREE_TO_CHANGE,
    ),
    REVIEW,
    ReviewAction.ANSWER_APPEAL,
)
NAME = rules.PRESIDE.where("while it is open", _is_open)
