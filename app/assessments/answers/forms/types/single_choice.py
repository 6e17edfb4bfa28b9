"""The form of one choice of several; "Don't know yet" and "Not applicable" are further choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from wtforms.form import BaseForm

from app.assessments.answers.forms.handlers import Handler
from app.assessments.answers.forms.parts import CHOSEN_STATES, Fields, SentAnswer, Values
from app.questionnaire.model import Answer, AnswerState, Question
from app.questionnaire.values.check import ValueProblem

_CODES = {state: code for code, state in CHOSEN_STATES.items()}


class OneChoice(Handler):
    """Radios; in a cell a list to choose from."""

    template = "assessments/question_types/radios.html"
    cell_template = "assessments/question_types/cell_choice.html"

    def fields(self, question: Question) -> Fields:
        """All values sent, so that two at once are seen as a mistake."""
        return {"value": Values()}

    def data(self, question: Question, answer: Answer) -> Mapping[str, Any]:
        """The choices taken, or the one that says a state."""
        return {"value": _chosen(answer)}

    def read(self, question: Question, form: BaseForm, saved: Answer) -> SentAnswer:
        """The one choice."""
        chosen = list(dict.fromkeys(each for each in form["value"].data or () if each))
        if not chosen:
            return SentAnswer(AnswerState.NOT_ANSWERED)
        if len(chosen) > 1:
            return SentAnswer(AnswerState.NOT_ANSWERED, problems=(ValueProblem("several"),))
        if chosen[0] in CHOSEN_STATES:
            return SentAnswer(CHOSEN_STATES[chosen[0]])
        return SentAnswer(AnswerState.ANSWERED, chosen[0])

    def field_for(self, question: Question, form: BaseForm, problem: ValueProblem) -> wtf.Field:
        """There is only one field."""
        return form["value"]

    def missing(self) -> str:
        """Choose one."""
        return str(_("Choose an answer or “Don’t know yet”"))


def _chosen(answer: Answer) -> list[str]:
    if answer.state in _CODES:
        return [_CODES[answer.state]]
    value = answer.value
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list | tuple) else []


HANDLER = OneChoice()
