"""What the owner's answers to single points come to as a whole; knows no database and no form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.vocabulary.advice import ResponseOutcome


@dataclass(frozen=True, slots=True)
class PointInput:
    """The answer to a condition, or (without one) to the advice itself.

    Of a condition that is not departed from, `owner_id` sees to it and the public reads `owner_post`.
    """

    condition_id: int | None
    outcome: ResponseOutcome
    reasons: str = ""
    owner_id: int | None = None
    owner_post: str = ""


class NotEveryPoint(ValueError):
    """The answers do not fit the points of the advice one by one, or one lacks its reasons."""


def overall(points: Sequence[PointInput]) -> ResponseOutcome:
    """Accepted when every point is; departed from when the advice itself is, or every point; else in part."""
    outcomes = [point.outcome for point in points]
    itself = next((point.outcome for point in points if point.condition_id is None), None)
    if all(outcome is ResponseOutcome.ACCEPT for outcome in outcomes):
        return ResponseOutcome.ACCEPT
    if itself is ResponseOutcome.DEPART or all(outcome is ResponseOutcome.DEPART for outcome in outcomes):
        return ResponseOutcome.DEPART
    return ResponseOutcome.ACCEPT_IN_PART


def in_order(points: Iterable[PointInput], condition_ids: Sequence[int]) -> list[PointInput]:
    """The answers in the order of the advice: the advice itself, then each condition.

    Raises:
        NotEveryPoint: one is missing, one too many, or one that is not accepted has no reasons.
    """
    given = list(points)
    by_condition = {point.condition_id: point for point in given}
    wanted: list[int | None] = [None, *condition_ids]
    if len(given) != len(wanted) or set(by_condition) != set(wanted):
        raise NotEveryPoint("Each point of the advice is answered once.")
    if any(point.outcome is not ResponseOutcome.ACCEPT and not point.reasons.strip() for point in given):
        raise NotEveryPoint("A point that is not accepted needs reasons.")
    return [by_condition[condition_id] for condition_id in wanted]


def one_answer(answer: PointInput, condition_ids: Iterable[int]) -> list[PointInput]:
    """The same answer to the advice itself and to each of its conditions."""
    return [replace(answer, condition_id=condition_id) for condition_id in (None, *condition_ids)]
