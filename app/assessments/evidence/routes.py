"""Pages of evidence: the list of a use, adding a file to an answer, and handing files out."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from app.assessments.answers.actions import NotEditable, OffPath
from app.assessments.answers.queries import answers_of
from app.assessments.blueprint import bp
from app.assessments.evidence import actions, queries
from app.assessments.evidence.file_kinds import RefusedFile
from app.assessments.evidence.forms import ACCEPT, ChooseForm, EvidenceUploadForm
from app.assessments.evidence.models import EvidenceFile
from app.assessments.evidence.store import FolderStore, ScanFailed
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.rules import EDIT
from app.assessments.use_assessment import the_assessment
from app.questionnaire.model import Evidence, Question
from app.settings import Settings
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, allowed
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.security import takes_bodies


def _store() -> FolderStore:
    settings: Settings = current_app.extensions["candour"]
    return FolderStore(settings.evidence_folder, settings.scan_command)


@bp.get("/<int:use_id>/evidence")
@access(get=READ_USE)
def evidence(use: UseCase) -> str:
    assessment = the_assessment(use)
    return render_template(
        "assessments/evidence/list.html",
        use=use,
        files=queries.files_of(use),
        pieces=queries.pieces(answers_of(assessment)),
        questionnaire=questionnaire_of(assessment),
        file_id_of=queries.file_id_of,
        may_edit=allowed(EDIT, actor(), use=use),
    )


@bp.get("/<int:use_id>/evidence/<int:file_id>")
@access(get=READ_USE)
def evidence_file(use: UseCase, file: EvidenceFile) -> Response:
    """Hands a file out as an attachment, under a type that no browser runs."""
    if not queries.is_shown_in(file, use):
        abort(404)
    try:
        path = _store().get(file.checksum)
    except FileNotFoundError:
        abort(410)
    response = send_file(
        path,
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.filename,
        conditional=False,
        etag=False,
    )
    response.content_type = file.media_type  # a text's has its charset already
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"  # else the browser of a shared computer keeps it
    return response


@bp.get("/<int:use_id>/questions/<page_id>/evidence/<question_id>")
@bp.post("/<int:use_id>/questions/<page_id>/evidence/<question_id>")
@access(get=EDIT, post=EDIT)
@takes_bodies(lambda settings: settings.evidence_bytes)
def add_evidence(use: UseCase, page_id: str, question_id: str) -> str | Response | tuple[str, int]:
    question = _question(use, page_id, question_id)
    choosing = "choose" in request.form
    upload = EvidenceUploadForm(formdata=None) if choosing else EvidenceUploadForm()
    choose = ChooseForm()
    choose.chosen.choices = _choices(use)
    if choosing and choose.validate():
        for code in choose.chosen.data:
            _add(use, question_id, _chosen(use, code))
        return _back(use, page_id, question_id)
    if not choosing and upload.validate_on_submit():
        problem = _upload(use, question_id, upload)
        if problem is None:
            return _back(use, page_id, question_id)
        upload.file.errors = [problem]
    page = render_template(
        "assessments/evidence/add.html",
        use=use,
        page_id=page_id,
        question=question,
        upload=upload,
        choose=choose,
        accept=ACCEPT,
        form=choose if choosing and choose.chosen.choices else upload,
    )
    return page, 400 if request.method == "POST" else 200


def _question(use: UseCase, page_id: str, question_id: str) -> Question:
    questionnaire = questionnaire_of(the_assessment(use))
    if not questionnaire.has(question_id) or questionnaire.page_of(question_id).id != page_id:
        abort(404)
    question = questionnaire.question(question_id)
    if not question.evidence:
        abort(404)
    return question


def _choices(use: UseCase) -> list[SelectChoice]:
    """Files of this use, links that stand under other answers, and files of the person's other uses."""
    mine = [SelectChoice(f"file:{file.id}", file.title) for file in queries.files_of(use)]
    links = [
        SelectChoice(f"link:{piece.evidence.link}", f"{piece.evidence.title} ({piece.evidence.link})")
        for piece in queries.pieces(answers_of(the_assessment(use)))
        if piece.evidence.link and queries.file_id_of(piece.evidence.link) is None
    ]
    elsewhere = [
        SelectChoice(f"file:{file.id}", _("%(title)s (from %(use)s)", title=file.title, use=name))
        for file, name in queries.files_elsewhere(use, actor().person_id)
    ]
    return mine + links + elsewhere


def _chosen(use: UseCase, code: str) -> Evidence:
    kind, _colon, value = code.partition(":")
    if kind == "link":
        found = queries.pieces(answers_of(the_assessment(use)))
        return next(piece.evidence for piece in found if piece.evidence.link == value)
    file = queries.evidence_file(use.organisation_id, int(value))
    if file is None:
        abort(404)
    actions.show_in(file=file, use=use, actor_id=actor().person_id)
    return actions.evidence_of(file, use)


def _upload(use: UseCase, question_id: str, form: EvidenceUploadForm) -> str | None:
    """Keeps the file and adds it to the answer; gives what is wrong with it, if anything."""
    sent = form.file.data
    content = sent.read()
    try:
        file = actions.upload(
            use=use,
            store=_store(),
            content=content,
            filename=sent.filename or "",
            title=form.title.data,
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
    except RefusedFile as refused:
        return _refusal(refused)
    except ScanFailed as failed:
        if failed.infected:
            return _("The virus scanner found something in this file. It was not kept.")
        return _("The virus scanner did not answer, so the file was not kept. Try again in a minute.")
    except AlreadyDone:
        return None
    _add(use, question_id, actions.evidence_of(file, use))
    return None


def _refusal(refused: RefusedFile) -> str:
    sentences = {
        "mismatch": _(
            "This is a %(kind)s file, but its name ends otherwise. Give it its right ending.",
            kind=refused.found,
        ),
        "empty": _("This file is empty. Choose another one."),
        "macros": _("This file has macros or programs inside. Save it without them, or as PDF."),
        "bomb": _("This file unpacks to far too much. Save it as PDF."),
        "unknown": _("This kind of file cannot be kept. Save it as PDF, Word, Excel, a picture or text."),
    }
    return sentences[refused.code]


def _add(use: UseCase, question_id: str, evidence: Evidence) -> None:
    try:
        actions.add_to_answer(
            assessment=the_assessment(use),
            question_id=question_id,
            evidence=evidence,
            actor_id=actor().person_id,
        )
        flash(_("“%(title)s” is added to the answer.", title=evidence.title))
    except (OffPath, NotEditable):
        flash(_("The file is kept, but this question is no longer asked."))


def _back(use: UseCase, page_id: str, question_id: str) -> Response:
    return redirect(
        url_for("assessments.question", use_id=use.id, page_id=page_id, _anchor=f"q-{question_id}")
    )
