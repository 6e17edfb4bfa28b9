"""Brings a valid value into its one form, so that equal answers are stored and compared as equal."""

from __future__ import annotations

from app.questionnaire.language.answer import Value
from app.questionnaire.language.question import Question


def normalise(question: Question, value: object) -> Value:
    """The one form of a value: texts trimmed and in NFC, choices in order and once, no empty rows or cells.

    A wrong shape comes back as None or as it was, for `validate` to name; doing it twice changes nothing.
    """
    return question.type.normalise(question, value)
