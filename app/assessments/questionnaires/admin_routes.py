"""Pages on which an administrator lists, uploads, edits and deletes drafts of questionnaires."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.questionnaires import drafts, listing, texts, words
from app.assessments.questionnaires.admin_forms import DraftForm, NewForm
from app.assessments.questionnaires.models import QuestionnaireDraft
from app.data_files.mistakes import Mistake
from app.questionnaire.reading.mistakes import QuestionnaireError
from app.web.access import access, roles
from app.web.fields import unusable_character
from app.web.forms import BaseForm
from app.web.nonces import AlreadyDone
from app.web.roles import Role, actor
from app.web.security import takes_bodies
from app.web.versions import Stale

bp = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")
ADMINISTRATOR = roles(Role.ADMINISTRATOR)
PASTED = "questionnaire.yaml"


@bp.get("")
@access(get=ADMINISTRATOR)
def index() -> str:
    return render_template(
        "assessments/questionnaires/index.html",
        versions=listing.versions(),
        drafts=listing.drafts(),
        states=words.STATES,
    )


@bp.get("/new")
@bp.post("/new")
@access(get=ADMINISTRATOR, post=ADMINISTRATOR)
@takes_bodies(lambda settings: 2 * settings.max_upload_bytes)
def new() -> str | Response | tuple[str, int]:
    form = NewForm()
    if not form.validate_on_submit():
        return _show_new(form, (), 400 if form.is_submitted() else 200)
    text, filename = _sent(form)
    if form.errors:
        return _show_new(form, (), 400)
    try:
        examined = texts.take(text, filename)
        draft = drafts.add_draft(
            text=examined, filename=filename, actor_id=actor().person_id, nonce=form.nonce.data or ""
        )
    except QuestionnaireError as error:
        form.file.errors = [_("This cannot be taken as a questionnaire. Nothing was kept.")]
        return _show_new(form, error.mistakes, 400)
    except AlreadyDone as done:
        flash(_("This draft was added already."))
        return to_draft(done.result)
    flash(_("The draft is kept. It is not published yet."))
    return redirect(url_for("questionnaires.draft", draft_id=draft.id))


def to_draft(number: str) -> Response:
    """Leads to the draft that a form made when it was sent before; to the list when it made none."""
    if not number.isdecimal():
        return redirect(url_for("questionnaires.index"))
    return redirect(url_for("questionnaires.draft", draft_id=int(number)))


def _sent(form: NewForm) -> tuple[str, str]:
    """The text and its file's name; puts what is wrong beside the fields."""
    file = form.file.data
    if not file:
        if not form.text.data:
            form.file.errors = [_("Choose a file or paste a text")]
        return form.text.data or "", PASTED
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        form.file.errors = [_("This file is not text (UTF-8). Choose a YAML or JSON file.")]
        return "", ""
    if unusable_character(text) or not text.strip():
        form.file.errors = [_("This file is empty or holds characters that no text has.")]
    name = "".join(letter for letter in (file.filename or "") if letter.isprintable())
    return text, name[:200] or PASTED


def _show_new(form: NewForm, mistakes: tuple[Mistake, ...], status: int) -> tuple[str, int]:
    page = render_template(
        "assessments/questionnaires/new.html", form=form, mistakes=mistakes[: texts.MOST_SHOWN]
    )
    return page, status


@bp.get("/drafts/<int:draft_id>")
@bp.post("/drafts/<int:draft_id>")
@access(get=ADMINISTRATOR, post=ADMINISTRATOR)
@takes_bodies(lambda settings: 2 * settings.max_upload_bytes)
def draft(draft: QuestionnaireDraft) -> str | Response | tuple[str, int]:
    form = DraftForm()
    if not form.is_submitted():
        form.text.data = draft.source
        return _show_draft(draft, form, 200)
    if not form.validate():
        return _show_draft(draft, form, 400)
    examined = texts.look_at(form.text.data, draft.filename)
    try:
        drafts.save_draft(draft=draft, text=examined, seen=form.seen_version(), actor_id=actor().person_id)
    except Stale as stale:
        return _show_draft(draft, form, 409, stale.current)
    flash(_("The draft is saved.") if not examined.mistakes else _("The draft is saved with its mistakes."))
    return redirect(url_for("questionnaires.draft", draft_id=draft.id))


def _show_draft(
    draft: QuestionnaireDraft, form: DraftForm, status: int, theirs: object = None
) -> tuple[str, int]:
    examined = texts.look_at(form.text.data or "", draft.filename)
    current = theirs if isinstance(theirs, QuestionnaireDraft) else draft
    form.version.data = str(current.version) if status != 400 else form.version.data
    return render_template(
        "assessments/questionnaires/draft.html",
        draft=draft,
        form=form,
        examined=examined,
        mistakes=examined.mistakes[: texts.MOST_SHOWN],
        runs=texts.lines_around(examined.source, examined.mistakes),
        theirs=current if theirs is not None else None,
    ), status


@bp.get("/drafts/<int:draft_id>/delete")
@bp.post("/drafts/<int:draft_id>/delete")
@access(get=ADMINISTRATOR, post=ADMINISTRATOR)
def delete(draft: QuestionnaireDraft) -> str | Response | tuple[str, int]:
    form = BaseForm()
    status = 200
    if form.is_submitted():
        status = 400
        if form.validate():
            name = draft.name
            try:
                drafts.delete_draft(draft=draft, seen=form.seen_version(), actor_id=actor().person_id)
            except Stale:
                status = 409
            else:
                flash(_("The draft “%(name)s” is deleted.", name=name))
                return redirect(url_for("questionnaires.index"))
    form.version.data = str(draft.version)
    page = render_template("assessments/questionnaires/delete.html", draft=draft, form=form, status=status)
    return page, status
