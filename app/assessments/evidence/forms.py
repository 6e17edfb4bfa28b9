"""Forms of evidence: upload a file, choose one that is here already."""

from __future__ import annotations

import wtforms as wtf
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import DataRequired, Length

from app.assessments.evidence.file_kinds import ENDINGS
from app.web.fields import ShortText
from app.web.forms import BaseForm


class EvidenceUploadForm(BaseForm):
    title = ShortText(
        _l("What it is"),
        [DataRequired(_l("Say what the file is")), Length(max=200, message=_l("Use at most 200 characters"))],
        description=_l("For example: Equality impact assessment, March 2026."),
    )
    file = FileField(
        _l("File"),
        [DataRequired(_l("Choose a file"))],
        description=_l("PDF, Word, Excel, PowerPoint, OpenDocument, picture or text, without macros."),
    )


class ChooseForm(BaseForm):
    """Chooses pieces of evidence; the page's own code fills in the choices."""

    chosen = wtf.SelectMultipleField(
        _l("Choose what belongs to this answer"), [DataRequired(_l("Choose at least one"))]
    )


ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)
