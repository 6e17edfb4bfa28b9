"""Questions answered in one field: a text, a number or a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import wtforms as wtf
from wtforms.form import BaseForm

from app.assessments.answers.forms.parts import (
    Fields,
    SentAnswer,
    read_number,
    state_data,
    state_of,
    text_field,
)
from app.questionnaire.model import Answer, AnswerState, Question
from app.questionnaire.values import ValueProblem, normalise
from app.web.fields import DateParts


def _said(question: Question, form: BaseForm, saved: Answer, value: object, is_filled: bool) -> SentAnswer:
    is_saved = saved.value is not None and normalise(question, value) == saved.value
    state, problems = state_of(form, is_filled, is_saved)
    return SentAnswer(state, value if state is AnswerState.ANSWERED else None, problems)


class ShortTextQuestion:
    """One line."""

    macro = "short_text"

    def fields(self, _question: Question) -> Fields:
        return {"value": text_field(), "state": text_field()}

    def data(self, _question: Question, answer: Answer) -> Mapping[str, Any]:
        value = answer.value if isinstance(answer.value, str) else ""
        return {"value": value, "state": state_data(answer)}

    def read(self, question: Question, form: BaseForm, saved: Answer) -> SentAnswer:
        value = form["value"].data or ""
        return _said(question, form, saved, value, bool(value))

    def field_for(self, _question: Question, form: BaseForm, problem: ValueProblem) -> wtf.Field:
        return form["state"] if problem.code == "wrong_state" else form["value"]


class LongTextQuestion(ShortTextQuestion):
    """Several lines of Markdown."""

    macro = "long_text"


class Number(ShortTextQuestion):
    """A number as people type it."""

    macro = "number"

    def data(self, _question: Question, answer: Answer) -> Mapping[str, Any]:
        value = answer.value if isinstance(answer.value, int | float) else ""
        return {
            "value": f"{value:g}" if isinstance(value, float) else str(value),
            "state": state_data(answer),
        }

    def read(self, question: Question, form: BaseForm, saved: Answer) -> SentAnswer:
        text = form["value"].data or ""
        return _said(question, form, saved, read_number(text), bool(text))


class Day(ShortTextQuestion):
    """A date in three parts."""

    macro = "day"

    def fields(self, _question: Question) -> Fields:
        return {"value": DateParts(), "state": text_field()}

    def data(self, _question: Question, answer: Answer) -> Mapping[str, Any]:
        try:
            day = date.fromisoformat(str(answer.value))
        except ValueError:
            day = None
        return {"value": day, "state": state_data(answer)}

    def read(self, question: Question, form: BaseForm, saved: Answer) -> SentAnswer:
        field = form["value"]
        value = field.data.isoformat() if field.data else None
        said = _said(question, form, saved, value, any(field.parts.values()))
        wrong = said.state is AnswerState.ANSWERED and value is None
        return SentAnswer(said.state, value, (*said.problems, ValueProblem("bad_date"))) if wrong else said
