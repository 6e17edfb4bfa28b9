"""Finds the red flags that answers raise; it never guesses: what is unknown raises no flag."""

from __future__ import annotations

from dataclasses import dataclass

from app.logic import Truth
from app.questionnaire.model import Answers, Questionnaire
from app.questionnaire.path.evaluation import evaluate
from app.questionnaire.path.walk import Path, path
from app.vocabulary.principles import Principle


@dataclass(frozen=True)
class RaisedFlag:
    """One red flag that definitely holds; `reason` is the questionnaire's own sentence."""

    question_id: str
    principle: Principle | None
    reason: str


def red_flags(
    questionnaire: Questionnaire, answers: Answers, known: Path | None = None
) -> tuple[RaisedFlag, ...]:
    """The flags of questions on the path whose condition is true, in order; give `known` to save the walk."""
    walked = known or path(questionnaire, answers)
    return tuple(
        RaisedFlag(question.id, questionnaire.principle_of(question.id), flag.reason)
        for question in walked.questions
        for flag in question.red_flags
        if evaluate(flag.when, questionnaire, answers, walked.presence()) is Truth.TRUE
    )
