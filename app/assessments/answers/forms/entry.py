"""One question as a form: filled from the saved answer or from what was sent, read back, checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import wtforms as wtf
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from app.assessments.answers.forms.handlers import Handler
from app.assessments.answers.forms.parts import SPARE_ROWS, numbered_rows, text_field
from app.assessments.answers.forms.problems import sentence
from app.assessments.answers.forms.rows import cell_field, rows_data, rows_field, sent_rows
from app.assessments.answers.forms.types import HANDLERS
from app.questionnaire.model import (
    UNANSWERED,
    Answer,
    AnswerState,
    Column,
    Evidence,
    Question,
)
from app.questionnaire.types.evidence import EVIDENCE_COLUMNS
from app.questionnaire.values.check import ValueProblem, length_of, normalise, validate, validate_answer
from app.web.fields import DateParts, unusable_character

LONGEST_REASON = 1_000
MINE, THEIRS = "mine", "theirs"


class QuestionEntry:
    """A question's form; `answer` is what it says once it was sent, `errors` stay with its fields.

    Names in the page are the question's id, an underscore (which no id has) and the field.
    """

    def __init__(
        self, question: Question, saved: Answer, version: int, sent: MultiDict[str, str] | None = None
    ) -> None:
        self.question = question
        self.handler = HANDLERS[question.type]
        self.saved = saved
        self.answer = saved
        self._problems: list[ValueProblem] = []
        self._unusable: list[wtf.Field] = []
        self.form = BaseForm(self._fields(), prefix=f"{question.id}_")
        if sent is None:
            self.form.process(data=self._data(version))
        else:
            for rows in ("rows", "evidence"):
                sent = numbered_rows(sent, f"{question.id}_{rows}")
            self.form.process(sent)
            self._problems = list(self._read())
            self._show_unusable()

    @property
    def seen(self) -> int:
        """The version of the answer that the form was filled from, 0 when there was none."""
        text = self.form["version"].data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    @property
    def in_conflict(self) -> bool:
        """Whether the person has to say which of two answers stays."""
        return bool(self.form["conflict"].data)

    @property
    def takes_theirs(self) -> bool:
        """Whether the person lets the other one's answer stand."""
        return self.in_conflict and self.form["resolve"].data == THEIRS

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a question with rows."""
        return self.question.type.columns(self.question)

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """Id, text and hint of each choice."""
        return self.handler.choices(self.question)

    def cell_handler(self, column: Column) -> Handler:
        """How the cells of a column are drawn."""
        return HANDLERS[column.type]

    @property
    def longest(self) -> int:
        """The most characters that a text may have."""
        return length_of(self.question)

    @property
    def evidence_open(self) -> bool:
        """Whether somebody is at work on the evidence, so that it is not folded away."""
        return "evidence" in self.form and any(
            field.data or field.errors for row in self.form["evidence"] for field in row.form
        )

    def set_conflict(self, version: int) -> None:
        """Marks that somebody saved the answer in the meantime, as this version."""
        self.form["version"].data = str(version)
        self.form["conflict"].data = "1"
        self.form["resolve"].data = ""
        self.form["resolve"].errors = [sentence(ValueProblem("unresolved"))]

    def add_rows(self, name: str, count: int = SPARE_ROWS) -> None:
        """Adds empty rows at the end of `rows` or `evidence`."""
        for _row in range(count if name in self.form else 0):
            self.form[name].append_entry()

    def check(self, *, required: bool) -> bool:
        """Puts what is wrong beside the fields; True when nothing is."""
        for field, text in self._wrong(required):
            field.errors = [*field.errors, text]
        if self.in_conflict and self.form["resolve"].data not in (MINE, THEIRS):
            self.form["resolve"].errors = [sentence(ValueProblem("unresolved"))]
        return not any(field.errors for field in self._leaves())

    def errors(self, *, named: bool = False) -> list[dict[str, str]]:
        """What is wrong, as links for the error summary; with `named`, each names its question."""
        before = f"{self.question.text} – " if named else ""
        return [
            {"text": before + row + str(field.errors[0]), "href": f"#{_target(field)}"}
            for row, field in self._placed()
            if field.errors
        ]

    def _fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "version": wtf.HiddenField(),
            "conflict": wtf.HiddenField(),
            "resolve": text_field(),
            **self.handler.fields(self.question),
            "reason": text_field(wtf.TextAreaField),
        }
        if self.question.evidence:
            fields["evidence"] = rows_field(EVIDENCE_COLUMNS)
        return {**fields, "note": text_field(wtf.TextAreaField)}

    def _data(self, version: int) -> dict[str, Any]:
        evidence = [{"title": each.title, "link": each.link} for each in self.saved.evidence]
        return {
            **self.handler.data(self.question, self.saved),
            "version": str(version),
            "reason": self.saved.reason,
            "note": self.saved.note,
            "evidence": rows_data(EVIDENCE_COLUMNS, evidence),
        }

    def _read(self) -> tuple[ValueProblem, ...]:
        said = self.handler.read(self.question, self.form, self.saved)
        reason = self.form["reason"].data or ""
        state = said.state
        if state is AnswerState.NOT_ANSWERED and reason and not said.problems:
            state = AnswerState.NOT_APPLICABLE
        self.answer = Answer(
            state=state,
            value=normalise(self.question, said.value) if state is AnswerState.ANSWERED else None,
            reason=reason if state is AnswerState.NOT_APPLICABLE else "",
            note=self.form["note"].data or "",
            evidence=tuple(Evidence(row["title"], row["link"]) for row in self._evidence()),
        )
        if state is not AnswerState.ANSWERED or said.problems:
            return said.problems
        return validate(self.question, self.answer.value)

    def _evidence(self) -> list[dict[str, str]]:
        if "evidence" not in self.form:
            return []
        rows = sent_rows(EVIDENCE_COLUMNS, self.form["evidence"])
        return [{key: str(row.get(key, "")) for key in ("title", "link")} for _place, row in rows]

    def _wrong(self, required: bool) -> Iterator[tuple[wtf.Field, str]]:
        question, form, answer = self.question, self.form, self.answer
        for problem in self._problems:
            yield self.handler.field_for(question, form, problem), sentence(problem)
        if required and answer.state is AnswerState.NOT_ANSWERED and not self._problems:
            yield self.handler.field_for(question, form, ValueProblem("empty")), self.handler.missing()
        for problem in validate_answer(question, replace(answer, state=AnswerState.NOT_ANSWERED)):
            yield self._side_field(problem), sentence(problem)
        if answer.state is AnswerState.NOT_APPLICABLE:
            for problem in validate_answer(
                question, replace(UNANSWERED, state=answer.state, reason=answer.reason)
            ):
                yield form["reason"], sentence(problem)
            if len(answer.reason) > LONGEST_REASON:
                most = (("most", LONGEST_REASON), ("length", len(answer.reason)))
                yield form["reason"], sentence(ValueProblem("too_long", most))
        for field in self._unusable:
            yield field, sentence(ValueProblem("nul"))

    def _side_field(self, problem: ValueProblem) -> wtf.Field:
        if problem.column == "note" or "evidence" not in self.form:
            return self.form["note"]
        places = [place for place, _row in sent_rows(EVIDENCE_COLUMNS, self.form["evidence"])]
        return cell_field(self.form["evidence"], places, problem)

    def _show_unusable(self) -> None:
        """Characters that cannot be stored are shown as browsers show them, and named as a mistake."""
        for field in self._leaves():
            if isinstance(field.data, str) and unusable_character(field.data):
                field.data = "".join("�" if unusable_character(letter) else letter for letter in field.data)
                self._unusable.append(field)

    def _leaves(self) -> Iterator[wtf.Field]:
        return (field for _row, field in self._placed())

    def _placed(self) -> Iterator[tuple[str, wtf.Field]]:
        """Every field with the row in which it stands, in words; most stand in none."""
        for field in self.form:
            yield "", field
            for number, row in enumerate(field if isinstance(field, wtf.FieldList) else (), 1):
                yield from ((_("Row %(number)s", number=number) + ": ", cell) for cell in row.form)


def _target(field: wtf.Field) -> str:
    return field.first_error_id() if isinstance(field, DateParts) else str(field.id)
