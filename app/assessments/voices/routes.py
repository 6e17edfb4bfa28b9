"""Pages of the voices of a use."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.blueprint import bp
from app.assessments.revisions.revisioned_rows import put_back_row, remove_row, rows_of
from app.assessments.revisions.row_pages import Removal, conflict, removal, same_use
from app.assessments.rules import EDIT
from app.assessments.use_assessment import the_assessment
from app.assessments.voices import actions, queries
from app.assessments.voices.forms import VoiceForm, voice_form
from app.assessments.voices.models import Voice
from app.assessments.voices.view import ReadVoice, read_voices
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, allowed
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/<int:use_id>/voices")
@access(get=READ_USE)
def voices(use: UseCase) -> str:
    assessment = the_assessment(use)
    return render_template(
        "assessments/voices/voices.html",
        use=use,
        voices=read_voices(queries.voice_facts(assessment.id)),
        removed=rows_of(Voice, assessment.id, removed=True),
        may_edit=allowed(EDIT, actor(), use=use),
    )


@bp.get("/<int:use_id>/voices/new")
@bp.post("/<int:use_id>/voices/new")
@access(get=EDIT, post=EDIT)
def new_voice(use: UseCase) -> str | Response | tuple[str, int]:
    form = voice_form()
    if not form.validate_on_submit():
        return _show(use, form, None)
    nonce, by = form.nonce.data or "", actor().person_id
    try:
        actions.add_voice(use=use, facts=form.facts(), actor_id=by, nonce=nonce)
        flash(_("The voice is recorded."))
    except AlreadyDone:
        flash(_("This voice was saved already."))
    return redirect(url_for("assessments.voices", use_id=use.id))


@bp.get("/<int:use_id>/voices/<int:voice_id>")
@bp.post("/<int:use_id>/voices/<int:voice_id>")
@access(get=EDIT, post=EDIT)
def voice(use: UseCase, voice: Voice) -> str | Response | tuple[str, int]:
    same_use(use, voice)
    form = voice_form(voice)
    if not form.validate_on_submit():
        return _show(use, form, voice)
    seen, by = form.seen_version(), actor().person_id
    try:
        actions.change_voice(use=use, voice=voice, facts=form.facts(), seen=seen, actor_id=by)
    except Stale as stale:
        return _conflict(use, form, stale)
    flash(_("The voice is saved."))
    return redirect(url_for("assessments.voices", use_id=use.id))


@bp.get("/<int:use_id>/voices/<int:voice_id>/remove")
@bp.post("/<int:use_id>/voices/<int:voice_id>/remove")
@access(get=EDIT, post=EDIT)
def remove_voice(use: UseCase, voice: Voice) -> str | Response | tuple[str, int]:
    same_use(use, voice)
    asked = Removal(
        question=_("Remove this voice?"),
        title=voice.who,
        back_to=url_for("assessments.voices", use_id=use.id),
        back_text=_("Voices"),
        done=_("The voice is off the list. You can put it back below."),
    )
    return removal(
        asked, voice.version, lambda seen, by: remove_row(use=use, row=voice, seen=seen, actor_id=by)
    )


@bp.post("/<int:use_id>/voices/<int:voice_id>/put-back")
@access(post=EDIT)
def put_back_voice(use: UseCase, voice: Voice) -> Response:
    same_use(use, voice)
    put_back_row(use=use, row=voice, actor_id=actor().person_id)
    flash(_("The voice is back on the list."))
    return redirect(url_for("assessments.voices", use_id=use.id))


def _show(use: UseCase, form: VoiceForm, voice: Voice | None) -> tuple[str, int]:
    page = render_template("assessments/voices/voice.html", use=use, form=form, voice=voice)
    return page, 400 if form.errors else 200


def _conflict(use: UseCase, form: VoiceForm, stale: Stale) -> tuple[str, int]:
    theirs = stale.current
    if not isinstance(theirs, Voice):
        raise stale
    form.version.data = str(theirs.version)
    words = ReadVoice(queries.facts(theirs))
    return conflict(
        form,
        fields="assessments/voices/voice_fields.html",
        theirs=[
            (_("Who was heard?"), theirs.who),
            (_("How many people?"), str(theirs.how_many or "")),
            (_("How?"), words.how),
            (_("What did they say?"), theirs.said),
            (_("Did something change because of it?"), words.changed),
            (_("What changed, or why not?"), theirs.response),
        ],
        keep=url_for("assessments.voices", use_id=use.id),
    )
