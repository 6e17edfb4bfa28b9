"""Pages that give sections and questions to people of the team."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from app.assessments.answers.actions import NotEditable
from app.assessments.answers.task_list import tasks_of
from app.assessments.answers.work import Work, work_of
from app.assessments.assigning.actions import StaleAssignments, assign
from app.assessments.assigning.forms import AssignForm, AssignSectionsForm
from app.assessments.assigning.models import QUESTION, SECTION
from app.assessments.assigning.queries import Assigned, assignments_of
from app.assessments.blueprint import bp
from app.assessments.rules import EDIT
from app.database import utcnow
from app.questionnaire.model import Question
from app.uses.actions import WrongPerson
from app.uses.models import UseCase
from app.web.access import access
from app.web.errors import error_page
from app.web.roles import actor


@bp.get("/<int:use_id>/assign")
@bp.post("/<int:use_id>/assign")
@access(get=EDIT, post=EDIT)
def assign_sections(use: UseCase) -> str | Response | tuple[str, int]:
    work = work_of(use)
    assigned = assignments_of(work.assessment)
    form = AssignSectionsForm()
    form.offer(use.team)
    form.sections.choices = [SelectChoice(each.section.id, each.section.title) for each in tasks_of(work)]
    taking_off = "unassign" in request.form
    if not form.is_submitted() or not form.check(taking_off=taking_off):
        return _show_sections(work, assigned, form, 400 if form.is_submitted() else 200)
    targets = [(SECTION, section_id) for section_id in form.sections.data]
    try:
        changed = assign(
            use=use,
            seen={target: _seen(target[1]) for target in targets},
            person_id=form.chosen(),
            due_on=form.day(),
            actor_id=actor().person_id,
        )
    except StaleAssignments as stale:
        return _show_sections(work, stale.current, form, 409)
    except WrongPerson:
        form.person_id.errors = [_("They left the team. Choose somebody else")]
        return _show_sections(work, assigned, form, 400)
    except NotEditable:
        return error_page(409, _("The assessment went to the board meanwhile, so nothing was changed."))
    flash(_done(len(changed) if taking_off else len(targets), taking_off))
    return redirect(url_for("assessments.assign_sections", use_id=use.id))


def _done(count: int, taking_off: bool) -> str:
    if taking_off:
        return ngettext(
            "%(num)d section is nobody’s task now.", "%(num)d sections are nobody’s task now.", count
        )
    return ngettext("%(num)d section is assigned.", "%(num)d sections are assigned.", count)


def _seen(name: str) -> int:
    text = request.form.get(f"version-{name}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _show_sections(work: Work, assigned: Assigned, form: AssignSectionsForm, status: int) -> tuple[str, int]:
    own = [
        (work.questionnaire.question(name), row)
        for (target, name), row in assigned.items()
        if target == QUESTION and row.person_id is not None and work.questionnaire.has(name)
    ]
    page = render_template(
        "assessments/assigning/sections.html",
        work=work,
        use=work.use,
        tasks=tasks_of(work),
        assigned=assigned,
        own=own,
        form=form,
        status=status,
        today=utcnow().date(),
    )
    return page, status


@bp.get("/<int:use_id>/assign/<question_id>")
@bp.post("/<int:use_id>/assign/<question_id>")
@access(get=EDIT, post=EDIT)
def assign_question(use: UseCase, question_id: str) -> str | Response | tuple[str, int]:
    work = work_of(use)
    if not work.questionnaire.has(question_id):
        abort(404)
    question, target = work.questionnaire.question(question_id), (QUESTION, question_id)
    assigned = assignments_of(work.assessment)
    now = assigned.question(question_id)
    form = AssignForm(
        data={
            "version": assigned.version(target) or "",
            "person_id": str(now.person_id) if now else "",
            "due_on": now.due_on if now else None,
        }
    )
    form.offer(use.team, now.person if now else None)
    if not form.validate_on_submit():
        return _show_question(work, question, assigned, form, 400 if form.is_submitted() else 200)
    try:
        assign(
            use=use,
            seen={target: form.seen_version()},
            person_id=form.chosen(),
            due_on=form.day(),
            actor_id=actor().person_id,
        )
    except StaleAssignments as stale:
        form.version.data = str(stale.current.version(target))
        return _show_question(work, question, stale.current, form, 409)
    except WrongPerson:
        form.person_id.errors = [_("They left the team. Choose somebody else, or nobody")]
        return _show_question(work, question, assigned, form, 400)
    except NotEditable:
        return error_page(409, _("The assessment went to the board meanwhile, so nothing was changed."))
    flash(_("The question is assigned.") if form.chosen() else _("The question is nobody’s own task now."))
    page_id = work.questionnaire.page_of(question_id).id
    return redirect(
        url_for("assessments.question", use_id=use.id, page_id=page_id, _anchor=f"q-{question_id}")
    )


def _show_question(
    work: Work, question: Question, assigned: Assigned, form: AssignForm, status: int
) -> tuple[str, int]:
    page = render_template(
        "assessments/assigning/question.html",
        work=work,
        use=work.use,
        question=question,
        page=work.questionnaire.page_of(question.id),
        now=assigned.question(question.id),
        form=form,
        status=status,
        today=utcnow().date(),
    )
    return page, status
