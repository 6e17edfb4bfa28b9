"""Forms of questionnaires: give a text or a file, edit a draft."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import DataRequired

from app.web.fields import LongText
from app.web.forms import BaseForm


class NewForm(BaseForm):
    """A file, or a text that was pasted."""

    file = FileField(
        _l("Choose a file"),
        description=_l("A questionnaire in our own format (YAML), or a SurveyJS file (JSON). At most 2 MB."),
    )
    text = LongText(
        _l("Or paste the text"),
        description=_l("If you do both, the file counts."),
        render_kw={"spellcheck": "false"},
    )


class DraftForm(BaseForm):
    """The text of a draft."""

    text = LongText(_l("Text of the questionnaire"), [DataRequired(_l("Enter the questionnaire"))])
