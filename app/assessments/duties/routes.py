"""Pages of a use's legal duties: which apply and why, the facts that decide, and one page for each duty."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.answers.actions import NotEditable
from app.assessments.answers.work import work_of
from app.assessments.blueprint import bp
from app.assessments.duties import actions, queries, words
from app.assessments.duties.evaluation import Applicability
from app.assessments.duties.facts import FactOrigin
from app.assessments.duties.forms import DutyForm, SheetForm, duty_form, facts_form, worth_keeping
from app.assessments.duties.models import DutySheet
from app.assessments.duties.queries import FACTS, DutyView, UseDuties, duties_of
from app.assessments.duties.sheets import NOTHING, read_said
from app.assessments.imported.credits import named_in_archive
from app.assessments.rules import EDIT
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, allowed
from app.web.nonces import AlreadyDone
from app.web.roles import Role, actor
from app.web.versions import Stale


@bp.get("/<int:use_id>/duties")
@access(get=READ_USE)
def duties(use: UseCase) -> str:
    work = work_of(use)
    return render_template(
        "assessments/duties/list.html",
        use=use,
        work=work,
        duties=duties_of(work),
        may_edit=allowed(EDIT, actor(), use=use),
        administers=actor().has(Role.ADMINISTRATOR),
        applicability=Applicability,
        words=words,
    )


@bp.get("/<int:use_id>/duties/facts")
@bp.post("/<int:use_id>/duties/facts")
@access(get=EDIT, post=EDIT)
def duty_facts(use: UseCase) -> str | Response | tuple[str, int]:
    found = duties_of(work_of(use))
    sheet = found.facts_sheet
    form = facts_form(found.asked(), sheet.version if sheet else 0)
    if not form.validate_on_submit():
        page = render_template("assessments/duties/facts.html", use=use, form=form, theirs=None)
        return page, 400 if form.is_submitted() else 200
    said = {name: each for name, each in form.answers().items() if each.get("unknown") or each["value"]}
    before = {name: each for name, each in queries.answers_on(sheet).items() if name not in form.kinds}
    try:
        _save(use, FACTS, {**before, **said}, "", form)
    except Stale as stale:
        return _facts_conflict(use, form, stale)
    if duties_of(work_of(use)).unasked():
        return redirect(url_for("assessments.duty_facts", use_id=use.id))
    return redirect(url_for("assessments.duties", use_id=use.id))


@bp.get("/<int:use_id>/duties/<duty_id>")
@bp.post("/<int:use_id>/duties/<duty_id>")
@access(get=READ_USE, post=EDIT)
def duty(use: UseCase, duty_id: str) -> str | Response | tuple[str, int]:
    found = duties_of(work_of(use))
    view = _view(found, duty_id)
    version = view.sheet.version if view.sheet else 0
    form = duty_form(view.duty, view.said, version, view.not_binding)
    if not view.duty.asks or not form.validate_on_submit():
        return _show(use, found, view, form), 400 if form.is_submitted() else 200
    saved = queries.answers_on(view.sheet)
    answers = worth_keeping(form.answers(), view.duty, view.said, saved)
    try:
        _save(use, view.duty.id, answers, form.not_applicable(), form)
    except Stale as stale:
        return _duty_conflict(use, found, view, form, stale)
    return redirect(url_for("assessments.duties", use_id=use.id, _anchor=view.duty.id))


@bp.get("/<int:use_id>/duties/<duty_id>/history")
@access(get=READ_USE)
def duty_history(use: UseCase, duty_id: str) -> str:
    view = _view(duties_of(work_of(use)), duty_id)
    revisions = [
        (
            revision,
            name or named_in_archive(use, revision, "saved_by_id"),
            [(ask, read_said(ask, revision.answers.get(ask.id))) for ask in view.duty.asks],
        )
        for revision, name in queries.history(view.sheet)
    ]
    return render_template(
        "assessments/duties/history.html", use=use, view=view, revisions=revisions, words=words
    )


def _view(found: UseDuties, duty_id: str) -> DutyView:
    view = found.view(duty_id)
    if view is None:
        abort(404)
    return view


def _save(use: UseCase, page: str, answers: dict[str, Any], not_applicable: str, form: SheetForm) -> None:
    try:
        actions.save_sheet(
            use=use,
            page=page,
            answers=answers,
            not_applicable=not_applicable,
            seen=form.seen_version(),
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
    except AlreadyDone:
        flash(_("This was saved already."))
    except NotEditable:
        flash(_("The assessment was handed to the board just now, so this was not saved."))
    else:
        flash(_("Saved."))


def _show(
    use: UseCase, found: UseDuties, view: DutyView, form: DutyForm, theirs: DutySheet | None = None
) -> str:
    return render_template(
        "assessments/duties/duty.html",
        use=use,
        duties=found,
        view=view,
        form=form,
        theirs=theirs,
        their_said=[
            (ask, read_said(ask, theirs.answers.get(ask.id)) if theirs else NOTHING) for ask in view.duty.asks
        ],
        may_edit=allowed(EDIT, actor(), use=use),
        words=words,
    )


def _duty_conflict(
    use: UseCase, found: UseDuties, view: DutyView, form: DutyForm, stale: Stale
) -> tuple[str, int]:
    """Shows the newer version beside what was typed; sending again saves what was typed."""
    if not isinstance(stale.current, DutySheet):
        raise stale
    form.version.data = str(stale.current.version)
    return _show(use, found, view, form, stale.current), 409


def _facts_conflict(use: UseCase, form: SheetForm, stale: Stale) -> tuple[str, int]:
    if not isinstance(stale.current, DutySheet):
        raise stale
    form.version.data = str(stale.current.version)
    facts = duties_of(work_of(use)).facts
    theirs = [
        (facts[name], words.fact_words(facts[name]))
        for name in form.kinds
        if facts[name].origin is FactOrigin.TEAM
    ]
    return render_template("assessments/duties/facts.html", use=use, form=form, theirs=theirs), 409
