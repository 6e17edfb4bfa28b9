"""Pages on which an administrator reads versions, compares them, and publishes a draft."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.models import QuestionnaireVersion
from app.assessments.questionnaire_store.queries import questionnaire_of_version
from app.assessments.questionnaires import drafts, listing, texts, words
from app.assessments.questionnaires.admin_routes import ADMINISTRATOR, bp, to_draft
from app.assessments.questionnaires.models import QuestionnaireDraft
from app.questionnaire.model import Questionnaire
from app.questionnaire.reading.mistakes import QuestionnaireError
from app.questionnaire.versions.changes import compare
from app.web.access import access
from app.web.forms import BaseForm
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/versions/<int:version_id>")
@access(get=ADMINISTRATOR)
def version(found: QuestionnaireVersion) -> str:
    return render_template(
        "assessments/questionnaires/version.html",
        found=found,
        questionnaire=questionnaire_of_version(found),
        before=listing.version_before(found.key, found.number),
        states=words.STATES,
        form=BaseForm(),
    )


@bp.get("/versions/<int:version_id>/file")
@access(get=ADMINISTRATOR)
def file(found: QuestionnaireVersion) -> Response:
    """The text as it was loaded, as a file."""
    name = f"{found.key}-v{found.number}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(found.source, mimetype="text/plain", headers=headers)


@bp.post("/versions/<int:version_id>/draft")
@access(post=ADMINISTRATOR)
def start_draft(found: QuestionnaireVersion) -> Response:
    """Makes a draft with the text of a version."""
    form = BaseForm()
    name = f"{found.key}.yaml"
    try:
        draft = drafts.add_draft(
            text=texts.look_at(found.source, name),
            filename=name,
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
    except AlreadyDone as done:
        return to_draft(done.result)
    return redirect(url_for("questionnaires.draft", draft_id=draft.id))


@bp.get("/versions/<int:version_id>/compare")
@access(get=ADMINISTRATOR)
def compare_version(found: QuestionnaireVersion) -> str:
    before = listing.version_before(found.key, found.number)
    title = _("Version %(number)s of %(key)s", number=found.number, key=found.key)
    address = url_for("questionnaires.version", version_id=found.id)
    return _compared(before, questionnaire_of_version(found), title, address)


@bp.get("/drafts/<int:draft_id>/compare")
@access(get=ADMINISTRATOR)
def compare_draft(draft: QuestionnaireDraft) -> str | Response:
    examined = texts.look_at(draft.source, draft.filename)
    address = url_for("questionnaires.draft", draft_id=draft.id)
    if examined.questionnaire is None:
        flash(_("A draft with mistakes cannot be compared. Mend them first."))
        return redirect(address)
    key = examined.questionnaire.key
    before = listing.version_before(key, listing.last_number(key) + 1)
    return _compared(before, examined.questionnaire, draft.name, address)


def _compared(before: QuestionnaireVersion | None, after: Questionnaire, title: str, address: str) -> str:
    old = questionnaire_of_version(before) if before else None
    return render_template(
        "assessments/questionnaires/compare.html",
        before=before,
        old=old,
        after=after,
        title=title,
        address=address,
        difference=compare(old, after) if old else None,
    )


@bp.get("/drafts/<int:draft_id>/publish")
@bp.post("/drafts/<int:draft_id>/publish")
@access(get=ADMINISTRATOR, post=ADMINISTRATOR)
def publish(draft: QuestionnaireDraft) -> str | Response | tuple[str, int]:
    examined = texts.look_at(draft.source, draft.filename)
    address = url_for("questionnaires.draft", draft_id=draft.id)
    if examined.questionnaire is None:
        flash(_("A draft with mistakes cannot be published. Mend them first."))
        return redirect(address)
    form = BaseForm()
    status = 200
    if form.is_submitted():
        status = 400
        if form.validate() and request.form.get("hash") == drafts.content_hash(examined.source):
            try:
                made = drafts.publish_draft(draft=draft, seen=form.seen_version(), actor_id=actor().person_id)
            except (Stale, QuestionnaireError):
                status = 409
            except drafts.WasReplaced:
                flash(_("This very text was published before and replaced. Change it to publish it again."))
                return redirect(address)
            else:
                flash(_("Version %(number)s is published.", number=made.number))
                return redirect(url_for("questionnaires.version", version_id=made.id))
        elif not form.errors:
            status = 409
    return _confirm(draft, examined.questionnaire, form, status)


def _confirm(
    draft: QuestionnaireDraft, questionnaire: Questionnaire, form: BaseForm, status: int
) -> tuple[str, int]:
    checksum = drafts.content_hash(draft.source)
    form.version.data = str(draft.version)
    same = listing.with_hash(checksum)
    number = same.number if same else listing.last_number(questionnaire.key) + 1
    return render_template(
        "assessments/questionnaires/publish.html",
        draft=draft,
        questionnaire=questionnaire,
        checksum=checksum,
        number=number,
        before=listing.version_before(questionnaire.key, number),
        form=form,
        status=status,
    ), status
