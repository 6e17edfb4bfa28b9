"""The page of how a board works: read by the board, changed by an administrator."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.configuration import actions
from app.board.configuration.forms import OutcomeForm, SettingsForm
from app.board.configuration.model import Configuration, OutcomeSetting
from app.board.configuration.queries import configuration, configuration_row, outcome_rows, used_codes
from app.board.configuration.rule_text import rules_in_words
from app.board.configuration.words import public_in_words
from app.board.words import OUTCOMES
from app.lifecycle import note_refusal
from app.web.access import access, allowed, roles
from app.web.forms import BaseForm
from app.web.language import current_language
from app.web.nonces import AlreadyDone
from app.web.roles import BOARD, Role, actor
from app.web.versions import Stale

READ = roles(*BOARD, Role.ADMINISTRATOR)
CHANGE = roles(Role.ADMINISTRATOR)
OUTCOME = "/board/settings/outcomes/<outcome_code>"


@bp.get("/board/settings")
@bp.post("/board/settings")
@access(get=READ, post=CHANGE)
def settings() -> str | Response | tuple[str, int]:
    who = actor()
    own = configuration(who.organisation_id)
    form = SettingsForm.of(own)
    if not form.validate_on_submit():
        return _settings_page(own, form), 400 if form.is_submitted() else 200
    try:
        actions.change_settings(
            organisation_id=who.organisation_id,
            settings=form.settings(),
            seen=_seen(form),
            actor_id=who.person_id,
        )
    except Stale:
        form.version.data = str(own.version)
        return _settings_page(own, form, stale=True), 409
    flash(_("The settings are saved. They count for proposals that begin from now on."))
    return redirect(url_for("board.settings"))


def _settings_page(own: Configuration, form: SettingsForm, *, stale: bool = False) -> str:
    return render_template(
        "board/configuration/settings.html",
        form=form,
        own=own,
        row=configuration_row(own.organisation_id),
        may_change=allowed(CHANGE, actor()),
        how=rules_in_words(own),
        public=public_in_words(own),
        versions={row.code: row.version for row in outcome_rows(own.organisation_id)},
        step=BaseForm(formdata=None),
        meanings=OUTCOMES,
        stale=stale,
    )


@bp.get("/board/settings/outcomes/new")
@bp.post("/board/settings/outcomes/new")
@access(get=CHANGE, post=CHANGE)
def new_outcome() -> str | Response | tuple[str, int]:
    who = actor()
    form = OutcomeForm()
    if not form.validate_on_submit():
        return _outcome_page(form, None), 400 if form.is_submitted() else 200
    try:
        actions.add_outcome(
            organisation_id=who.organisation_id,
            facts=form.facts(),
            actor_id=who.person_id,
            nonce=form.nonce.data or "",
        )
    except actions.SameLabel:
        form.say_taken()
        return _outcome_page(form, None), 400
    except AlreadyDone:
        flash(_("The outcome was added already."))
    except actions.TooMany:
        return _refused(0, "add_outcome", "too_many", _("There are enough outcomes. Retire one first."))
    else:
        flash(_("The outcome is added. The board can choose it from now on."))
    return redirect(url_for("board.settings", _anchor="outcomes"))


@bp.get(OUTCOME)
@bp.post(OUTCOME)
@access(get=CHANGE, post=CHANGE)
def outcome(outcome_code: str) -> str | Response | tuple[str, int]:
    who = actor()
    own, found = _found(outcome_code)
    version = _version(own, outcome_code)
    used = outcome_code in used_codes(who.organisation_id)
    form = OutcomeForm.of(found, version, used=used)
    if not form.validate_on_submit():
        return _outcome_page(form, found), 400 if form.is_submitted() else 200
    try:
        actions.reword_outcome(
            organisation_id=who.organisation_id,
            code=outcome_code,
            facts=form.facts(found.meaning if used else None),
            seen=_seen(form),
            actor_id=who.person_id,
        )
    except actions.SameLabel:
        form.say_taken()
        return _outcome_page(form, found), 400
    except Stale:
        form.version.data = str(version)
        return _outcome_page(form, found, stale=True), 409
    flash(_("The outcome is saved. Advice that was given before keeps its words."))
    return redirect(url_for("board.settings", _anchor="outcomes"))


def _outcome_page(form: OutcomeForm, found: OutcomeSetting | None, *, stale: bool = False) -> str:
    return render_template(
        "board/configuration/outcome.html",
        form=form,
        outcome=found,
        meanings=OUTCOMES,
        stale=stale,
        language=current_language(),
    )


def _seen(form: BaseForm) -> int:
    """The version that the form was filled from: 0 for the service's own words, -1 when it does not say."""
    return form.seen_version() if any(form.version.raw_data or ()) else -1


def _found(code: str) -> tuple[Configuration, OutcomeSetting]:
    own = configuration(actor().organisation_id)
    try:
        return own, own.outcome(code)
    except KeyError:
        abort(404)


def _version(own: Configuration, code: str) -> int:
    return {row.code: row.version for row in outcome_rows(own.organisation_id)}.get(code, 0)


@bp.post(f"{OUTCOME}/retire")
@access(post=CHANGE)
def retire_outcome(outcome_code: str) -> Response:
    return _change(
        outcome_code,
        "retire_outcome",
        actions.retire_outcome,
        _("The outcome is retired. Advice that has it keeps it."),
    )


@bp.post(f"{OUTCOME}/put-back")
@access(post=CHANGE)
def put_outcome_back(outcome_code: str) -> Response:
    return _change(
        outcome_code,
        "put_outcome_back",
        actions.put_outcome_back,
        _("The board can choose the outcome again."),
    )


def _change(code: str, action: str, do: Callable[..., None], done: str) -> Response:
    who = actor()
    own, _outcome = _found(code)
    form = BaseForm()
    seen = _seen(form) if form.validate_on_submit() else -1
    try:
        do(organisation_id=who.organisation_id, code=code, seen=seen, actor_id=who.person_id)
    except Stale:
        sentence = _(
            "Somebody changed this since you opened the page. Look at it again. Nothing was changed."
        )
        return _refused(own.version, action, "stale", sentence)
    except actions.LastOutcome:
        sentence = _("The board needs at least one outcome. Nothing was changed.")
        return _refused(own.version, action, "last", sentence)
    flash(done)
    return redirect(url_for("board.settings", _anchor="outcomes"))


def _refused(subject_id: int, action: str, why: str, sentence: str) -> Response:
    note_refusal(actor(), action, subject_type="board_configuration", subject_id=subject_id, why=why)
    flash(sentence, "refused")
    return redirect(url_for("board.settings", _anchor="outcomes"))
