"""What conditions say of answers: "don't know yet" and "not yet said" are unknown in two ways, told apart.

`presence` says for each question whether it is on the path; it is worked out in `paths`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from app import logic
from app.logic import Truth
from app.questionnaire.model import (
    UNANSWERED,
    Answers,
    AnswerState,
    Comparison,
    Condition,
    Operator,
    Question,
    Questionnaire,
    Value,
)

Look: TypeAlias = Callable[[Comparison, Questionnaire, Answers, Mapping[str, Truth]], Truth]


def evaluate(
    condition: Condition,
    questionnaire: Questionnaire,
    answers: Answers,
    presence: Mapping[str, Truth],
    look: Look | None = None,
) -> Truth:
    """Whether the condition holds for these answers; what is off the path counts as false.

    `look` says how one comparison is judged: `compare` when left out, `may_become` for what is still open.
    """
    judge = look or compare
    return logic.evaluate(condition, lambda each: judge(each, questionnaire, answers, presence))


def compare(
    comparison: Comparison, questionnaire: Questionnaire, answers: Answers, presence: Mapping[str, Truth]
) -> Truth:
    """Whether one comparison holds: unknown and not yet answered are unknown, not applicable is false."""
    present = presence.get(comparison.question, Truth.FALSE)
    if present is Truth.FALSE or not questionnaire.has(comparison.question):
        return Truth.FALSE
    answer = answers.get(comparison.question, UNANSWERED)
    if comparison.operator is Operator.ANSWERED:
        if not present.may_hold or answer.state is AnswerState.NOT_APPLICABLE:
            return Truth.FALSE
        return _definite((answer.state is AnswerState.ANSWERED) == comparison.operand)
    if not present.may_hold or answer.state is AnswerState.NOT_ANSWERED:
        return Truth.FALSE if answer.state is AnswerState.NOT_APPLICABLE else Truth.NOT_YET
    if answer.state is AnswerState.UNKNOWN:
        return Truth.UNSURE
    if answer.state is AnswerState.NOT_APPLICABLE:
        return Truth.FALSE
    return _definite(_holds(comparison, questionnaire.question(comparison.question), answer.value))


def may_become(
    comparison: Comparison, questionnaire: Questionnaire, answers: Answers, presence: Mapping[str, Truth]
) -> Truth:
    """TRUE or FALSE when no answer still to come can change it, else UNSURE.

    Whoever has not answered or does not know yet may say anything later, "not applicable" included.
    """
    present = presence.get(comparison.question, Truth.FALSE)
    if present is Truth.FALSE or not questionnaire.has(comparison.question):
        return Truth.FALSE
    state = answers.get(comparison.question, UNANSWERED).state
    if state in (AnswerState.UNKNOWN, AnswerState.NOT_ANSWERED):
        return Truth.UNSURE
    surely = compare(comparison, questionnaire, answers, {comparison.question: Truth.TRUE})
    return surely if present is Truth.TRUE or surely is Truth.FALSE else Truth.UNSURE


def _definite(holds: bool) -> Truth:
    return Truth.TRUE if holds else Truth.FALSE


def _holds(comparison: Comparison, question: Question, value: Value) -> bool:
    operator, operand = comparison.operator, comparison.operand
    if operator is Operator.INCLUDES:
        return isinstance(value, Sequence) and not isinstance(value, str) and operand in value
    if operator is Operator.EQUALS:
        return value == operand
    if operator is Operator.NOT_EQUALS:
        return value is not None and value != operand
    measured, limit = question.type.measure(question, value), question.type.limit(question, operand)
    if measured is None or limit is None or isinstance(measured, str) != isinstance(limit, str):
        return False
    if isinstance(measured, str):
        return measured > str(limit) if operator is Operator.MORE_THAN else measured < str(limit)
    return measured > float(limit) if operator is Operator.MORE_THAN else measured < float(limit)
