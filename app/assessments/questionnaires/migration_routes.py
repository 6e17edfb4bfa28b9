"""Pages on which a team looks at a newer version of its questionnaire, moves to it, and reads the report."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.answers.actions import NotEditable
from app.assessments.blueprint import bp
from app.assessments.models import Assessment, QuestionnaireVersion
from app.assessments.questionnaire_store.queries import questionnaire_of, questionnaire_of_version
from app.assessments.questionnaires import queries
from app.assessments.questionnaires.migration import move, preview_move
from app.assessments.questionnaires.migration_view import shown_preview, shown_report
from app.assessments.rules import EDIT
from app.assessments.use_assessment import the_assessment
from app.questionnaire.model import Questionnaire
from app.questionnaire.reading.translate import localised
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access
from app.web.errors import error_page
from app.web.forms import BaseForm
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/<int:use_id>/migrate")
@bp.post("/<int:use_id>/migrate")
@access(get=EDIT, post=EDIT)
def migrate(use: UseCase) -> str | Response | tuple[str, int]:
    assessment = the_assessment(use)
    newer = queries.newer_version(assessment)
    if newer is None:
        return _nowhere_to_go(use, assessment)
    form = BaseForm()
    if not form.validate_on_submit():
        return _preview(use, newer, form, 400 if form.is_submitted() else 200)
    if request.form.get("to") != str(newer.id):
        return _preview(use, newer, form, 409)
    try:
        made = move(assessment=assessment, to=newer, seen=form.seen_version(), actor_id=actor().person_id)
    except Stale:
        return _preview(use, newer, form, 409)
    except NotEditable:
        return error_page(409, _("The assessment went to the board in the meantime. Nothing was moved."))
    flash(_("The assessment is now on version %(number)s.", number=newer.number))
    return redirect(url_for("assessments.moved", use_id=use.id, move_id=made.id))


@bp.get("/<int:use_id>/moves/<int:move_id>")
@access(get=READ_USE)
def moved(use: UseCase, move_id: int) -> str:
    moves = queries.moves_of(the_assessment(use))
    found = next((each for each in moves if each.id == move_id), None)
    if found is None:
        abort(404)
    language = the_assessment(use).language or ""
    before, after = (_said(version, language) for version in (found.from_version, found.to_version))
    return render_template(
        "assessments/questionnaires/moved.html",
        use=use,
        found=found,
        shown=shown_report(before, after, found.report),
        is_present=the_assessment(use).questionnaire_version_id == found.to_version_id,
    )


def _said(version: QuestionnaireVersion, language: str) -> Questionnaire:
    return localised(questionnaire_of_version(version), language)


def _nowhere_to_go(use: UseCase, assessment: Assessment) -> Response:
    """Shows the report when somebody sends the form twice, or a colleague was quicker."""
    moves = queries.moves_of(assessment)
    if moves and request.method == "POST":
        return redirect(url_for("assessments.moved", use_id=use.id, move_id=moves[0].id))
    flash(_("The assessment is on the newest version already."))
    return redirect(url_for("assessments.use", use_id=use.id))


def _preview(use: UseCase, newer: QuestionnaireVersion, form: BaseForm, status: int) -> tuple[str, int]:
    assessment = the_assessment(use)
    found = preview_move(assessment, newer)
    form.version.data = str(assessment.version)
    return render_template(
        "assessments/questionnaires/migrate.html",
        use=use,
        newer=newer,
        form=form,
        status=status,
        shown=shown_preview(questionnaire_of(assessment), _said(newer, assessment.language or ""), found),
    ), status
