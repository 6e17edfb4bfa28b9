"""How far each safeguard lowers a risk, as it claims, and whether the claims explain what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LOWEST = 1


@dataclass(frozen=True, slots=True)
class RiskStory:
    """What each safeguard takes off a risk of 1 to 16, after those that are listed before it.

    `unexplained` is what falls without any safeguard's claim; below zero the claims go further than the risk.
    """

    taken: tuple[int, ...]
    unexplained: int


def claimed(before: int, steps: Sequence[int]) -> int:
    """What is left of a severity or likelihood when each step is taken off: never less than the lowest."""
    return max(LOWEST, before - sum(steps))


def story(severity: int, likelihood: int, risk_after: int, claims: Iterable[tuple[int, int]]) -> RiskStory:
    """Takes the claims (steps of severity, steps of likelihood) off the risk one by one, in their order."""
    taken = []
    for severity_steps, likelihood_steps in claims:
        before = severity * likelihood
        severity = claimed(severity, [severity_steps])
        likelihood = claimed(likelihood, [likelihood_steps])
        taken.append(before - severity * likelihood)
    return RiskStory(tuple(taken), severity * likelihood - risk_after)
