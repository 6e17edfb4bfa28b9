"""The form that takes an archive."""

from __future__ import annotations

import wtforms as wtf
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from app.web.forms import BaseForm


class ArchiveUploadForm(BaseForm):
    archive = FileField(_l("The archive, a .zip file"), [FileRequired(_l("Choose the archive of a use"))])


class ArchiveConfirmForm(BaseForm):
    leave = wtf.HiddenField()
