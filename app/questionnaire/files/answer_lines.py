"""Scores answer sets given as JSON lines, for one of our questionnaires or a SurveyJS file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.questionnaire.files.formats import read_any
from app.questionnaire.model import Answer, Answers, AnswerState, Question, Questionnaire
from app.questionnaire.path.walk import everywhere, path
from app.questionnaire.scoring.scores import Score, score, score_while_typing, scoring_of
from app.questionnaire.scoring_model import Exact, Number
from app.questionnaire.surveyjs.answers import take_answers
from app.questionnaire.surveyjs.importing import Survey
from app.questionnaire.surveyjs.scoring import SUFFIXES
from app.questionnaire.values.check import validate_answer
from app.questionnaire.values.normalise import normalise

Result: TypeAlias = dict[str, "str | Number | bool | list[str] | None"]


class BadAnswers(ValueError):
    """Raised for an answer set that cannot be scored; the message is a sentence."""


@dataclass(frozen=True)
class Scorer:
    """Scores the raw answers to one file; with `live`, answers of hidden questions count."""

    questionnaire: Questionnaire
    survey: Survey | None
    live: bool

    def result(self, identifier: str | int, raw: Mapping[str, object]) -> Result:
        """The result of one answer set; raises BadAnswers."""
        if self.survey is None:
            answers, strays = read_answers(self.questionnaire, raw), {}
        else:
            taken = take_answers(self.survey, raw)
            answers = taken.answers
            strays = {name: taken.strays.get(suffix, 0) for name, suffix in SUFFIXES.items()}
        return {"id": identifier, **self._scored(answers, strays)}

    def _scored(self, answers: Answers, strays: Mapping[str, Exact]) -> Result:
        if self.live:
            shown = everywhere(self.questionnaire, answers)
            return self._told(shown, score_while_typing(self.questionnaire, answers, strays))
        walked = path(self.questionnaire, answers)
        return self._told(walked.questions, score(self.questionnaire, answers, walked))

    def _told(self, shown: tuple[Question, ...], found: Score) -> Result:
        scoring = scoring_of(self.questionnaire)
        raw = found.family(scoring.family)
        lowering = found.family(scoring.deductions[0].family) if scoring.deductions else None
        return {
            "visible_questions": [question.id for question in shown],
            "raw_impact_score": raw.now,
            "mitigation_score": lowering.now if lowering else 0,
            "final_score": found.now,
            "impact_level": scoring.rank(found.level) + 1,
            "max_raw_impact_score": raw.maximum,
            "max_mitigation_score": lowering.maximum if lowering else 0,
            "mitigation_deduction_applied": any(each.taken for each in found.deductions),
        }


def read_scorer(text: str, filename: str, live: bool = False) -> Scorer:
    """A scorer for the file; raises QuestionnaireError, or NotScored when it declares no scoring."""
    questionnaire, survey = read_any(text, filename)
    scoring_of(questionnaire)
    return Scorer(questionnaire, survey, live)


def read_answers(questionnaire: Questionnaire, raw: Mapping[str, object]) -> Answers:
    """Answers given as values, or as {"state", "value", "reason"}; raises BadAnswers."""
    found = {}
    for name, given in raw.items():
        if not questionnaire.has(name):
            raise BadAnswers(f'there is no question "{name[:80]}"')
        answer = _answer(questionnaire.question(name), given)
        problems = validate_answer(questionnaire.question(name), answer)
        if problems:
            raise BadAnswers(f'the answer to "{name}" cannot be used ({problems[0].code})')
        found[name] = answer
    return found


def _answer(question: Question, given: object) -> Answer:
    if given is None:
        return Answer(AnswerState.NOT_ANSWERED)
    if not isinstance(given, Mapping):
        return Answer(AnswerState.ANSWERED, normalise(question, given))
    state, reason = given.get("state"), given.get("reason")
    if state not in tuple(AnswerState):
        raise BadAnswers(f'the answer to "{question.id}" has no state such as "answered" or "unknown"')
    value = normalise(question, given.get("value")) if state == AnswerState.ANSWERED else None
    return Answer(AnswerState(str(state)), value, str(reason or ""))
