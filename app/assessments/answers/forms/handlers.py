"""What every question type has to know of its form; the types themselves stand in `types`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from wtforms.form import BaseForm

from app.assessments.answers.forms.parts import (
    Fields,
    SentAnswer,
    show_number,
    state_data,
    state_of,
    text_field,
)
from app.questionnaire.model import Answer, AnswerState, Column, Question
from app.questionnaire.values.check import ValueProblem, normalise


class Handler:
    """The form of one question type: its fields, how an answer fills them, how they are read back.

    All here suits a type that is answered in one line of text; a type overrides what differs.
    """

    template = "assessments/question_types/one_line.html"
    """The template that draws the fields; it is given `entry`."""
    cell_template = "assessments/question_types/cell_line.html"
    """The template that draws a cell of such a column; it is given `entry`, `column` and `cell`."""
    inputmode = ""
    """The keyboard that a telephone shows."""
    wide_cell = False
    """Whether a cell of such a column takes a whole line."""

    def fields(self, question: Question) -> Fields:
        """The type's own WTForms fields, unbound, by name."""
        return {"value": text_field(), "state": text_field()}

    def data(self, question: Question, answer: Answer) -> Mapping[str, Any]:
        """What a saved answer puts into the fields."""
        value = answer.value if isinstance(answer.value, str) else ""
        return {"value": value, "state": state_data(answer)}

    def read(self, question: Question, form: BaseForm, saved: Answer) -> SentAnswer:
        """What the filled form says."""
        text = form["value"].data or ""
        return self.said(question, form, saved, self.read_text(text), bool(text))

    def said(
        self, question: Question, form: BaseForm, saved: Answer, value: object, is_filled: bool
    ) -> SentAnswer:
        """A value together with what the small radios beside it say."""
        is_saved = saved.value is not None and normalise(question, value) == saved.value
        state, problems = state_of(form, is_filled, is_saved)
        return SentAnswer(state, value if state is AnswerState.ANSWERED else None, problems)

    def field_for(self, question: Question, form: BaseForm, problem: ValueProblem) -> wtf.Field:
        """The field that a problem of the value stands at."""
        return form["state"] if problem.code == "wrong_state" else form["value"]

    def missing(self) -> str:
        """What to do when nothing was said at all."""
        return str(_("Write an answer, or choose “Don’t know yet” or “Not applicable”"))

    def choices(self, owner: Question | Column) -> list[tuple[str, str, str]]:
        """Id, text and hint of each choice, of a question or of a column."""
        return [(choice.id, choice.text, choice.hint) for choice in owner.choices]

    def read_text(self, text: str) -> object:
        """The value that a person typed; the text itself when it is none."""
        return text

    def show_text(self, value: object) -> str:
        """A saved value as people type it."""
        return show_number(value) if isinstance(value, float) else str(value)

    def cell_field(self) -> Any:
        """The field of a cell of such a column."""
        return text_field()

    def cell_aid(self) -> str:
        """A few words below the field of a cell."""
        return ""


HANDLERS: dict[str, Handler] = {}
