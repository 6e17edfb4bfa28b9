"""Questions answered by choosing; "Don't know yet" and "Not applicable" are further choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms as wtf
from wtforms.form import BaseForm

from app.assessments.answers.forms.parts import NOT_APPLICABLE, UNKNOWN, Fields, SentAnswer, Values
from app.questionnaire.model import Answer, AnswerState, Question
from app.questionnaire.values import ValueProblem

_STATES = {UNKNOWN: AnswerState.UNKNOWN, NOT_APPLICABLE: AnswerState.NOT_APPLICABLE}
_CODES = {state: code for code, state in _STATES.items()}


def _chosen(answer: Answer) -> list[str]:
    if answer.state in _CODES:
        return [_CODES[answer.state]]
    value = answer.value
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list | tuple) else []


class OneChoice:
    """Yes or no, one of several, or a place on a scale."""

    macro = "one_choice"

    def fields(self, _question: Question) -> Fields:
        return {"value": Values()}

    def data(self, _question: Question, answer: Answer) -> Mapping[str, Any]:
        return {"value": _chosen(answer)}

    def read(self, _question: Question, form: BaseForm, _saved: Answer) -> SentAnswer:
        chosen = list(dict.fromkeys(each for each in form["value"].data or () if each))
        if not chosen:
            return SentAnswer(AnswerState.NOT_ANSWERED)
        if len(chosen) > 1:
            return SentAnswer(AnswerState.NOT_ANSWERED, problems=(ValueProblem("several"),))
        if chosen[0] in _STATES:
            return SentAnswer(_STATES[chosen[0]])
        return SentAnswer(AnswerState.ANSWERED, chosen[0])

    def field_for(self, _question: Question, form: BaseForm, _problem: ValueProblem) -> wtf.Field:
        return form["value"]


class ManyChoices(OneChoice):
    """As many as apply."""

    macro = "many_choices"

    def read(self, _question: Question, form: BaseForm, _saved: Answer) -> SentAnswer:
        chosen = list(dict.fromkeys(each for each in form["value"].data or () if each))
        states = [each for each in chosen if each in _STATES]
        if not chosen:
            return SentAnswer(AnswerState.NOT_ANSWERED)
        if states and len(chosen) > 1:
            return SentAnswer(AnswerState.NOT_ANSWERED, problems=(ValueProblem("mixed"),))
        if states:
            return SentAnswer(_STATES[states[0]])
        return SentAnswer(AnswerState.ANSWERED, chosen)
