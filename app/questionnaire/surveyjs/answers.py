"""Converts the raw answers that SurveyJS pages save into our answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.questionnaire.model import Answer, Answers, AnswerState, Value
from app.questionnaire.scoring_model import Exact, exact
from app.questionnaire.surveyjs.choices import weight_in
from app.questionnaire.surveyjs.importing import Survey
from app.questionnaire.surveyjs.questions import SurveyQuestion
from app.questionnaire.values.normalise import normalise


@dataclass(frozen=True)
class Taken:
    """Our answers, and the points by family suffix of values that are no choices of the file."""

    answers: Answers
    strays: Mapping[str, Exact]


def take_answers(survey: Survey, raw: Mapping[str, object]) -> Taken:
    """The answers to questions of the survey; values that are no listed choice are dropped, as on completion.

    Their points are told apart, since the official page counts them while somebody is typing.
    """
    answers: dict[str, Answer] = {}
    strays: dict[str, Exact] = {}
    for name, value in raw.items():
        asked = survey.asked.get(name)
        if asked is None:
            continue
        if "choices" in asked.question.type.keys:
            given, lost = _choices(asked, value)
            strays[asked.family] = strays.get(asked.family, 0) + lost
        else:
            given = _other(asked, value)
        if given not in (None, "", [], ()):
            answers[name] = Answer(AnswerState.ANSWERED, given)
    return Taken(answers, strays)


def _choices(asked: SurveyQuestion, value: object) -> tuple[Value, Exact]:
    several = isinstance(value, Sequence) and not isinstance(value, str)
    items = [str(each) for each in _items(value) if isinstance(each, str | int | float)]
    ids = {choice.value: choice.id for choice in asked.choices}
    lost: Exact = 0
    for each in items:
        lost += 0 if each in ids else exact(weight_in(each))
    found = [ids[each] for each in dict.fromkeys(items) if each in ids]
    if asked.question.type.many:
        return normalise(asked.question, found), lost
    return (found[0] if len(found) == 1 and not several else None), lost


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)


def _other(asked: SurveyQuestion, value: object) -> Value:
    """A text that was saved as a number stays a text."""
    kind = asked.question.type
    return normalise(asked.question, kind.converted(value, kind))
