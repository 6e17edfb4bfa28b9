"""The page of one question or one close group: shows it, saves it, and never loses what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments import words
from app.assessments.answers.actions import (
    NotEditable,
    OffPath,
    SavedAnswers,
    StaleAnswers,
    WouldLeave,
    save_answers,
)
from app.assessments.answers.forms.entry import QuestionEntry
from app.assessments.answers.forms.page import check_entries, saved_entries, sent_entries
from app.assessments.answers.queries import frozen
from app.assessments.answers.work import Work, work_of
from app.assessments.blueprint import bp
from app.assessments.hooks import remarks_for
from app.assessments.questionnaires.recheck import mark_looked
from app.assessments.questionnaires.version_notices import looks_in
from app.assessments.reuse.queries import taken_over
from app.assessments.rules import EDIT
from app.assessments.talk.together import beside_questions
from app.questionnaire.model import Page, Question
from app.questionnaire.values.describe import describe
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, allowed
from app.web.errors import error_page
from app.web.forms import BaseForm
from app.web.roles import actor

NOW, LATER = "now", "later"


@dataclass(frozen=True, slots=True)
class Asking:
    """Which answers a change would set aside, and what the button that agrees to it sends."""

    questions: tuple[Question, ...]
    button: str


@bp.get("/<int:use_id>/questions/<page_id>")
@bp.post("/<int:use_id>/questions/<page_id>")
@access(get=READ_USE, post=EDIT)
def question(use: UseCase, page_id: str) -> str | Response | tuple[str, int]:
    work = work_of(use)
    page = _page(work, page_id)
    if request.method != "POST":
        return _open(work, page)
    entries = sent_entries(work, page, request.form)
    if "add-row" in request.form:
        return _add_row(work, page, entries, request.form["add-row"])
    leaving = "later" in request.form or "add-file" in request.form or _agrees() == LATER
    if not check_entries(work, entries, leaving=leaving):
        return _show(work, page, entries, 400)
    return _save(work, page, entries, leaving)


def _agrees() -> str:
    """What the button says with which somebody agreed to set answers aside; empty when it was another one."""
    return request.form.get("set-aside", "")


def _page(work: Work, page_id: str) -> Page:
    try:
        return work.questionnaire.page(page_id)
    except KeyError:
        abort(404)


def _open(work: Work, page: Page) -> str | Response | tuple[str, int]:
    if not allowed(EDIT, actor(), use=work.use):
        return redirect(url_for("assessments.check", use_id=work.use.id, _anchor=f"page-{page.id}"))
    if not work.path.questions_on(page):
        return redirect(url_for("assessments.use", use_id=work.use.id))
    return _show(work, page, saved_entries(work, page), 200)


def _add_row(work: Work, page: Page, entries: list[QuestionEntry], name: str) -> tuple[str, int]:
    """Shows the form again with more empty rows and everything that was typed; saves nothing."""
    for entry in entries:
        if name in (f"{entry.question.id}_rows", f"{entry.question.id}_evidence"):
            entry.add_rows(name.rsplit("_", 1)[1])
    return _show(work, page, entries, 200)


def _save(
    work: Work, page: Page, entries: list[QuestionEntry], leaving: bool
) -> str | Response | tuple[str, int]:
    mine = [entry for entry in entries if not entry.takes_theirs]
    use_id = work.use.id
    try:
        saved = save_answers(
            assessment=work.assessment,
            page=page,
            answers={entry.question.id: entry.answer for entry in mine},
            seen={entry.question.id: entry.seen for entry in mine},
            actor_id=actor().person_id,
            agreed=request.form.getlist("aside") if _agrees() else (),
        )
    except WouldLeave as would:
        return _show(work, page, entries, 200, Asking(would.questions, LATER if leaving else NOW))
    except StaleAnswers as stale:
        newer = {name: row.version for name, row in stale.current.items()}
        for entry in entries:
            if entry.question.id in newer:
                entry.set_conflict(newer[entry.question.id])
        return _show(work_of(work.use), page, entries, 409)
    except OffPath:
        return error_page(409, _("An earlier answer changed: this is no longer asked. Your text is below."))
    except NotEditable:
        return error_page(409, _("The assessment went to the board while you typed. Your text is below."))
    if not leaving:
        looked = [entry.question.id for entry in entries]
        mark_looked(assessment=work.assessment, question_ids=looked, actor_id=actor().person_id)
    return redirect(_after(work_of(work.use), page, saved, leaving, use_id))


def _after(work: Work, page: Page, saved: SavedAnswers, leaving: bool, use_id: int) -> str:
    """Where to go: on to the next page of the section, back to the list, or here when more is asked now."""
    told: dict[str, Any] = {
        "raised": list(dict.fromkeys(flag.question_id for flag in saved.flags)) or None,
        "left": list(saved.left) or None,
    }
    back = request.args.get("back")
    wanted = request.form.get("add-file", "")
    if any(question.id == wanted and question.evidence for question in page.questions):
        return url_for("assessments.add_evidence", use_id=use_id, page_id=page.id, question_id=wanted)
    if not leaving and work.path.questions_on(page) and work.is_open(page):
        return url_for("assessments.question", use_id=use_id, page_id=page.id, more=1, back=back, **told)
    if back == "check":
        return url_for("assessments.check", use_id=use_id, _anchor=f"page-{page.id}", **told)
    following = None if leaving else work.path.page_after(page.id)
    section = work.questionnaire.section_of_page(page.id)
    if following and work.questionnaire.section_of_page(following.id) is section:
        return url_for("assessments.question", use_id=use_id, page_id=following.id, **told)
    return url_for("assessments.use", use_id=use_id, **told)


def _show(
    work: Work, page: Page, entries: list[QuestionEntry], status: int, asking: Asking | None = None
) -> tuple[str, int]:
    section = work.questionnaire.section_of_page(page.id)
    pages = work.path.pages_in(section)
    return render_template(
        "assessments/question.html",
        work=work,
        page=page,
        section=section,
        number=pages.index(page) + 1 if page in pages else 0,
        count=len(pages),
        entries=entries,
        has_rows=any("rows" in entry.form or "evidence" in entry.form for entry in entries),
        errors=[error for entry in entries for error in entry.errors(named=len(entries) > 1)],
        form=BaseForm(),
        status=status,
        asking=asking,
        looks=looks_in(work, [entry.question.id for entry in entries]),
        back_link=_back(work, page),
        readings=_readings(work, entries),
        remarks=remarks_for(work.use, actor()),
        together=beside_questions(work.use, actor(), work.answers, [entry.question.id for entry in entries]),
        taken_over=taken_over(work.assessment.id),
        words=words,
        describe=describe,
        raised=work.raised(request.args.getlist("raised")),
        put_aside=work.put_aside(request.args.getlist("left")),
    ), status


def _readings(work: Work, entries: list[QuestionEntry]) -> dict[str, object]:
    """The other person's answer in words, for each question where two answers meet."""
    return {
        entry.question.id: describe(entry.question, frozen(work.rows[entry.question.id]))
        for entry in entries
        if entry.in_conflict and entry.question.id in work.rows
    }


def _back(work: Work, page: Page) -> str:
    if request.args.get("back") == "check":
        return url_for("assessments.check", use_id=work.use.id, _anchor=f"page-{page.id}")
    before = work.path.page_before(page.id)
    section = work.questionnaire.section_of_page(page.id)
    if before and work.questionnaire.section_of_page(before.id) is section:
        return url_for("assessments.question", use_id=work.use.id, page_id=before.id)
    return url_for("assessments.use", use_id=work.use.id)
