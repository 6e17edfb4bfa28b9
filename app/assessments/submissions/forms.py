"""The form that hands an assessment to the board."""

from __future__ import annotations

import wtforms as wtf
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from app.web.fields import LongText
from app.web.forms import BaseForm


class SubmitForm(BaseForm):
    note = LongText(
        _l("A note to the board (optional)"),
        [Length(max=4000, message=_l("Use at most 4,000 characters"))],
        description=_l("What should they look at first? What are you unsure about?"),
    )
    honest = wtf.BooleanField(
        _l("The team has read the answers, and they say what we know and what we do not know"),
        [DataRequired(_l("Tick the box to say that the team stands behind the answers"))],
    )
