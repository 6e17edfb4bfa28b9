"""Forms for declaring interests and for letting somebody take part."""

from __future__ import annotations

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.board.interests.standing import Kind
from app.board.interests.words import KIND_HINTS, KINDS
from app.web.fields import LongText
from app.web.forms import BaseForm

_SHORT = Length(max=2000, message=_l("Use at most 2,000 characters"))


def _kinds() -> list[SelectChoice]:
    return [
        SelectChoice(code, text, render_kw={"govuk": {"hint": {"text": str(KIND_HINTS[code])}}})
        for code, text in KINDS.items()
    ]


class InterestForm(BaseForm):
    kind = wtf.RadioField(
        _l("Do you have an interest in this use?"),
        [DataRequired(_l("Choose “No interest” or the kind of interest"))],
        choices=_kinds,
    )
    text = LongText(
        _l("What is the interest?"),
        [_SHORT],
        description=_l("One or two sentences. Your organisation may publish them, so name no other person."),
    )

    def validate_text(self, field: wtf.Field) -> None:
        if self.kind.data not in (None, "", Kind.NONE) and not field.data:
            raise ValidationError(_("Say in a sentence what the interest is"))
        if self.kind.data == Kind.NONE and field.data:
            raise ValidationError(_("You chose “No interest”. Choose a kind, or empty this box"))


class LetTakePartForm(BaseForm):
    reason = LongText(
        _l("Why may this member take part?"),
        [DataRequired(_l("Give the reason")), _SHORT],
        description=_l("It stands in the register of interests and in the minutes, with your name."),
    )


class NoneForm(BaseForm):
    reviews = wtf.SelectMultipleField(
        _l("In which of these do you have no interest?"),
        [DataRequired(_l("Choose at least one use"))],
        coerce=int,
        validate_choice=False,
    )
