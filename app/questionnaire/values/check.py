"""Says what is wrong with a typed value, and brings a right one into its one form; it parses no form input.

Problems are codes with parameters; the words that people read are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.questionnaire.language.answer import Answer, ReadableAnswer
from app.questionnaire.language.problems import ValueProblem, check_text
from app.questionnaire.language.question import Question
from app.questionnaire.language.terms import AnswerState
from app.questionnaire.placeholders import is_placeholder
from app.questionnaire.types.evidence import evidence_problems
from app.questionnaire.values.describe import describe
from app.questionnaire.values.normalise import normalise

__all__ = [
    "ReadableAnswer",
    "ValueProblem",
    "describe",
    "is_placeholder",
    "length_of",
    "normalise",
    "validate",
    "validate_answer",
]

REASON_LENGTH = 2_000
NOTE_LENGTH = 4_000


def validate_answer(question: Question, answer: Answer) -> tuple[ValueProblem, ...]:
    """Everything wrong with an answer: its value or reason (as the state asks), its note, its evidence."""
    found: list[ValueProblem] = []
    if answer.state is AnswerState.ANSWERED:
        found.extend(validate(question, answer.value))
    if answer.state is AnswerState.NOT_APPLICABLE:
        if answer.reason.strip():
            found.extend(check_text(answer.reason, REASON_LENGTH, "reason"))
        else:
            found.append(ValueProblem("reason_missing"))
    found.extend(check_text(answer.note, NOTE_LENGTH, "note"))
    rows = [{"title": each.title, "link": each.link} for each in answer.evidence]
    if rows:
        found.extend(
            replace(problem, column=problem.column or "evidence") for problem in evidence_problems(rows)
        )
    return tuple(found)


def validate(question: Question, value: object) -> tuple[ValueProblem, ...]:
    """Everything wrong with a value of any shape.

    Codes: empty, wrong_type, wrong_choice, too_long, nul, surrogate, not_a_number, too_small, too_large,
    bad_date, unknown_column, too_many_rows, title_missing, bad_link.
    """
    if value is None or (isinstance(value, str | Sequence) and not _filled(value)):
        return (ValueProblem("empty"),)
    return tuple(question.type.problems(question, value))


def length_of(question: Question) -> int:
    """The most characters that a text may have."""
    return question.longest


def _filled(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)
