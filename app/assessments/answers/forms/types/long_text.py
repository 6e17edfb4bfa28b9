"""The form of a text of several lines."""

from __future__ import annotations

from typing import Any

import wtforms as wtf

from app.assessments.answers.forms.handlers import Handler
from app.assessments.answers.forms.parts import text_field


class Paragraphs(Handler):
    """A large box that counts characters."""

    template = "assessments/question_types/paragraphs.html"
    cell_template = "assessments/question_types/cell_paragraphs.html"
    wide_cell = True

    def cell_field(self) -> Any:
        """A box of several lines."""
        return text_field(wtf.TextAreaField)


HANDLER = Paragraphs()
