"""From sums of families to the final score and its level: maxima, deductions, rounding, thresholds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.questionnaire.scoring_model import (
    HUNDRED,
    Deduction,
    Exact,
    Measure,
    Rounding,
    ScoreLevel,
    Scoring,
    exact,
)


@dataclass(frozen=True)
class Totals:
    """A sum: so far, at least and at most."""

    now: Exact = 0
    lowest: Exact = 0
    highest: Exact = 0

    def shifted(self, by: Exact) -> Totals:
        """The sum with so much more in all three."""
        return Totals(self.now + by, self.lowest + by, self.highest + by)

    def __add__(self, other: Totals) -> Totals:
        return Totals(self.now + other.now, self.lowest + other.lowest, self.highest + other.highest)

    def __sub__(self, other: Totals) -> Totals:
        return Totals(self.now - other.now, self.lowest - other.lowest, self.highest - other.highest)


@dataclass(frozen=True)
class DeductionState:
    """Whether a deduction is taken so far, and whether that can still change."""

    because: str
    taken: bool
    certain: bool


@dataclass(frozen=True)
class Final:
    """The final score and level: so far, at least and at most."""

    now: Exact
    lowest: Exact
    highest: Exact
    level: ScoreLevel
    lowest_level: ScoreLevel
    highest_level: ScoreLevel
    verdicts: tuple[DeductionState, ...]


@dataclass(frozen=True)
class Marks:
    """A scoring with its maxima worked out."""

    scoring: Scoring
    maxima: Mapping[str, Exact]


def conclude(marks: Marks, totals: Mapping[str, Totals]) -> Final:
    """The final score of these sums."""
    scoring = marks.scoring
    base = totals[scoring.family]
    now, low, high = base.now, base.lowest, base.highest
    verdicts = []
    for deduction in scoring.deductions:
        needed = exact(deduction.at_least) * marks.maxima[deduction.family] / Fraction(HUNDRED)
        found = totals[deduction.family]
        taken, surely, perhaps = found.now >= needed, found.lowest >= needed, found.highest >= needed
        verdicts.append(DeductionState(deduction.because, taken, surely == perhaps))
        now = _less(now, deduction) if taken else now
        if surely:
            low, high = _less(low, deduction), _less(high, deduction)
        elif perhaps:
            low, high = min(low, _less(low, deduction)), max(high, _less(high, deduction))
    now, low, high = (_rounded(each, scoring.rounding) for each in (now, low, high))
    level, lowest, highest = (level_of(marks, each) for each in (now, low, high))
    return Final(now, low, high, level, lowest, highest, tuple(verdicts))


def level_of(marks: Marks, score: Exact) -> ScoreLevel:
    """The first level whose threshold is not passed."""
    scoring = marks.scoring
    for level in scoring.levels:
        if level.up_to is None:
            return level
        limit = exact(level.up_to)
        if scoring.measure is Measure.PERCENT:
            limit = limit * marks.maxima[scoring.family] / Fraction(HUNDRED)
        if score <= limit:
            return level
    return scoring.levels[-1]


def _less(score: Exact, deduction: Deduction) -> Exact:
    return score * (HUNDRED - exact(deduction.take)) / Fraction(HUNDRED)


def _rounded(score: Exact, rounding: Rounding) -> Exact:
    return score if rounding is Rounding.NONE else math.floor(score + Fraction(1, 2))
