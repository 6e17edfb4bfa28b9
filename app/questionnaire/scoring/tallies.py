"""Adds up what answers give to each family of weights; what is still open counts as a range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.logic import Truth
from app.questionnaire.model import UNANSWERED, Answer, Answers, AnswerState, Questionnaire
from app.questionnaire.scoring.finals import Marks, Totals
from app.questionnaire.scoring_model import Exact, Family, QuestionWeights, Scoring

NOTHING = Totals()


@dataclass(frozen=True)
class ScoreTally:
    """One family: its sum, and what each question gives that is asked or may yet be asked."""

    family: Family
    total: Totals
    parts: Mapping[str, Totals]


@dataclass(frozen=True)
class AskedState:
    """For each question whether it is asked now, and whether it surely is or is not in the end."""

    now: Mapping[str, Truth]
    in_the_end: Mapping[str, Truth]


def marks_of(questionnaire: Questionnaire, scoring: Scoring) -> Marks:
    """The scoring with the maximum of each family."""
    return Marks(scoring, questionnaire.maxima)


def tally(questionnaire: Questionnaire, family: Family, answers: Answers, asked: AskedState) -> ScoreTally:
    """The sum of one family."""
    parts: dict[str, Totals] = {}
    total = NOTHING
    for weights in family.questions:
        name = weights.question
        if asked.in_the_end[name] is not Truth.FALSE:
            answer = answers.get(name, UNANSWERED)
            parts[name] = contribution(weights, has_many(questionnaire, name), answer, asked)
            total = total + parts[name]
    return ScoreTally(family, total, parts)


def contribution(weights: QuestionWeights, many: bool, answer: Answer, asked: AskedState) -> Totals:
    """What one answer gives: so far, at least and at most."""
    if answer.state is AnswerState.NOT_APPLICABLE:
        return NOTHING
    if answer.state is not AnswerState.ANSWERED:
        return Totals(0, *span(weights, many))
    given: Exact = 0
    for choice in chosen(answer):
        given += weights.by_choice.get(choice, 0)
    now = given if asked.now[weights.question].may_hold else 0
    if asked.in_the_end[weights.question] is Truth.TRUE:
        return Totals(now, given, given)
    return Totals(now, min(0, given), max(0, given))


def span(weights: QuestionWeights, many: bool) -> tuple[Exact, Exact]:
    """The least and the most that a question can give."""
    return weights.of_many if many else weights.of_one


def has_many(questionnaire: Questionnaire, question_id: str) -> bool:
    """Whether several choices of the question can be taken at once."""
    return questionnaire.question(question_id).type.many


def chosen(answer: Answer) -> tuple[str, ...]:
    """The choices of an answer, each once; none for what is not answered."""
    if answer.state is not AnswerState.ANSWERED or answer.value is None:
        return ()
    if isinstance(answer.value, str) or not isinstance(answer.value, Sequence):
        return (str(answer.value),)
    return tuple(dict.fromkeys(each for each in answer.value if isinstance(each, str)))
