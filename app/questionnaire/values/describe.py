"""Turns an answer into what a reading page shows: labels in place of ids, rows under headings."""

from __future__ import annotations

from app.questionnaire.language.answer import Answer, Form, ReadableAnswer, ShownCell
from app.questionnaire.language.question import Question, label
from app.questionnaire.language.terms import AnswerState

__all__ = ["Form", "ReadableAnswer", "ShownCell", "describe", "label"]


def describe(question: Question, answer: Answer) -> ReadableAnswer:
    """The reading of an answer; a value of a wrong shape is shown as plain text, never refused."""
    state, value = answer.state, answer.value
    reason = answer.reason if state is AnswerState.NOT_APPLICABLE else ""
    empty = ReadableAnswer(state, reason=reason, note=answer.note, evidence=answer.evidence)
    if state is not AnswerState.ANSWERED or value is None:
        return empty
    return question.type.describe(question, value, empty)
