"""The form of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms.form import BaseForm

from app.assessments.answers.forms.handlers import Handler
from app.assessments.answers.forms.parts import Fields, SentAnswer, read_day, show_day, state_data, text_field
from app.questionnaire.model import Answer, AnswerState, Question
from app.questionnaire.values.check import ValueProblem
from app.web.fields import DateParts


class DayParts(Handler):
    """A date in three parts; in a cell as one text."""

    template = "assessments/question_types/day.html"

    def fields(self, question: Question) -> Fields:
        """Day, month and year."""
        return {"value": DateParts(), "state": text_field()}

    def data(self, question: Question, answer: Answer) -> Mapping[str, Any]:
        """The day, when it is one."""
        try:
            day = date.fromisoformat(str(answer.value))
        except ValueError:
            day = None
        return {"value": day, "state": state_data(answer)}

    def read(self, question: Question, form: BaseForm, saved: Answer) -> SentAnswer:
        """The day in ISO form; parts that make no day are a mistake."""
        field = form["value"]
        value = field.data.isoformat() if field.data else None
        said = self.said(question, form, saved, value, any(field.parts.values()))
        wrong = said.state is AnswerState.ANSWERED and value is None
        return SentAnswer(said.state, value, (*said.problems, ValueProblem("bad_date"))) if wrong else said

    def read_text(self, text: str) -> object:
        """A day typed as 27/3/2027."""
        return read_day(text)

    def show_text(self, value: object) -> str:
        """A day as 27/3/2027."""
        return show_day(value)

    def cell_aid(self) -> str:
        """How to type a day."""
        return str(_("Like 27/3/2027"))


HANDLER = DayParts()
