"""Fields and rows of fields from which the forms of duties are built; they know no duty."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import wtforms as wtf
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, ValidationError
from wtforms.validators import Email, Length, Optional

from app.assessments.duties.money import read_pounds
from app.assessments.duties.words import RATING_WORDS
from app.web.fields import DateParts, ShortText

SHORT, LINK = 300, 2000
NUMBER = re.compile(r"\d{1,3}", re.ASCII)


class OneOrNone(wtf.RadioField):
    """Radios of which none has to be chosen."""

    def pre_validate(self, form: wtf.Form) -> None:
        if self.data:
            super().pre_validate(form)


class Pounds(ShortText):
    """A sum of money; what was typed stays as it was."""

    def post_validate(self, _form: wtf.Form, _stopped: bool) -> None:
        if self.data and read_pounds(self.data) is None:
            raise ValidationError(_("Enter an amount in pounds, like 49,999.99"))


class WebAddress:
    """Validator: a whole address that a browser can follow."""

    def __call__(self, _form: wtf.Form, field: wtf.Field) -> None:
        text = field.data or ""
        try:
            parts = urlsplit(text)
        except ValueError:
            parts = urlsplit("")
        if text and (parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in text):
            raise ValidationError(_("Enter a whole web address, like https://www.example.gov.uk/page"))


class SmallNumber:
    """Validator: a whole number of at most three digits."""

    def __call__(self, _form: wtf.Form, field: wtf.Field) -> None:
        if field.data and not NUMBER.fullmatch(field.data):
            raise ValidationError(_("Enter a whole number, like 10"))


def short_text(label: Any, *validators: Any, **more: Any) -> ShortText:
    return ShortText(
        label, [Length(max=SHORT, message=_l("Use at most 300 characters")), *validators], **more
    )


def link_text(label: Any, **more: Any) -> ShortText:
    too_long = Length(max=LINK, message=_l("Use at most 2,000 characters"))
    return ShortText(label, [too_long, WebAddress()], **more)


class RouteForm(wtf.Form):
    """One route to a safeguard: at least one way in that the public can use."""

    link = link_text(_l("Web address"))
    phone = short_text(_l("Telephone"))
    email = short_text(
        _l("E-mail address"), Optional(), Email(_l("Enter an e-mail address like name@example.org"))
    )
    place = short_text(_l("Postal address or desk"))
    who = short_text(_l("Post that answers, not a name"))
    days = ShortText(_l("Working days until the answer"), [SmallNumber()])


class RatingForm(wtf.Form):
    """One indicator and its rating; an empty row is none."""

    name = short_text(_l("Indicator"))
    rating = wtf.SelectField(
        _l("Rating"),
        choices=lambda: [
            SelectChoice("", _("Not rated yet")),
            *(SelectChoice(code, words) for code, words in RATING_WORDS.items()),
        ],
    )
    on = DateParts(_l("Assessed on"))

    def validate_name(self, field: wtf.Field) -> None:
        if not field.data and (self.rating.data or self.on.raw_data):
            raise ValidationError(_("Name the indicator, or empty its row"))
