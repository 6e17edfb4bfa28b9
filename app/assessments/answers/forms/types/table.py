"""The form of rows with typed columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from wtforms.form import BaseForm

from app.assessments.answers.forms.handlers import Handler
from app.assessments.answers.forms.parts import Fields, SentAnswer, state_data, text_field
from app.assessments.answers.forms.rows import cell_field, rows_data, rows_field, sent_rows
from app.questionnaire.model import Answer, Question
from app.questionnaire.values.check import ValueProblem


class Rows(Handler):
    """Rows as cards, each cell drawn and read by the type of its column."""

    template = "assessments/question_types/rows.html"

    def fields(self, question: Question) -> Fields:
        """As many rows as are sent."""
        return {"rows": rows_field(question.type.columns(question)), "state": text_field()}

    def data(self, question: Question, answer: Answer) -> Mapping[str, Any]:
        """The saved rows."""
        rows = rows_data(question.type.columns(question), answer.value)
        return {"rows": rows, "state": state_data(answer)}

    def read(self, question: Question, form: BaseForm, saved: Answer) -> SentAnswer:
        """The rows with at least one filled cell."""
        value = [row for _place, row in sent_rows(question.type.columns(question), form["rows"])]
        return self.said(question, form, saved, value, bool(value))

    def field_for(self, question: Question, form: BaseForm, problem: ValueProblem) -> wtf.Field:
        """The cell that the problem is about."""
        if problem.code == "wrong_state":
            return form["state"]
        places = [place for place, _row in sent_rows(question.type.columns(question), form["rows"])]
        return cell_field(form["rows"], places, problem)

    def missing(self) -> str:
        """Fill in a row."""
        return str(_("Fill in a row, or choose “Don’t know yet” or “Not applicable”"))


HANDLER = Rows()
