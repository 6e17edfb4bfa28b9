"""Pages of review again: the list of what is due, and one use's triggers and what answers them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

from flask import Response as Answer
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.words import PHASES
from app.assessments.words import STATES as STAGES
from app.board.blueprint import bp
from app.board.review_again import actions, queries, rules
from app.board.review_again.due import DueAddress, csv_of, due_list
from app.board.review_again.forms import ChangedForm, ConfirmUnchangedForm, DismissForm, RoundForm
from app.board.review_again.kinds import UnchangedAnswer, all_kinds, declared_kinds
from app.board.review_again.models import Trigger
from app.board.review_again.words import (
    CANNOT_CONFIRM,
    STATE_COLOURS,
    STATEMENTS,
    STATES,
    explanation,
    kind_label,
)
from app.database import utcnow
from app.lifecycle import OutOfTurn
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, allowed
from app.web.nonces import AlreadyDone
from app.web.refusals import Reasons, Refusal, refusals
from app.web.roles import actor
from app.web.versions import Stale

Page = str | Response | tuple[str, int]


def _words() -> dict[str, object]:
    return {
        "kinds": all_kinds(),
        "kind_label": kind_label,
        "explanation": explanation,
        "trigger_states": STATES,
        "trigger_colours": STATE_COLOURS,
        "statements": STATEMENTS,
        "stages": STAGES,
        "phases": PHASES,
        "today": utcnow().date(),
    }


@bp.get("/reviews-due")
@access(get=rules.LIST)
def reviews_due() -> str:
    choice = DueAddress.asked()
    found = due_list(actor(), choice, utcnow().date())
    path = url_for("board.reviews_due")
    return render_template("board/review_again/due.html", found=found, choice=choice, path=path, **_words())


@bp.get("/reviews-due.csv")
@access(get=rules.LIST)
def reviews_due_csv() -> Answer:
    return csv_of(actor(), DueAddress.asked(), utcnow().date())


@bp.get("/uses/<int:use_id>/again")
@access(get=rules.READ)
def again(use: UseCase) -> str:
    """When the use was looked at last, what waits for its owner, and what was answered."""
    history = queries.history_of(use)
    return render_template(
        "board/review_again/again.html",
        use=use,
        history=history,
        may_read_use=allowed(READ_USE, actor(), use=use),
        may_declare=allowed(rules.DECLARE, actor(), use=use),
        may_answer=allowed(rules.OWNER, actor(), use=use),
        may_dismiss={
            trigger.id
            for trigger in history.open_triggers
            if allowed(rules.DISMISS, actor(), use=use, trigger=trigger)
        },
        **_words(),
    )


@bp.get("/uses/<int:use_id>/again/changed")
@bp.post("/uses/<int:use_id>/again/changed")
@access(get=rules.DECLARE, post=rules.DECLARE)
def something_changed(use: UseCase) -> Page:
    form = ChangedForm()
    form.offer(declared_kinds(rules.parties(use, actor())))
    if not form.validate_on_submit():
        page = render_template("board/review_again/changed.html", use=use, form=form, **_words())
        return page, 400 if form.is_submitted() else 200
    late = _("The first round is not over, so put the change into the answers. Nothing was added.")
    reasons = {
        AlreadyDone: Refusal("twice", _("You told us this already. Nothing was added.")),
        OutOfTurn: Refusal("out_of_turn", late),
    }
    with _refusals(use, "declare", reasons):
        made = actions.declare(
            use=use,
            kind=form.kind.data,
            detail=form.detail.data,
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
        if made is None:
            raise Refusal("open_already", _("The same is waiting already. Nothing was added."))
    flash(_("Thank you. The owner is told and has to answer."))
    return _back(use)


@bp.get("/uses/<int:use_id>/again/confirm")
@bp.post("/uses/<int:use_id>/again/confirm")
@access(get=rules.OWNER, post=rules.CONFIRM)
def confirm_unchanged(use: UseCase) -> Page:
    form = ConfirmUnchangedForm()
    if not form.validate_on_submit():
        return _confirm_page(use, form, 400 if form.is_submitted() else 200)
    reasons: Reasons = {
        AlreadyDone: Refusal("twice", _("You confirmed this already. Nothing was changed.")),
        OutOfTurn: lambda error: Refusal("out_of_turn", str(CANNOT_CONFIRM[error.state])),
        actions.NotUnchanged: lambda error: _not_unchanged(use, form, error),
        Stale: Refusal("stale", reply=lambda: _stale_page(use, form)),
    }
    with _refusals(use, "confirm", reasons):
        actions.confirm_unchanged(
            use=use,
            statements=form.statements.data,
            words=form.words.data,
            post=form.post.data,
            seen=form.seen_ids(),
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
    flash(_("You confirmed that nothing changed. The public entry says so."))
    return _back(use)


def _not_unchanged(use: UseCase, form: ConfirmUnchangedForm, error: actions.NotUnchanged) -> Refusal:
    if error.words:
        form.words.errors = [_needs(error.kinds)]
    code = "needs_words" if error.words else "needs_round"
    return Refusal(code, reply=lambda: _confirm_page(use, form, 400))


def _stale_page(use: UseCase, form: ConfirmUnchangedForm) -> tuple[str, int]:
    form.form_errors = []
    return _confirm_page(use, form, 409)


def _needs(kinds: Sequence[str]) -> str:
    named = ", ".join(_(all_kinds()[kind].label) for kind in kinds)
    return _("Say why this changes nothing: %(what)s", what=named)


def _confirm_page(use: UseCase, form: ConfirmUnchangedForm, status: int) -> tuple[str, int]:
    history = queries.history_of(use)
    waiting = history.open_triggers
    form.seen.data = ",".join(str(trigger.id) for trigger in waiting)
    answers = {all_kinds()[trigger.kind].unchanged for trigger in waiting}
    page = render_template(
        "board/review_again/confirm.html",
        use=use,
        form=form,
        history=history,
        needs_round=UnchangedAnswer.NO in answers,
        stale=status == 409,
        **_words(),
    )
    return page, status


@bp.get("/uses/<int:use_id>/again/round")
@bp.post("/uses/<int:use_id>/again/round")
@access(get=rules.OWNER, post=rules.OPEN_ROUND)
def open_round(use: UseCase) -> Page:
    form = RoundForm()
    if not form.validate_on_submit():
        page = render_template(
            "board/review_again/round.html", use=use, form=form, history=queries.history_of(use), **_words()
        )
        return page, 400 if form.is_submitted() else 200
    late = _("A round is open already, or the board has it. Nothing was changed.")
    reasons = {
        AlreadyDone: Refusal("twice", _("You opened this round already. Nothing was changed.")),
        OutOfTurn: Refusal("out_of_turn", late),
    }
    with _refusals(use, "open_round", reasons):
        actions.open_round(
            use=use, why=form.why.data, actor_id=actor().person_id, nonce=form.nonce.data or ""
        )
    flash(_("The new round is open. The last answers are in place, and the team can change them."))
    return _back(use)


@bp.get("/uses/<int:use_id>/again/triggers/<int:trigger_id>/dismiss")
@bp.post("/uses/<int:use_id>/again/triggers/<int:trigger_id>/dismiss")
@access(get=rules.DISMISS, post=rules.DISMISS)
def dismiss_trigger(use: UseCase, trigger: Trigger) -> Page:
    form = DismissForm()
    if not form.validate_on_submit():
        page = render_template(
            "board/review_again/dismiss.html", use=use, trigger=trigger, form=form, **_words()
        )
        return page, 400 if form.is_submitted() else 200
    sentence = _("Somebody has answered or dismissed this already. Nothing was changed.")
    with _refusals(use, "dismiss", {OutOfTurn: Refusal("out_of_turn", sentence)}):
        actions.dismiss(trigger=trigger, reason=form.reason.data, actor_id=actor().person_id)
    flash(_("Dismissed. The owner and the team can read why."))
    return redirect(url_for("board.reviews_due"))


def _address(use: UseCase) -> str:
    return url_for("board.again", use_id=use.id)


def _back(use: UseCase) -> Response:
    return redirect(_address(use))


def _refusals(use: UseCase, action: str, reasons: Reasons) -> AbstractContextManager[None]:
    return refusals(f"review_again.{action}", use, _address(use), reasons, category="refused")
