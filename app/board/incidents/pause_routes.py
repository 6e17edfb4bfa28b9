"""Pages on which a use is paused and goes on."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.incidents import rules
from app.board.incidents.forms import LiftPauseForm, PauseForm
from app.lifecycle import OutOfTurn
from app.uses import pauses
from app.uses.models import UseCase
from app.web.access import access, allowed
from app.web.forms import BaseForm
from app.web.refusals import Refusal, refusals
from app.web.roles import actor

Page = str | Response | tuple[str, int]


def _page(use: UseCase, form: BaseForm) -> tuple[str, int]:
    page = render_template(
        "board/incidents/pause.html",
        use=use,
        form=form,
        pauses=pauses.pauses_of(use.id),
        may_pause=allowed(rules.PAUSE_USE, actor(), use=use),
    )
    return page, 400 if form.is_submitted() else 200


def _address(use: UseCase) -> str:
    return url_for("board.pause_use", use_id=use.id)


def _unless_late(use: UseCase, action: str, sentence: str) -> AbstractContextManager[None]:
    reasons = {OutOfTurn: Refusal("out_of_turn", sentence)}
    return refusals(f"pause.{action}", use, _address(use), reasons, category="refused")


@bp.get("/uses/<int:use_id>/pause")
@bp.post("/uses/<int:use_id>/pause")
@access(get=rules.READ_PAUSE, post=rules.PAUSE_USE)
def pause_use(use: UseCase) -> Page:
    """Whether the use is paused, why, and the form that changes it."""
    form = PauseForm() if use.paused_at is None or request.method == "POST" else LiftPauseForm()
    if not form.validate_on_submit():
        return _page(use, form)
    with _unless_late(use, "pause", _("It is paused already. Nothing was changed.")):
        pauses.pause(use=use, reason=form.reason.data, actor_id=actor().person_id)
    flash(_("The use is paused, and the public entry says so."))
    return redirect(_address(use))


@bp.get("/uses/<int:use_id>/pause/lift")
@bp.post("/uses/<int:use_id>/pause/lift")
@access(get=rules.LIFT_PAUSE, post=rules.LIFT_PAUSE)
def lift_pause(use: UseCase) -> Page:
    form = LiftPauseForm()
    if not form.validate_on_submit():
        return _page(use, form)
    with _unless_late(use, "lift", _("It is not paused. Nothing was changed.")):
        pauses.lift(use=use, reason=form.reason.data, actor_id=actor().person_id)
    flash(_("The use goes on, and the public entry says so."))
    return redirect(_address(use))
