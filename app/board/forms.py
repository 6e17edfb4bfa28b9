"""Forms of the board's work and of the owner's response."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length

from app.web.fields import LongText
from app.web.forms import BaseForm

_LONG = Length(max=8000, message=_l("Use at most 8,000 characters"))


def _choices(words: dict[str, Any], hints: dict[str, Any]) -> list[SelectChoice]:
    return [
        SelectChoice(
            code, text, render_kw={"govuk": {"hint": {"text": str(hints[code])}}} if code in hints else {}
        )
        for code, text in words.items()
    ]


class CommentForm(BaseForm):
    text = LongText(
        _l("Your comment"),
        [DataRequired(_l("Write your comment")), _LONG],
        description=_l("The team reads it when the submission is returned or the advice is issued."),
    )


class ReturnReviewForm(BaseForm):
    reasons = LongText(
        _l("What must change, and why?"),
        [DataRequired(_l("Say what must change")), _LONG],
        description=_l("The team sees this above your comments on single questions."),
    )
