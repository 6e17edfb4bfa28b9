"""How a questionnaire says that it is scored; frozen values that know neither answers nor files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

Number: TypeAlias = int | float
Exact: TypeAlias = int | Fraction
HUNDRED = 100


class Measure(StrEnum):
    """In what the levels' thresholds are given: percent of the family's maximum, or points."""

    PERCENT = "percent"
    POINTS = "points"


class Rounding(StrEnum):
    """What happens to a final score that is not whole; half_up makes 2.5 into 3."""

    HALF_UP = "half_up"
    NONE = "none"


@dataclass(frozen=True)
class Weight:
    """The points of one choice (yes or no for a yes_no question)."""

    choice: str
    points: Number


@dataclass(frozen=True)
class QuestionWeights:
    """The weights of one question; a choice that is not listed has none."""

    question: str
    weights: tuple[Weight, ...]

    @cached_property
    def by_choice(self) -> dict[str, Exact]:
        """Exact points by choice id."""
        return {weight.choice: exact(weight.points) for weight in self.weights}

    @cached_property
    def of_one(self) -> tuple[Exact, Exact]:
        """The least and the most of a single choice; 0 is always possible, as a question may not apply."""
        points = self.by_choice.values()
        return min(0, 0, *points), max(0, 0, *points)

    @cached_property
    def of_many(self) -> tuple[Exact, Exact]:
        """The least and the most of a multiple choice."""
        points = self.by_choice.values()
        return sum(each for each in points if each < 0), sum(each for each in points if each > 0)


@dataclass(frozen=True)
class Family:
    """Points that are added up together.

    `forks`: the questions exist once for each of so many forks of which people walk one, so the maximum is
    the sum over all of them divided by it (as for mitigation in Canada's assessment).
    """

    id: str
    title: str
    questions: tuple[QuestionWeights, ...]
    forks: int = 1

    @cached_property
    def by_question(self) -> dict[str, QuestionWeights]:
        """The weights by question id."""
        return {each.question: each for each in self.questions}


@dataclass(frozen=True)
class Deduction:
    """Takes `take` percent off the score when a family reaches `at_least` percent of its maximum."""

    family: str
    at_least: Number
    take: Number
    because: str


@dataclass(frozen=True)
class ScoreLevel:
    """A level; it holds up to and with the threshold `up_to`; the last level has none."""

    id: str
    title: str
    up_to: Number | None = None


@dataclass(frozen=True)
class Scoring:
    """The whole scoring: the final score is that of one family, less deductions."""

    families: tuple[Family, ...]
    family: str
    levels: tuple[ScoreLevel, ...]
    deductions: tuple[Deduction, ...] = ()
    rounding: Rounding = Rounding.HALF_UP
    measure: Measure = Measure.PERCENT

    @cached_property
    def scored(self) -> frozenset[str]:
        """The ids of all questions that have weights."""
        return frozenset(each.question for family in self.families for each in family.questions)

    def find(self, family_id: str) -> Family:
        """The family of this id; raises KeyError for an id that is not there."""
        for family in self.families:
            if family.id == family_id:
                return family
        raise KeyError(family_id)

    def rank(self, level: ScoreLevel) -> int:
        """The place of a level from the lowest, beginning with 0."""
        return self.levels.index(level)


def exact(number: Number) -> Exact:
    """The number as it was written, so that 0.1 is a tenth."""
    return number if isinstance(number, int) else Fraction(str(number))


def plain(number: Exact) -> Number:
    """The number for people and JSON: whole when it is whole."""
    return int(number) if number == int(number) else float(number)
