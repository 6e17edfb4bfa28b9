"""Forms of conditions: evidence, rulings, another date."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.board.conditions.lifecycle import RULED, ConditionState
from app.board.words import RULINGS
from app.database import utcnow
from app.web.fields import DateParts, LongText, ShortText
from app.web.forms import BaseForm

_LONG = Length(max=4000, message=_l("Use at most 4,000 characters"))


class EvidenceForm(BaseForm):
    text = LongText(
        _l("What was done?"),
        [DataRequired(_l("Say what was done")), _LONG],
        description=_l("Say what the board can see for itself. It asks the board for a ruling."),
    )
    link = ShortText(
        _l("Web address of what shows it, if there is one"),
        [Length(max=500, message=_l("Use at most 500 characters"))],
    )
    file = FileField(
        _l("A file that shows it, if there is one"),
        description=_l("PDF, Word, Excel, PowerPoint, OpenDocument, picture or text, without macros."),
    )

    def validate_link(self, field: wtf.Field) -> None:
        if not field.data:
            return
        try:
            parts = urlsplit(field.data)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.netloc or " " in field.data:
            raise ValidationError(_("Enter a whole web address, like https://www.example.org/report"))


class RulingForm(BaseForm):
    """The page's own code leaves out of the choices what the condition's state does not allow."""

    status = wtf.RadioField(
        _l("How does this condition stand?"), [DataRequired(_l("Choose how the condition stands"))]
    )
    note = LongText(
        _l("Reasons"),
        [DataRequired(_l("Give the reasons in a sentence")), _LONG],
        description=_l("What did you see? It appears on the public register. Name no person."),
    )


def ruling_form(state: ConditionState) -> RulingForm:
    """The form with the rulings that a condition in this state can get."""
    form = RulingForm()
    may_open = state in RULED
    form.status.choices = [
        SelectChoice(code, text) for code, text in RULINGS.items() if code != "open" or may_open
    ]
    return form


class DateForm(BaseForm):
    """`standing` is the date that the condition has now."""

    due_on = DateParts(_l("New date"))
    reasons = LongText(
        _l("Why is the date moved?"),
        [DataRequired(_l("Say why the date is moved")), _LONG],
        description=_l("The first date stays visible on the public register."),
    )
    standing: date | None = None

    def validate_due_on(self, field: wtf.Field) -> None:
        if field.errors:
            return
        if field.data is None:
            raise ValidationError(_("Enter the new date"))
        if field.data < utcnow().date():
            raise ValidationError(_("Choose a date that has not passed"))
        if field.data == self.standing:
            raise ValidationError(_("The condition is due on this day already. Choose another one"))
