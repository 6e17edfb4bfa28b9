"""Writes the scoring of a questionnaire as plain values for YAML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from app.questionnaire.scoring_model import Deduction, Family, Measure, Rounding, ScoreLevel, Scoring

Plain: TypeAlias = "str | int | float | bool | Sequence[Plain] | dict[str, Plain] | None"


def plain_scoring(scoring: Scoring) -> dict[str, Plain]:
    """The keys in the language's order, defaults left out."""
    final: dict[str, Plain] = {"family": scoring.family}
    if scoring.deductions:
        final["deductions"] = [_deduction(each) for each in scoring.deductions]
    if scoring.rounding is not Rounding.HALF_UP:
        final["rounding"] = str(scoring.rounding)
    if scoring.measure is not Measure.PERCENT:
        final["thresholds"] = str(scoring.measure)
    return {
        "families": [_family(family) for family in scoring.families],
        "final": final,
        "levels": [_level(level) for level in scoring.levels],
    }


def _family(family: Family) -> dict[str, Plain]:
    weights: dict[str, Plain] = {
        each.question: {weight.choice: weight.points for weight in each.weights} for each in family.questions
    }
    fields: dict[str, Plain] = {"id": family.id, "title": family.title, "weights": weights}
    return fields if family.forks == 1 else {**fields, "forks": family.forks}


def _deduction(deduction: Deduction) -> dict[str, Plain]:
    return {
        "family": deduction.family,
        "at_least": deduction.at_least,
        "take": deduction.take,
        "because": deduction.because,
    }


def _level(level: ScoreLevel) -> dict[str, Plain]:
    fields: dict[str, Plain] = {"id": level.id, "title": level.title}
    return fields if level.up_to is None else {**fields, "up_to": level.up_to}
