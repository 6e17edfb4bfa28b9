"""Pages on which an administrator walks through a draft or a version as a team would; nothing is kept."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments import words
from app.assessments.answers.forms.entry import QuestionEntry
from app.assessments.answers.forms.page import check_entries, saved_entries, sent_entries
from app.assessments.answers.work import Work
from app.assessments.models import QuestionnaireVersion
from app.assessments.questionnaire_store.queries import questionnaire_of_version
from app.assessments.questionnaires import texts, trial
from app.assessments.questionnaires.admin_routes import ADMINISTRATOR, bp
from app.assessments.questionnaires.models import QuestionnaireDraft
from app.questionnaire.model import Page, Questionnaire
from app.questionnaire.scoring.scores import score
from app.questionnaire.values.describe import describe
from app.web.access import access
from app.web.forms import BaseForm


@bp.get("/drafts/<int:draft_id>/walk")
@bp.post("/drafts/<int:draft_id>/walk")
@access(get=ADMINISTRATOR, post=ADMINISTRATOR)
def walk_draft(draft: QuestionnaireDraft) -> str | Response | tuple[str, int]:
    examined = texts.look_at(draft.source, draft.filename)
    back = url_for("questionnaires.draft", draft_id=draft.id)
    if examined.questionnaire is None:
        flash(_("A draft with mistakes cannot be walked through. Mend them first."))
        return redirect(back)
    return _walk(examined.questionnaire, back)


@bp.get("/versions/<int:version_id>/walk")
@bp.post("/versions/<int:version_id>/walk")
@access(get=ADMINISTRATOR, post=ADMINISTRATOR)
def walk_version(found: QuestionnaireVersion) -> str | tuple[str, int]:
    back = url_for("questionnaires.version", version_id=found.id)
    return _walk(questionnaire_of_version(found), back)


def _walk(questionnaire: Questionnaire, back: str) -> str | tuple[str, int]:
    form = BaseForm()
    answers = trial.read(questionnaire, request.form.get("so-far", "")) if form.is_submitted() else {}
    work = trial.trial_work(questionnaire, answers)
    page = _page(work)
    if page is None:
        return _end(work, back)
    if not form.is_submitted():
        return _show(work, page, saved_entries(work, page), back, 200)
    entries = sent_entries(work, page, request.form)
    if "add-row" in request.form or "add-file" in request.form:
        for entry in entries:
            entry.add_rows("rows")
            entry.add_rows("evidence", 1)
        return _show(work, page, entries, back, 200)
    skipping = "skip" in request.form
    if not form.validate() or not (skipping or check_entries(work, entries, leaving=False)):
        return _show(work, page, entries, back, 400)
    if not skipping:
        answers = {**answers, **{entry.question.id: entry.answer for entry in entries}}
    work = trial.trial_work(questionnaire, answers)
    if not skipping and work.path.questions_on(page) and work.is_open(page):
        return _show(work, page, saved_entries(work, page), back, 200)
    following = trial.page_after(work, page)
    if following is None:
        return _end(work, back)
    return _show(work, following, saved_entries(work, following), back, 200)


def _page(work: Work) -> Page | None:
    """The page that was sent, or the first."""
    asked = request.form.get("page", "")
    try:
        return work.questionnaire.page(asked)
    except KeyError:
        return next(iter(work.path.pages), None)


def _show(work: Work, page: Page, entries: list[QuestionEntry], back: str, status: int) -> tuple[str, int]:
    return render_template(
        "assessments/questionnaires/walk.html",
        work=work,
        page=page,
        section=work.questionnaire.section_of_page(page.id),
        entries=entries,
        errors=[error for entry in entries for error in entry.errors(named=len(entries) > 1)],
        so_far=trial.written(work.answers),
        form=BaseForm(),
        describe=describe,
        back=back,
    ), status


def _end(work: Work, back: str) -> str:
    return render_template(
        "assessments/questionnaires/walked.html",
        work=work,
        found=score(work.questionnaire, work.answers, work.path) if work.questionnaire.scoring else None,
        back=back,
        again=request.path,
        words=words,
    )
