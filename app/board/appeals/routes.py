"""Pages of a second look: the team asks, other members answer, the chair names who stands in."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.appeals import actions
from app.board.appeals.forms import (
    AgreeForm,
    AnswerForm,
    GroundsForm,
    ObjectForm,
    SubstituteForm,
    substitute_form,
)
from app.board.appeals.models import Appeal
from app.board.appeals.queries import appeal_of, may_stand_in, newest_review, who_may_answer
from app.board.appeals.rules import AGREE, ASK, NAME, OBJECT, READ, TAKE_BACK, WRITE, why_not_ask
from app.board.blueprint import bp
from app.board.models import Review
from app.lifecycle import OutOfTurn
from app.uses.models import UseCase
from app.uses.rules import TEAM
from app.vocabulary.advice import AppealOutcome
from app.web.access import access, allowed
from app.web.refusals import Refusal, refusals
from app.web.roles import actor
from app.web.versions import Stale

Page = str | Response | tuple[str, int]


def _newest(use: UseCase) -> Review:
    review = newest_review(use)
    if review is None or review.advice is None:
        abort(404)
    return review


@bp.get("/uses/<int:use_id>/board/appeal")
@bp.post("/uses/<int:use_id>/board/appeal")
@access(get=TEAM, post=ASK)
def appeal(use: UseCase) -> Page:
    review, to = _newest(use), url_for("board.said", use_id=use.id)
    form = GroundsForm()
    if not form.validate_on_submit():
        return _ask_page(use, review, form), 400 if form.is_submitted() else 200
    late = Refusal("out_of_turn", _("A second look cannot be asked for any more. Nothing was changed."))
    with refusals("appeal.ask", review, to, {OutOfTurn: late}):
        actions.ask(review=review, grounds=form.grounds.data, actor_id=actor().person_id)
    flash(_("The board has your wish for a second look. Members who did not sign the advice answer it."))
    return redirect(to)


def _ask_page(use: UseCase, review: Review, form: GroundsForm) -> str:
    found = appeal_of(review.id)
    return render_template(
        "board/appeals/ask.html",
        use=use,
        review=review,
        form=form,
        appeal=found,
        why_not=why_not_ask(review, found),
        may_take_back=allowed(TAKE_BACK, actor(), use=use),
        answerers=who_may_answer(review),
    )


@bp.post("/uses/<int:use_id>/board/appeal/take-back")
@access(post=TAKE_BACK)
def take_back_appeal(use: UseCase) -> Response:
    review, to = _newest(use), url_for("board.said", use_id=use.id)
    late = Refusal("out_of_turn", _("The board has answered already. Nothing was changed."))
    with refusals("appeal.take_back", review, to, {OutOfTurn: late}):
        actions.take_back(review=review, actor_id=actor().person_id)
    flash(_("The wish for a second look is taken back. The owner can respond to the advice now."))
    return redirect(to)


@bp.get("/board/reviews/<int:review_id>/appeal")
@bp.post("/board/reviews/<int:review_id>/appeal")
@access(get=READ, post=WRITE)
def answer_appeal(review: Review) -> Page:
    found = _appeal(review)
    form = AnswerForm()
    if not form.is_submitted():
        form.version.data = str(found.version)
    if not form.validate_on_submit():
        return _page(review, form), 400 if form.is_submitted() else 200
    sentence = _("Another member has written an answer already. Nothing was changed.")
    reasons = {
        OutOfTurn: Refusal("out_of_turn", sentence),
        Stale: Refusal("stale", reply=lambda: _stale_answer(review, form)),
    }
    with refusals("appeal.write_answer", review, _address(review), reasons):
        actions.write_answer(
            review=review,
            outcome=AppealOutcome(form.outcome.data),
            reasons=form.reasons.data,
            seen=form.seen_version(),
            actor_id=actor().person_id,
        )
    flash(_("Your answer is written. It counts when another member agrees to it."))
    return _back(review)


def _stale_answer(review: Review, form: AnswerForm) -> tuple[str, int]:
    form.version.data = str(_appeal(review).version)
    return _page(review, form, stale=True), 409


@bp.post("/board/reviews/<int:review_id>/appeal/agree")
@access(post=AGREE)
def agree_to_appeal(review: Review) -> Page:
    form = AgreeForm()
    if form.validate_on_submit():
        with _judging(review, "agree"):
            actions.agree(review=review, seen=form.seen_version(), actor_id=actor().person_id)
        flash(_("The second look is answered, and the team and the owner are told."))
    return _back(review)


@bp.post("/board/reviews/<int:review_id>/appeal/object")
@access(post=OBJECT)
def object_to_appeal(review: Review) -> Page:
    form = ObjectForm()
    if not form.validate_on_submit():
        return _page(review, AnswerForm(formdata=None), objecting=form), 400
    seen, who = form.seen_version(), actor().person_id
    with _judging(review, "object"):
        actions.disagree(review=review, objection=form.objection.data, seen=seen, actor_id=who)
    flash(_("The answer is sent back. A member can write another one."))
    return _back(review)


@bp.post("/board/reviews/<int:review_id>/appeal/substitute")
@access(post=NAME)
def name_substitute(review: Review) -> Page:
    form = substitute_form(may_stand_in(review))
    if not form.validate_on_submit():
        return _page(review, AnswerForm(formdata=None), naming=form), 400
    person_id = int(form.person_id.data)
    late = Refusal("out_of_turn", _("This person cannot stand in any more. Nothing was changed."))
    reasons = {OutOfTurn: late, actions.NotAmongThem: late}
    with refusals("appeal.name_substitute", review, _address(review), reasons):
        actions.name_substitute(review=review, person_id=person_id, actor_id=actor().person_id)
    flash(_("This person can now take part in the second look."))
    return _back(review)


def _judging(review: Review, action: str) -> AbstractContextManager[None]:
    """What is said when an answer can no longer be agreed or objected to."""
    late = _("Somebody has dealt with this answer already. Nothing was changed.")
    stale = _("The answer is another one by now. Read it and decide again. Nothing was changed.")
    reasons = {OutOfTurn: Refusal("out_of_turn", late), Stale: Refusal("stale", stale)}
    return refusals(f"appeal.{action}", review, _address(review), reasons)


def _appeal(review: Review) -> Appeal:
    return appeal_of(review.id) or abort(404)


def _address(review: Review) -> str:
    return url_for("board.answer_appeal", review_id=review.id)


def _back(review: Review) -> Response:
    return redirect(_address(review))


def _page(
    review: Review,
    form: AnswerForm,
    *,
    stale: bool = False,
    objecting: ObjectForm | None = None,
    naming: SubstituteForm | None = None,
) -> str:
    found, who = _appeal(review), actor()
    wrong = objecting or naming
    objecting = objecting or ObjectForm(formdata=None)
    may_name = allowed(NAME, who, review=review)
    return render_template(
        "board/appeals/answer.html",
        review=review,
        use=review.submission.assessment.use,
        appeal=found,
        form=wrong or form,
        answering=form,
        objecting=objecting,
        naming=naming or (substitute_form(may_stand_in(review)) if may_name else None),
        stale=stale,
        answerers=who_may_answer(review),
        may_write=allowed(WRITE, who, review=review),
        may_agree=allowed(AGREE, who, review=review),
        may_object=allowed(OBJECT, who, review=review),
        may_name=may_name,
    )
