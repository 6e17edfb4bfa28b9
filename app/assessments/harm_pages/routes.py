"""Pages of the harms of a use."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.blueprint import bp
from app.assessments.harm_pages.forms import HarmForm, harm_form
from app.assessments.harms import actions, queries
from app.assessments.lenses.actions import harm_from_mark
from app.assessments.lenses.models import LensMark
from app.assessments.lenses.queries import mark as mark_of
from app.assessments.models import Harm
from app.assessments.revisions.row_pages import Removal, removal, same_use
from app.assessments.rules import EDIT
from app.assessments.use_assessment import assessment_of, the_assessment
from app.assessments.words import LIKELIHOODS, PRINCIPLES, REVERSIBLE, SEVERITIES, risk_word
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, allowed
from app.web.forms import BaseForm
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/<int:use_id>/harms")
@access(get=READ_USE)
def harms(use: UseCase) -> str:
    assessment = the_assessment(use)
    return render_template(
        "assessments/harms.html",
        use=use,
        harms=[queries.facts(harm) for harm in queries.harms_of(assessment.id)],
        removed=queries.harms_of(assessment.id, removed=True),
        may_edit=allowed(EDIT, actor(), use=use),
        form=BaseForm(),
        principles=PRINCIPLES,
        severities=SEVERITIES,
        likelihoods=LIKELIHOODS,
        reversible=REVERSIBLE,
        risk_word=risk_word,
        unguarded=queries.unguarded,
    )


@bp.get("/<int:use_id>/harms/new")
@bp.post("/<int:use_id>/harms/new")
@access(get=EDIT, post=EDIT)
def new_harm(use: UseCase) -> str | Response | tuple[str, int]:
    mark = _asked_mark(use)
    form = harm_form(mark=mark)
    if "more" in request.form or not form.validate_on_submit():
        return _show(use, form, None)
    nonce, by = form.nonce.data or "", actor().person_id
    try:
        if mark is None:
            actions.add_harm(use=use, facts=form.facts(), actor_id=by, nonce=nonce)
        else:
            harm_from_mark(use=use, mark=mark, facts=form.facts(), actor_id=by, nonce=nonce)
    except AlreadyDone:
        flash(_("This harm was saved already."))
    else:
        flash(_("The harm is on the list."))
    return redirect(url_for("assessments.harms", use_id=use.id))


@bp.get("/<int:use_id>/harms/<int:harm_id>")
@bp.post("/<int:use_id>/harms/<int:harm_id>")
@access(get=EDIT, post=EDIT)
def harm(use: UseCase, harm: Harm) -> str | Response | tuple[str, int]:
    same_use(use, harm)
    form = harm_form(harm)
    if "more" in request.form or not form.validate_on_submit():
        return _show(use, form, harm)
    try:
        actions.change_harm(
            use=use, harm=harm, facts=form.facts(), seen=form.seen_version(), actor_id=actor().person_id
        )
    except Stale as stale:
        return _conflict(use, form, stale)
    flash(_("The harm is saved."))
    return redirect(url_for("assessments.harms", use_id=use.id))


@bp.get("/<int:use_id>/harms/<int:harm_id>/remove")
@bp.post("/<int:use_id>/harms/<int:harm_id>/remove")
@access(get=EDIT, post=EDIT)
def remove_harm(use: UseCase, harm: Harm) -> str | Response | tuple[str, int]:
    same_use(use, harm)
    asked = Removal(
        question=_("Remove this harm?"),
        title=harm.title,
        back_to=url_for("assessments.harms", use_id=use.id),
        back_text=_("Harms and safeguards"),
        done=_("The harm is off the list. You can put it back below."),
    )
    return removal(
        asked,
        harm.version,
        lambda seen, by: actions.remove_harm(use=use, harm=harm, seen=seen, actor_id=by),
    )


@bp.post("/<int:use_id>/harms/<int:harm_id>/put-back")
@access(post=EDIT)
def put_back_harm(use: UseCase, harm: Harm) -> Response:
    same_use(use, harm)
    actions.put_back_harm(use=use, harm=harm, actor_id=actor().person_id)
    flash(_("The harm is back on the list."))
    return redirect(url_for("assessments.harms", use_id=use.id))


def _asked_mark(use: UseCase) -> LensMark | None:
    """The mark of the canvas from which the harm is made, if the address names one of this use."""
    asked = request.args.get("mark", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    found: LensMark | None = mark_of(actor().organisation_id, int(asked))
    assessment = assessment_of(use)
    if found is None or assessment is None or found.assessment_id != assessment.id:
        abort(404)
    return found


def _add_spare_rows(form: HarmForm) -> None:
    """Empty rows for what comes next; a form that comes back has them already."""
    if "more" in request.form or not form.is_submitted() or not len(form.safeguards):
        form.add_spare_rows()


def _show(use: UseCase, form: HarmForm, harm: Harm | None) -> tuple[str, int]:
    _add_spare_rows(form)
    status = 400 if form.errors else 200
    return render_template("assessments/harm.html", use=use, form=form, harm=harm), status


def _conflict(use: UseCase, form: HarmForm, stale: Stale) -> tuple[str, int]:
    """Shows the newer version beside what was typed; sending again saves what was typed."""
    current = stale.current
    if not isinstance(current, Harm):
        raise stale
    form.version.data = str(current.version)
    _add_spare_rows(form)
    page = render_template(
        "assessments/harm_conflict.html",
        use=use,
        form=form,
        theirs=queries.facts(current),
        severities=SEVERITIES,
        likelihoods=LIKELIHOODS,
    )
    return page, 409
