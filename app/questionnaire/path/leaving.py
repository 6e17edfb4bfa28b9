"""Finds which answers a change would take off the path, so that nobody loses them without knowing."""

from __future__ import annotations

from app.questionnaire.model import UNANSWERED, Answers, AnswerState, Question, Questionnaire
from app.questionnaire.path.walk import path


def would_leave(questionnaire: Questionnaire, before: Answers, after: Answers) -> tuple[Question, ...]:
    """The questions that somebody has dealt with and that are asked before but not after, in order."""
    was, will_be = path(questionnaire, before), path(questionnaire, after)
    return tuple(
        question
        for question in was.questions
        if not will_be.is_on(question.id) and _is_dealt_with(before, question.id)
    )


def _is_dealt_with(answers: Answers, question_id: str) -> bool:
    answer = answers.get(question_id, UNANSWERED)
    return answer.state is not AnswerState.NOT_ANSWERED or bool(answer.note or answer.evidence)
