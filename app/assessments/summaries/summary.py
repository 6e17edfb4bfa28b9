"""Works a summary out of a questionnaire, answers and harms; knows no database."""

from __future__ import annotations

from dataclasses import dataclass

from app.questionnaire.model import UNANSWERED, Answers, AnswerState, Question, Questionnaire
from app.questionnaire.path.flags import red_flags
from app.questionnaire.path.progress import progress
from app.questionnaire.path.walk import Path, path
from app.uses.areas.names import folded, tidy
from app.vocabulary.labelled import Labelled

AT_RISK_FIELD, GAINING_FIELD = "vulnerable_people", "who_benefits"  # ids of app/register/fields.yaml
NOBODY = "none"


class Touch(Labelled):
    """How a use touches a group of people."""

    AT_RISK = "at_risk", "People at particular risk", "Pobl sydd mewn perygl arbennig"
    GAINS = "gains", "People who are said to gain", "Pobl y dywedir eu bod yn elwa"


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """A group of people that the answers name; equal codes are the same group."""

    touch: Touch
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a page of many uses shows of one assessment."""

    level_lowest: str
    level_highest: str
    level_settled: bool
    red_flags: int
    unknowns: int
    dealt_with: int
    asked: int
    groups: tuple[PeopleGroup, ...]
    groups_unknown: bool


def summarise(questionnaire: Questionnaire, answers: Answers) -> Summary:
    """The summary of these answers; only questions on the path count."""
    walked = path(questionnaire, answers)
    counts = progress(questionnaire, answers, walked).overall
    groups, unknown = _groups(answers, walked)
    return Summary(
        level_lowest=walked.level.lowest.value,
        level_highest=walked.level.highest.value,
        level_settled=walked.level_settled,
        red_flags=len(red_flags(questionnaire, answers, walked)),
        unknowns=counts.unknown,
        dealt_with=counts.dealt_with,
        asked=counts.total,
        groups=groups,
        groups_unknown=unknown,
    )


def _groups(answers: Answers, walked: Path) -> tuple[tuple[PeopleGroup, ...], bool]:
    """The groups named, and whether "don't know yet" hides those at particular risk.

    Questions are found by the public field that they fill, so that any questionnaire may ask them.
    """
    found: dict[tuple[Touch, str], PeopleGroup] = {}
    unknown = False
    for question in walked.questions:
        if question.public not in (AT_RISK_FIELD, GAINING_FIELD):
            continue
        answer = answers.get(question.id, UNANSWERED)
        unknown |= answer.state is AnswerState.UNKNOWN and question.public == AT_RISK_FIELD
        if answer.state is AnswerState.ANSWERED:
            for group in _named(question, answer.value):
                found.setdefault((group.touch, group.code), group)
    return tuple(found.values()), unknown


def _named(question: Question, value: object) -> list[PeopleGroup]:
    touch = Touch.AT_RISK if question.public == AT_RISK_FIELD else Touch.GAINS
    groups = []
    for code, words in question.type.named(question, value):
        if code is None and folded(words):
            groups.append(PeopleGroup(touch, folded(words), tidy(words)))
        elif code is not None and code != NOBODY:
            groups.append(PeopleGroup(touch, code, words))
    return groups
