"""Takes in a file that shows that a condition is met, by the same door as evidence of answers."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app.assessments.evidence.actions import upload
from app.assessments.evidence.file_kinds import RefusedFile
from app.assessments.evidence.store import FolderStore, ScanFailed
from app.settings import Settings
from app.uses.models import UseCase

LONGEST_TITLE = 200


class NotTaken(Exception):
    """The file cannot be kept; the message is a sentence that says why."""


def take_file(*, use: UseCase, sent: FileStorage | None, title: str, actor_id: int) -> int | None:
    """Keeps the file as evidence of the use and gives its id; None when none was sent.

    Raises:
        NotTaken: what it is, or what the virus scanner says of it, does not let it in.
    """
    if sent is None or not sent.filename:
        return None
    content = sent.read()
    settings: Settings = current_app.extensions["candour"]
    try:
        file = upload(
            use=use,
            store=FolderStore(settings.evidence_folder, settings.scan_command),
            content=content,
            filename=sent.filename,
            title=title[:LONGEST_TITLE],
            actor_id=actor_id,
        )
    except RefusedFile as refused:
        raise NotTaken(_refusal(refused.code)) from refused
    except ScanFailed as failed:
        raise NotTaken(_("The virus scanner did not let this file through, so it was not kept.")) from failed
    return file.id


def _refusal(code: str) -> str:
    sentences = {
        "mismatch": _("The name of this file ends otherwise than what is in it. Give it its right ending."),
        "empty": _("This file is empty. Choose another one."),
        "macros": _("This file has macros or programs inside. Save it without them, or as PDF."),
        "bomb": _("This file unpacks to far too much. Save it as PDF."),
    }
    unknown = _("This kind of file cannot be kept. Save it as PDF, Word, Excel, a picture or text.")
    return sentences.get(code, unknown)
