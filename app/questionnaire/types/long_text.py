"""A text of several lines, in Markdown."""

from __future__ import annotations

from app.questionnaire.language.answer import Form
from app.questionnaire.types.short_text import ShortText


class LongText(ShortText):
    """The value is a text without spaces around it."""

    form = Form.MARKDOWN
    longest = 8_000


TYPE = LongText("long_text")
