"""The score of an assessment as pages show it: a range, where points come from, what would change it."""

from __future__ import annotations

from dataclasses import dataclass

from app.assessments.answers.work import Work
from app.questionnaire.model import Question
from app.questionnaire.scoring.changing import LevelPath, what_would_change
from app.questionnaire.scoring.scores import FamilyScore, QuestionPoints, Score, score
from app.questionnaire.values.describe import ReadableAnswer, describe

MOST_WAYS = 10


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """What one answer gives, with a way to it; `page_id` is empty while the question is not asked."""

    question: Question
    reading: ReadableAnswer
    page_id: str
    point: QuestionPoints


@dataclass(frozen=True, slots=True)
class ShownFamily:
    """A family of weights with its points: those that count now or may yet count, the largest first."""

    family: FamilyScore
    points: tuple[ShownPoint, ...]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One answer given otherwise, in words; `before` is empty when there is none yet."""

    question: Question
    page_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownWay:
    """Changes that together lead to another level."""

    changes: tuple[ShownChange, ...]
    lowest_level: str
    highest_level: str
    raises: bool


def score_of(work: Work) -> Score | None:
    """The score; None when the questionnaire is not scored."""
    if work.questionnaire.scoring is None:
        return None
    return score(work.questionnaire, work.answers, work.path)


def shown_families(work: Work, found: Score) -> tuple[ShownFamily, ...]:
    """Every family with where its points come from; questions that give nothing at most are left out."""
    return tuple(
        ShownFamily(
            family,
            tuple(
                _point(work, each)
                for each in sorted(family.points, key=lambda p: (-p.highest, p.question_id))
                if each.highest or each.lowest
            ),
        )
        for family in found.families
    )


def shown_ways(work: Work) -> tuple[ShownWay, ...]:
    """The nearest answers that would change the level."""
    ways = what_would_change(work.questionnaire, work.answers, work.path)
    return tuple(_way(work, way) for way in ways[:MOST_WAYS])


def _point(work: Work, point: QuestionPoints) -> ShownPoint:
    question = work.questionnaire.question(point.question_id)
    asked = work.path.is_on(question.id)
    page_id = work.questionnaire.page_of(question.id).id if asked else ""
    return ShownPoint(question, describe(question, work.answer(question.id)), page_id, point)


def _way(work: Work, way: LevelPath) -> ShownWay:
    changes = []
    for change in way.changes:
        question = work.questionnaire.question(change.question_id)
        page_id = work.questionnaire.page_of(question.id).id
        before, after = (_words(question, each) for each in (change.before, change.after))
        changes.append(ShownChange(question, page_id, before, after))
    return ShownWay(tuple(changes), way.lowest_level.title, way.highest_level.title, way.raises)


def _words(question: Question, choices: tuple[str, ...]) -> str:
    return "; ".join(question.type.words(question.choices, each) for each in choices)
