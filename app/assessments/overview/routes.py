"""Pages that show one use as a whole: the task list, check answers, and the history of one answer."""

from __future__ import annotations

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from app.assessments import words
from app.assessments.answers import queries as answers_queries
from app.assessments.answers.task_list import tasks_of, waiting_sections
from app.assessments.answers.work import work_of
from app.assessments.blueprint import bp
from app.assessments.documents.picture import picture_of
from app.assessments.duties.queries import duties_of
from app.assessments.harms.queries import unguarded
from app.assessments.hooks import pointers_for, remarks_for
from app.assessments.imported.credits import named_in_archive
from app.assessments.questionnaires.scored import score_of
from app.assessments.questionnaires.version_notices import beside_task_list
from app.assessments.rules import EDIT
from app.assessments.submissions.listed_counts import wider_counts
from app.assessments.submissions.queries import harm_facts, submissions_of
from app.assessments.talk.together import beside_questions, beside_tasks
from app.questionnaire.values.describe import describe
from app.uses.access import on_team
from app.uses.models import UseCase
from app.uses.rules import READ_USE, TEAM
from app.web.access import access, allowed
from app.web.roles import actor


@bp.get("/<int:use_id>")
@access(get=READ_USE)
def use(use: UseCase) -> str | Response:
    work = work_of(use)
    harms = harm_facts(work.assessment.id)
    may_edit = allowed(EDIT, actor(), use=use)
    return render_template(
        "assessments/use.html",
        use=use,
        work=work,
        tasks=tasks_of(work),
        waiting=waiting_sections(work),
        harms=harms,
        duties=duties_of(work),
        wider=wider_counts(work.assessment.id),
        unguarded_count=sum(unguarded(harm) for harm in harms),
        submissions=submissions_of(work.assessment.id),
        next_page=work.next_page() if may_edit else None,
        may_edit=may_edit,
        on_team=on_team(use, actor()),
        may_withdraw=allowed(TEAM, actor(), use=use),
        pointers=pointers_for(use, actor()),
        together=beside_tasks(use, actor()),
        **beside_task_list(work),
        raised=work.raised(request.args.getlist("raised")),
        put_aside=work.put_aside(request.args.getlist("left")),
        words=words,
    )


@bp.get("/<int:use_id>/check")
@access(get=READ_USE)
def check(use: UseCase) -> str:
    work = work_of(use)
    return render_template(
        "assessments/check.html",
        use=use,
        work=work,
        score=score_of(work),
        may_edit=allowed(EDIT, actor(), use=use),
        describe=describe,
        remarks=remarks_for(use, actor()),
        together=beside_questions(use, actor(), work.answers),
        picture=picture_of(work.questionnaire, work.answers, work.path, work.flags),
        principles=words.PRINCIPLES,
        raised=work.raised(request.args.getlist("raised")),
        put_aside=work.put_aside(request.args.getlist("left")),
        words=words,
    )


@bp.get("/<int:use_id>/answers/<question_id>/history")
@access(get=READ_USE)
def history(use: UseCase, question_id: str) -> str:
    work = work_of(use)
    if not work.questionnaire.has(question_id):
        abort(404)
    question = work.questionnaire.question(question_id)
    revisions = [
        (
            revision,
            name or named_in_archive(use, revision, "saved_by_id"),
            describe(question, answers_queries.frozen(revision)),
        )
        for revision, name in answers_queries.history(work.assessment, question_id)
    ]
    return render_template(
        "assessments/history.html",
        use=use,
        question=question,
        page=work.questionnaire.page_of(question_id),
        revisions=revisions,
        words=words,
    )
