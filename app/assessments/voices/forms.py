"""The form of one voice."""

from __future__ import annotations

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.assessments.voices.actions import VoiceInput
from app.assessments.voices.models import Voice
from app.assessments.voices.words import CHANGES, HOWS, NOT_YET
from app.database import utcnow
from app.web.fields import DateParts, LongText, ShortText
from app.web.forms import BaseForm

MOST_PEOPLE = 10_000_000
_AT_MOST_4000 = Length(max=4000, message=_l("Use at most 4,000 characters"))


class VoiceForm(BaseForm):
    who = ShortText(
        _l("Who was heard?"),
        [
            DataRequired(_l("Say who was heard")),
            Length(max=300, message=_l("Use at most 300 characters")),
        ],
        description=_l("A group, never a person’s name. For example, “Tenants who speak little English”."),
    )
    how_many = ShortText(_l("How many people?"), description=_l("Leave it empty if nobody counted."))
    heard_on = DateParts(_l("When?"))
    how = wtf.RadioField(
        _l("How?"),
        [DataRequired(_l("Choose how they were heard"))],
        choices=lambda: [SelectChoice(code, text) for code, text in HOWS.items()],
    )
    said = LongText(
        _l("What did they say?"),
        [DataRequired(_l("Say what you heard")), _AT_MOST_4000],
        description=_l("What was hard to hear too. Leave out what would tell who a person is."),
    )
    changed = wtf.RadioField(
        _l("Did something change because of it?"),
        [DataRequired(_l("Choose whether something changed"))],
        choices=lambda: [SelectChoice(code, text) for code, text in CHANGES.items()],
    )
    response = LongText(
        _l("What changed, or why not?"),
        [_AT_MOST_4000],
        description=_l("This is what the people who spoke will look for."),
    )
    is_public = wtf.BooleanField(_l("Show this on the public register as “You said, we did”"), default=True)

    def validate_how_many(self, field: wtf.Field) -> None:
        if field.data and self._number() is None:
            raise ValidationError(_("Enter a whole number of people, like 40, or leave it empty"))

    def validate_heard_on(self, field: DateParts) -> None:
        if not field.data and not field.process_errors:
            raise ValidationError(_("Give the day, or the last day, on which they were heard"))
        if field.data and field.data > utcnow().date():
            raise ValidationError(_("That day is still to come. Add the voice once it was heard"))

    def validate_response(self, field: wtf.Field) -> None:
        if not field.data and self.changed.data and self.changed.data != NOT_YET:
            raise ValidationError(_("Say what changed, or why nothing did"))

    def _number(self) -> int | None:
        text = self.how_many.data.replace(",", "").replace(" ", "")
        if not (text.isascii() and text.isdigit()) or len(text) > 8:
            return None
        return int(text) if 1 <= int(text) <= MOST_PEOPLE else None

    def facts(self) -> VoiceInput:
        """What was typed; only for a form that is valid."""
        return VoiceInput(
            who=self.who.data,
            how_many=self._number() if self.how_many.data else None,
            heard_on=self.heard_on.data,
            how=self.how.data,
            said=self.said.data,
            changed=self.changed.data,
            response=self.response.data,
            is_public=self.is_public.data,
        )


def voice_form(row: Voice | None = None) -> VoiceForm:
    """The form for a new voice or for an existing one."""
    if row is None:
        return VoiceForm()
    names = ("who", "heard_on", "how", "said", "changed", "response", "is_public", "version")
    data = {name: getattr(row, name) for name in names}
    return VoiceForm(data={**data, "how_many": "" if row.how_many is None else str(row.how_many)})
