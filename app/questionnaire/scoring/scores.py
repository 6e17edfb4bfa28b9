"""The score of answers: what it is so far, and between what it can end while answers are missing or unknown.

Only questions on the path count. Whatever is not answered, or "don't know yet", counts as nothing so far
and as anything from the least to the most in the range; so unknown is never safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.logic import Truth
from app.questionnaire.model import UNANSWERED, Answers, Questionnaire
from app.questionnaire.path.walk import Path, path, possible
from app.questionnaire.scoring.finals import DeductionState, Marks, conclude
from app.questionnaire.scoring.tallies import AskedState, ScoreTally, chosen, has_many, marks_of, span, tally
from app.questionnaire.scoring_model import Exact, Number, ScoreLevel, Scoring, plain


class NotScored(LookupError):
    """Raised when a questionnaire declares no scoring."""


@dataclass(frozen=True)
class QuestionPoints:
    """What one question gives to one family; `choices` are those of its answer that bear the points."""

    family: str
    question_id: str
    choices: tuple[str, ...]
    now: Number
    lowest: Number
    highest: Number
    maximum: Number

    @property
    def is_certain(self) -> bool:
        """Whether no answer still to come can change it."""
        return self.lowest == self.highest


@dataclass(frozen=True)
class FamilyScore:
    """The sum of one family; points are of questions that are asked or may yet be asked, in its order."""

    id: str
    title: str
    now: Number
    lowest: Number
    highest: Number
    maximum: Number
    points: tuple[QuestionPoints, ...]


@dataclass(frozen=True)
class Score:
    """The whole score: so far, and the range; levels likewise."""

    families: tuple[FamilyScore, ...]
    now: Number
    lowest: Number
    highest: Number
    level: ScoreLevel
    lowest_level: ScoreLevel
    highest_level: ScoreLevel
    deductions: tuple[DeductionState, ...]

    @property
    def is_certain(self) -> bool:
        """Whether no answer still to come can change the final score."""
        return self.lowest == self.highest

    @property
    def points(self) -> tuple[QuestionPoints, ...]:
        """The points of all families."""
        return tuple(point for family in self.families for point in family.points)

    def family(self, family_id: str) -> FamilyScore:
        """The sum of the family with this id; raises KeyError when there is none."""
        return {family.id: family for family in self.families}[family_id]


def scoring_of(questionnaire: Questionnaire) -> Scoring:
    """The scoring; raises NotScored when the questionnaire declares none."""
    if questionnaire.scoring is None:
        raise NotScored(f"the questionnaire {questionnaire.key} declares no scoring")
    return questionnaire.scoring


def score(questionnaire: Questionnaire, answers: Answers, known: Path | None = None) -> Score:
    """The score of these answers; give `known` to save the walk. Raises NotScored."""
    walked = known or path(questionnaire, answers)
    asked = AskedState(walked.presence(), possible(questionnaire, answers))
    return assembled(questionnaire, answers, tallies(questionnaire, answers, asked))


def score_while_typing(
    questionnaire: Questionnaire, answers: Answers, strays: Mapping[str, Exact] | None = None
) -> Score:
    """The score when every answer counts, off the path too, as some forms show it. Raises NotScored.

    `strays`: points by family that come from values which are no choices of the questionnaire.
    """
    everything = dict.fromkeys((each.id for each in questionnaire.questions()), Truth.TRUE)
    sums = tallies(questionnaire, answers, AskedState(everything, everything))
    lost = strays or {}
    more = {each.family.id: lost.get(each.family.id, 0) for each in sums}
    added = (replace(each, total=each.total.shifted(more[each.family.id])) for each in sums)
    return assembled(questionnaire, answers, tuple(added))


def tallies(questionnaire: Questionnaire, answers: Answers, asked: AskedState) -> tuple[ScoreTally, ...]:
    """The sum of each family. Raises NotScored."""
    families = scoring_of(questionnaire).families
    return tuple(tally(questionnaire, family, answers, asked) for family in families)


def assembled(questionnaire: Questionnaire, answers: Answers, sums: tuple[ScoreTally, ...]) -> Score:
    """The score that these sums give. Raises NotScored."""
    marks = marks_of(questionnaire, scoring_of(questionnaire))
    final = conclude(marks, {each.family.id: each.total for each in sums})
    return Score(
        families=tuple(_family(questionnaire, answers, each, marks) for each in sums),
        now=plain(final.now),
        lowest=plain(final.lowest),
        highest=plain(final.highest),
        level=final.level,
        lowest_level=final.lowest_level,
        highest_level=final.highest_level,
        deductions=final.verdicts,
    )


def _family(questionnaire: Questionnaire, answers: Answers, sums: ScoreTally, marks: Marks) -> FamilyScore:
    family, total = sums.family, sums.total
    points = []
    for name, part in sums.parts.items():
        weights = family.by_question[name]
        bearing = tuple(each for each in chosen(answers.get(name, UNANSWERED)) if weights.by_choice.get(each))
        limits = (plain(part.now), plain(part.lowest), plain(part.highest))
        whole = plain(span(weights, has_many(questionnaire, name))[1])
        points.append(QuestionPoints(family.id, name, bearing, *limits, whole))
    limits = (plain(total.now), plain(total.lowest), plain(total.highest))
    whole = plain(marks.maxima[family.id])
    return FamilyScore(family.id, family.title, *limits, whole, tuple(points))
