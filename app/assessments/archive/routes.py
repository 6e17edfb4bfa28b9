"""Pages that give a use as an archive, and make a use of one."""

from __future__ import annotations

import hashlib

from flask import Response as Download
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments import words
from app.assessments.archive import import_use
from app.assessments.archive.checks import checked
from app.assessments.archive.forms import ArchiveConfirmForm, ArchiveUploadForm
from app.assessments.archive.models import HeldArchive
from app.assessments.archive.pack import Archive, archive_of, to_zip
from app.assessments.archive.preview import Preview, preview_of
from app.assessments.archive.unpack import ArchiveError, open_archive
from app.assessments.blueprint import bp
from app.assessments.documents.names import attachment
from app.assessments.evidence.store import FolderStore
from app.settings import Settings
from app.uses.models import UseCase
from app.uses.rules import READ_USE
from app.web.access import access, roles
from app.web.roles import Actor, Role, actor
from app.web.security import takes_bodies


def _own(actor: Actor, held: HeldArchive, **_others: object) -> str | None:
    return None if held.person_id == actor.person_id else _("Somebody else uploaded this archive.")


MEMBER = roles(Role.TEAM_MEMBER)
OWN = MEMBER.where("their own upload", _own)


@bp.get("/<int:use_id>/archive.zip")
@access(get=READ_USE)
def archive(use: UseCase) -> Download:
    return Download(
        to_zip(archive_of(use, _store())), mimetype="application/zip", headers=attachment(use, "zip")
    )


@bp.get("/import")
@bp.post("/import")
@access(get=MEMBER, post=MEMBER)
@takes_bodies(lambda settings: 3 * settings.evidence_bytes)
def import_archive() -> str | Response | tuple[str, int]:
    form = ArchiveUploadForm()
    if not form.validate_on_submit():
        return _ask(form, (), 400 if form.is_submitted() else 200)
    content = request.files["archive"].read()
    try:
        _preview(_read(content))
    except ArchiveError as error:
        return _ask(form, error.messages, 400)
    held = import_use.hold(
        content=content,
        content_hash=hashlib.sha256(content).hexdigest(),
        organisation_id=actor().organisation_id,
        person_id=actor().person_id,
    )
    return redirect(url_for("assessments.import_held", held_id=held.id))


@bp.get("/import/<int:held_id>")
@bp.post("/import/<int:held_id>")
@access(get=OWN, post=OWN)
def import_held(held: HeldArchive) -> str | Response | tuple[str, int]:
    if held.use_id is not None:
        return redirect(url_for("assessments.use", use_id=held.use_id))
    form = ArchiveConfirmForm()
    try:
        archive = _read(held.content)
        if not form.validate_on_submit():
            found = _preview(archive)
            return render_template("assessments/archive_preview.html", form=form, found=found, words=words)
        if form.leave.data:
            import_use.drop(held=held)
            flash(_("The archive is forgotten. Nothing was imported."))
            return redirect(url_for("assessments.uses"))
        use_id = import_use.import_held(
            held=held, archive=archive, actor_id=actor().person_id, store=_store()
        )
    except ArchiveError as error:
        return _ask(ArchiveUploadForm(formdata=None), error.messages, 400)
    flash(_("The use is imported. It is with you. Add its team and its owner."))
    return redirect(url_for("assessments.use", use_id=use_id))


def _read(content: bytes) -> Archive:
    return checked(open_archive(content, _settings().evidence_bytes))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["candour"]
    return settings


def _store() -> FolderStore:
    return FolderStore(_settings().evidence_folder, _settings().scan_command)


def _preview(archive: Archive) -> Preview:
    return preview_of(archive)


def _ask(form: ArchiveUploadForm, messages: tuple[str, ...], status: int) -> tuple[str, int]:
    return render_template("assessments/archive_import.html", form=form, messages=messages), status
