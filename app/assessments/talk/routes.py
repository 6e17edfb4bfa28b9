"""Pages of threads: the overview of a use, one thread, starting one and giving it to somebody."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.answers.work import work_of
from app.assessments.blueprint import bp
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.talk import actions, queries
from app.assessments.talk.for_you import for_you
from app.assessments.talk.forms import AssignThreadForm, ReplyForm, StartForm, person_choices
from app.assessments.talk.mentions import ThreadReader
from app.assessments.talk.models import Thread
from app.assessments.talk.rules import TALK, of_the_board
from app.assessments.use_assessment import assessment_of, the_assessment
from app.database import utcnow
from app.uses.actions import WrongPerson
from app.uses.models import UseCase
from app.web.access import SIGNED_IN, access
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/<int:use_id>/threads")
@access(get=TALK)
def threads(use: UseCase) -> str:
    questionnaire = questionnaire_of(the_assessment(use))
    choice = queries.ThreadsAddress.asked()
    tab = choice["show"]
    section = next((each for each in questionnaire.sections if each.id == choice["section"]), None)
    for_board = of_the_board(use, actor())
    readable = choice["reader"] if for_board else ""
    found = queries.list_threads(
        use,
        actor(),
        tab,
        choice.page,
        [question.id for question in section.questions()] if section else None,
        {"board": True, "all": False}.get(readable),
    )
    return render_template(
        "assessments/talk/threads.html",
        use=use,
        found=found,
        tab=tab,
        tabs=queries.TABS,
        section=section,
        reader=readable,
        for_board=for_board,
        questionnaire=questionnaire,
        today=utcnow().date(),
    )


@bp.get("/<int:use_id>/threads/new")
@bp.post("/<int:use_id>/threads/new")
@access(get=TALK, post=TALK)
def start_thread(use: UseCase) -> str | Response | tuple[str, int]:
    question_id = request.args.get("question", "")
    questionnaire = questionnaire_of(the_assessment(use))
    if not questionnaire.has(question_id):
        abort(404)
    for_board = of_the_board(use, actor())
    everybody = queries.readers(use, board_only=False)
    board = queries.readers(use, board_only=True) if for_board else []
    form = StartForm()
    form.prepare(everybody, actor().person_id, for_board)
    if not form.validate_on_submit() or not form.keep_inside(everybody, board):
        page = render_template(
            "assessments/talk/start.html", use=use, form=form, question=questionnaire.question(question_id)
        )
        return page, 400 if form.is_submitted() else 200
    try:
        thread = actions.start_thread(
            use=use,
            question_id=question_id,
            text=form.text.data,
            board_only=form.board_only(),
            mentioned=form.mentioned_ids(),
            assignee_id=form.chosen(),
            due_on=form.due_on.data,
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
    except AlreadyDone as done:
        flash(_("This was saved already."))
        return redirect(url_for("assessments.thread", use_id=use.id, thread_id=int(done.result)))
    flash(_("The thread is started."))
    return redirect(url_for("assessments.thread", use_id=use.id, thread_id=thread.id))


@bp.get("/<int:use_id>/threads/<int:thread_id>")
@bp.post("/<int:use_id>/threads/<int:thread_id>")
@access(get=TALK, post=TALK)
def thread(use: UseCase, thread: Thread) -> str | Response | tuple[str, int]:
    _same_use(use, thread)
    form = ReplyForm(data={"version": thread.version})
    form.offer(queries.readers(use, board_only=thread.board_only), actor().person_id)
    if not form.validate_on_submit():
        return _show(use, thread, form, 400 if form.is_submitted() else 200)
    move = form.move.data if form.move.data in (actions.RESOLVE, actions.REOPEN) else ""
    if form.move.data and not move:
        abort(400)
    try:
        actions.reply(
            thread=thread,
            text=form.text.data,
            mentioned=form.mentioned_ids(),
            move=move,
            seen=form.seen_version(),
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
    except AlreadyDone:
        flash(_("This was saved already."))
    except Stale:
        return _overtaken(use, thread, form)
    else:
        said = {"": _("Your reply is saved."), actions.RESOLVE: _("The thread is resolved.")}
        flash(said.get(move, _("The thread is open again.")))
    return redirect(url_for("assessments.thread", use_id=use.id, thread_id=thread.id))


@bp.get("/<int:use_id>/threads/<int:thread_id>/assign")
@bp.post("/<int:use_id>/threads/<int:thread_id>/assign")
@access(get=TALK, post=TALK)
def assign_thread(use: UseCase, thread: Thread) -> str | Response | tuple[str, int]:
    _same_use(use, thread)
    now = ThreadReader(thread.assignee.id, thread.assignee.name) if thread.assignee else None
    form = AssignThreadForm(
        data={
            "version": thread.version,
            "person_id": str(thread.assignee_id or ""),
            "due_on": thread.due_on,
        }
    )
    form.person_id.choices = person_choices(queries.readers(use, board_only=thread.board_only), now)
    if not form.validate_on_submit():
        return _show_assign(use, thread, form, 400 if form.is_submitted() else 200)
    try:
        actions.assign_thread(
            thread=thread,
            assignee_id=form.chosen(),
            due_on=form.due_on.data,
            seen=form.seen_version(),
            actor_id=actor().person_id,
        )
    except WrongPerson:
        form.person_id.errors = [_("They can no longer read this thread. Choose somebody else, or nobody")]
        return _show_assign(use, thread, form, 400)
    except Stale:
        fresh = _afresh(thread)
        form.version.data = str(fresh.version)
        return _show_assign(use, fresh, form, 409)
    flash(_("The thread is assigned.") if form.chosen() else _("The thread is nobody’s task now."))
    return redirect(url_for("assessments.thread", use_id=use.id, thread_id=thread.id))


@bp.get("/for-you")
@access(get=SIGNED_IN)
def all_for_you() -> str:
    return render_template(
        "assessments/talk/for_you_page.html", for_you=for_you(actor()), today=utcnow().date()
    )


def _same_use(use: UseCase, thread: Thread) -> None:
    assessment = assessment_of(use)
    if assessment is None or thread.assessment_id != assessment.id:
        abort(404)


def _afresh(thread: Thread) -> Thread:
    found: Thread | None = queries.thread(actor().organisation_id, thread.id)
    if found is None:
        abort(404)
    return found


def _overtaken(use: UseCase, thread: Thread, form: ReplyForm) -> tuple[str, int]:
    """Shows what is new above what was typed; sending again saves it."""
    fresh = _afresh(thread)
    form.version.data = str(fresh.version)
    return _show(use, fresh, form, 409)


def _show(use: UseCase, thread: Thread, form: ReplyForm, status: int) -> tuple[str, int]:
    work = work_of(use)
    known = work.questionnaire.has(thread.question_id)
    page = render_template(
        "assessments/talk/thread.html",
        use=use,
        thread=thread,
        form=form,
        status=status,
        question=work.questionnaire.question(thread.question_id) if known else None,
        page=work.questionnaire.page_of(thread.question_id) if known else None,
        still_asked=work.path.is_on(thread.question_id),
        today=utcnow().date(),
    )
    return page, status


def _show_assign(use: UseCase, thread: Thread, form: AssignThreadForm, status: int) -> tuple[str, int]:
    page = render_template("assessments/talk/assign.html", use=use, thread=thread, form=form, status=status)
    return page, status
