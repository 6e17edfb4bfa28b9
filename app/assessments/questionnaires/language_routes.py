"""The page on which a team chooses the language in which it reads its questionnaire."""

from __future__ import annotations

import wtforms as wtf
from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectChoice
from wtforms.validators import DataRequired

from app import audit
from app.assessments.blueprint import bp
from app.assessments.models import Assessment
from app.assessments.questionnaire_store.queries import questionnaire_of, questionnaire_of_version
from app.assessments.rules import EDIT
from app.assessments.use_assessment import the_assessment
from app.database import transaction
from app.questionnaire.reading.translate import languages
from app.uses.models import UseCase
from app.web.access import access
from app.web.forms import BaseForm
from app.web.roles import actor
from app.web.versions import lock_fresh

NAMES = {"en": "English", "fr": "Français", "cy": "Cymraeg", "de": "Deutsch", "es": "Español"}


class LanguageForm(BaseForm):
    """One of the languages of a questionnaire."""

    chosen = wtf.RadioField(
        _l("In which language do you want to read the questions?"), [DataRequired(_l("Choose a language"))]
    )


@bp.get("/<int:use_id>/language")
@bp.post("/<int:use_id>/language")
@access(get=EDIT, post=EDIT)
def language(use: UseCase) -> str | Response | tuple[str, int]:
    assessment = the_assessment(use)
    offered = languages(questionnaire_of_version(assessment.questionnaire_version))
    if len(offered) < 2:
        abort(404)
    form = LanguageForm()
    form.chosen.choices = [SelectChoice(code, NAMES.get(code, code)) for code in offered]
    if not form.is_submitted():
        form.chosen.data = questionnaire_of(assessment).language
    if not form.validate_on_submit():
        page = render_template("assessments/questionnaires/language.html", use=use, form=form)
        return page, 400 if form.is_submitted() else 200
    choose_language(assessment=assessment, language=form.chosen.data, actor_id=actor().person_id)
    flash(
        _("The questions are shown in %(language)s.", language=NAMES.get(form.chosen.data, form.chosen.data))
    )
    return redirect(url_for("assessments.use", use_id=use.id))


def choose_language(*, assessment: Assessment, language: str, actor_id: int) -> None:
    """Sets the language in which the team reads the questionnaire; answers and scores stay as they are."""
    with transaction() as session:
        fresh = lock_fresh(session, assessment)
        if fresh.language == language:
            return
        fresh.language = language
        audit.record(fresh, "assessment.language", actor_id=actor_id, language=language)
