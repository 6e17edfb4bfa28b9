"""Conditions over tests of any kind, evaluated in Kleene's logic of three values; knows no kind of test.

What is unknown makes a condition neither true nor false unless the other parts settle it: S. C. Kleene,
Introduction to Metamathematics (1952), section 64.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeAlias, TypeVar, Union

Test = TypeVar("Test")


class Truth(IntEnum):
    """In this order `all` is the least and `any` the greatest; the two in the middle are both unknown."""

    FALSE = 0
    NOT_YET = 1
    UNSURE = 2
    TRUE = 3

    @property
    def is_unknown(self) -> bool:
        """Neither true nor false."""
        return self in (Truth.NOT_YET, Truth.UNSURE)

    @property
    def may_hold(self) -> bool:
        """True, or unknown because somebody said "Don't know yet": unknown is not safe."""
        return self >= Truth.UNSURE


@dataclass(frozen=True)
class All(Generic[Test]):
    """Holds when every condition holds."""

    conditions: tuple[Condition[Test], ...]


@dataclass(frozen=True)
class Any(Generic[Test]):
    """Holds when at least one condition holds."""

    conditions: tuple[Condition[Test], ...]


Condition: TypeAlias = Union[Test, All[Test], Any[Test]]  # noqa: UP007  (| takes no type variable)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether a condition holds and the names of the facts that say so.

    `unknown` are facts that would settle it. `doubtful` are known facts that do not settle it, because more
    turns on them than they say.
    """

    truth: Truth
    because: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()

    @property
    def holds(self) -> bool | None:
        """Whether it holds, None while that is not known."""
        return None if self.truth.is_unknown else self.truth is Truth.TRUE


def evaluate(condition: Condition[Test], judge: Callable[[Test], Truth]) -> Truth:
    """Whether the condition holds, when `judge` says it of each test."""
    if isinstance(condition, All):
        return all_of(evaluate(each, judge) for each in condition.conditions)
    if isinstance(condition, Any):
        return any_of(evaluate(each, judge) for each in condition.conditions)
    return judge(condition)


def explain(condition: Condition[Test], judge: Callable[[Test], Explanation]) -> Explanation:
    """Whether the condition holds and why, when `judge` says it of each test.

    What is false is so because of its first false part, what is true because of all that hold.
    """
    if isinstance(condition, All):
        parts = [explain(each, judge) for each in condition.conditions]
        truth = all_of(part.truth for part in parts)
        against = [part for part in parts if part.truth is Truth.FALSE]
        return against[0] if against else _joined(truth, parts)
    if isinstance(condition, Any):
        parts = [explain(each, judge) for each in condition.conditions]
        truth = any_of(part.truth for part in parts)
        return _joined(truth, [part for part in parts if part.holds is _holds(truth)])
    return judge(condition)


def leaves(condition: Condition[Test] | None) -> Iterator[Test]:
    """Every test in a condition, in order."""
    waiting = [] if condition is None else [condition]
    while waiting:
        current = waiting.pop()
        if isinstance(current, All | Any):
            waiting.extend(reversed(current.conditions))
        else:
            yield current


def all_of(truths: Iterable[Truth]) -> Truth:
    """Whether all of these hold."""
    return min(truths, default=Truth.TRUE)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether one of these holds."""
    return max(truths, default=Truth.FALSE)


def _holds(truth: Truth) -> bool | None:
    return Explanation(truth).holds


def _joined(truth: Truth, parts: Sequence[Explanation]) -> Explanation:
    return Explanation(
        truth,
        because=_once(fact for part in parts for fact in part.because),
        unknown=_once(fact for part in parts for fact in part.unknown) if truth.is_unknown else (),
        doubtful=_once(fact for part in parts for fact in part.doubtful) if truth.is_unknown else (),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
