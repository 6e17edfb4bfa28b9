"""The page on which a team takes over answers from another use of its own."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.assessments.answers.actions import StaleAnswers, WouldLeave
from app.assessments.answers.work import Work, work_of
from app.assessments.blueprint import bp
from app.assessments.reuse import actions, queries
from app.assessments.rules import EDIT
from app.assessments.use_list.queries import use_case
from app.questionnaire.values.describe import describe
from app.uses.models import UseCase
from app.web.access import access
from app.web.forms import BaseForm
from app.web.roles import actor


@bp.get("/<int:use_id>/reuse")
@access(get=EDIT)
def reuse(use: UseCase) -> str:
    return render_template(
        "assessments/reuse/sources.html", use=use, sources=queries.sources(use, actor().person_id)
    )


@bp.get("/<int:use_id>/reuse/<int:source_id>")
@bp.post("/<int:use_id>/reuse/<int:source_id>")
@access(get=EDIT, post=EDIT)
def reuse_from(use: UseCase, source_id: int) -> str | Response | tuple[str, int]:
    here, source, there = _works(use, source_id)
    offers = queries.offers(here, there)
    form = BaseForm()
    chosen = [offer for offer in offers if offer.question.id in request.form.getlist("chosen")]
    if not form.validate_on_submit() or not chosen:
        page = render_template(
            "assessments/reuse/choose.html",
            use=use,
            source=source,
            offers=[(offer, describe(offer.question, offer.answer)) for offer in offers],
            form=form,
            nothing=form.is_submitted(),
        )
        return page, 400 if form.is_submitted() else 200
    try:
        count = actions.take_over(here=here, source=source, offers=chosen, actor_id=actor().person_id)
    except StaleAnswers:
        flash(_("Somebody answered one of these questions meanwhile, so nothing was taken over. Look again."))
        return redirect(url_for("assessments.reuse_from", use_id=use.id, source_id=source.id))
    except WouldLeave as would:
        flash(
            _(
                "Nothing is taken over, because this answer would no longer count: “%(question)s”. "
                "Give the answer on its own page, where you can agree to that.",
                question=would.questions[0].text,
            )
        )
        return redirect(url_for("assessments.reuse_from", use_id=use.id, source_id=source.id))
    text = ngettext("%(num)s answer is taken over.", "%(num)s answers are taken over.", count)
    flash(text)
    return redirect(url_for("assessments.use", use_id=use.id))


def _works(use: UseCase, source_id: int) -> tuple[Work, UseCase, Work]:
    allowed = {source.id for source in queries.sources(use, actor().person_id)}
    source = use_case(use.organisation_id, source_id) if source_id in allowed else None
    if source is None:
        abort(404)
    return work_of(use), source, work_of(source)
