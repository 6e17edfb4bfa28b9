"""Forms for declaring interests and for letting somebody take part."""

from __future__ import annotations

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from app.board.interests.standing import InterestKind
from app.board.interests.words import CATEGORIES, CATEGORY_HINTS, KIND_HINTS, KINDS
from app.register.linter.personal_data import find_personal_data
from app.web.fields import LongText
from app.web.forms import BaseForm
from app.web.lists import ChosenMany

_SHORT = Length(max=2000, message=_l("Use at most 2,000 characters"))


def _kinds() -> list[SelectChoice]:
    return [
        SelectChoice(code, text, render_kw={"govuk": {"hint": {"text": str(KIND_HINTS[code])}}})
        for code, text in KINDS.items()
    ]


class _ReadInPublic(BaseForm):
    """A form whose text may become public: what looks like data about a person must be looked at again."""

    checked = wtf.BooleanField(_l("I checked these words: they tell nothing private about a person"))

    def validate_checked(self, field: wtf.Field) -> None:
        found = [finding.found for finding in find_personal_data(self["text"].data or "")]
        if found and not field.data:
            sentence = _(
                "This looks like data about one person: %(what)s. Take it out, or tick that you checked."
            )
            raise ValidationError(sentence % {"what": ", ".join(dict.fromkeys(found))})


class InterestForm(_ReadInPublic):
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
        if self.kind.data not in (None, "", InterestKind.NONE) and not field.data:
            raise ValidationError(_("Say in a sentence what the interest is"))
        if self.kind.data == InterestKind.NONE and field.data:
            raise ValidationError(_("You chose “No interest”. Choose a kind, or empty this box"))


class StandingForm(_ReadInPublic):
    category = wtf.RadioField(
        _l("What kind of interest is it?"),
        [DataRequired(_l("Choose a kind"))],
        choices=lambda: [
            SelectChoice(code, text, render_kw={"govuk": {"hint": {"text": str(CATEGORY_HINTS[code])}}})
            for code, text in CATEGORIES.items()
        ],
    )
    text = LongText(
        _l("What is it?"),
        [DataRequired(_l("Say what it is")), _SHORT],
        description=_l("A sentence. No home address, and nobody else’s name."),
    )


class LetTakePartForm(BaseForm):
    reason = LongText(
        _l("Why may this member take part?"),
        [DataRequired(_l("Give the reason")), _SHORT],
        description=_l("It stands in the register of interests and in the minutes, with your name."),
    )


class LiftInterestForm(BaseForm):
    reason = LongText(
        _l("Why does this interest no longer keep the member out?"),
        [DataRequired(_l("Give the reason")), _SHORT],
        description=_l("It stands in the register of interests, and everybody concerned is told."),
    )


class NoneForm(BaseForm):
    reviews = ChosenMany(
        _l("In which of these do you have no interest?"), [DataRequired(_l("Choose at least one use"))]
    )
