"""The words of the questionnaire language: states, levels, principles and conditions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app import logic

YES = "yes"
NO = "no"


class AnswerState(StrEnum):
    """Where an answer stands; "Don't know yet" (unknown) is never the same as not answered."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_ANSWERED = "not_answered"


class Level(StrEnum):
    """How much impact a use may have; `rank` orders them."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """0 for low, 1 for medium, 2 for high."""
        return tuple(Level).index(self)


class Tier(StrEnum):
    """From which level on a question is asked."""

    SCREENING = "screening"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def level(self) -> Level:
        """The lowest level at which a question of this tier is asked."""
        return {Tier.SCREENING: Level.LOW, Tier.MEDIUM: Level.MEDIUM, Tier.HIGH: Level.HIGH}[self]


class Operator(StrEnum):
    """How a comparison looks at an answer."""

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    INCLUDES = "includes"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ANSWERED = "answered"


Operand: TypeAlias = str | int | float | bool


@dataclass(frozen=True)
class Comparison:
    """One look at one answer; the operand is a choice id, yes/no, number, ISO date, or bool."""

    question: str
    operator: Operator
    operand: Operand


Condition: TypeAlias = logic.Condition[Comparison]
