"""The form of a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.assessments.answers.forms.handlers import Handler
from app.assessments.answers.forms.parts import read_number, state_data
from app.questionnaire.model import Answer, Question


class NumberLine(Handler):
    """A number as people type it."""

    inputmode = "decimal"

    def data(self, question: Question, answer: Answer) -> Mapping[str, Any]:
        """The number without a needless fraction."""
        value = answer.value if isinstance(answer.value, int | float) else ""
        return {
            "value": f"{value:g}" if isinstance(value, float) else str(value),
            "state": state_data(answer),
        }

    def read_text(self, text: str) -> object:
        """The number, with or without commas."""
        return read_number(text)


HANDLER = NumberLine()
