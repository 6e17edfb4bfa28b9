"""The form that publishes a year's figures."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired, Length

from app.web.fields import LongText
from app.web.forms import BaseForm

_LONG = Length(max=4000, message=_l("Use at most 4,000 characters"))


class PublishFiguresForm(BaseForm):
    words = LongText(
        _l("What should readers know about this year?"),
        [_LONG],
        description=_l("Two or three plain sentences, shown above the figures. You can leave it empty."),
    )
    note = LongText(
        _l("What was corrected, and why?"),
        [_LONG],
        description=_l("This year is public already. Readers see the reason beside the new figures."),
    )
    sure = BooleanField(
        _l("I have read the figures below and they may be public"),
        [DataRequired(_l("Tick the box when you have read the figures"))],
    )
