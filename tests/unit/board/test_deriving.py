"""What the owner's answers to single points come to."""

from __future__ import annotations

import pytest

from app.board.responses.overall_answer import NotEveryPoint, PointInput, in_order, one_answer, overall
from app.vocabulary.advice import ResponseOutcome

ACCEPT, PART, DEPART = ResponseOutcome.ACCEPT, ResponseOutcome.ACCEPT_IN_PART, ResponseOutcome.DEPART


@pytest.mark.parametrize(
    ("itself", "conditions", "whole"),
    [
        (ACCEPT, (), ACCEPT),
        (DEPART, (), DEPART),
        (PART, (), PART),
        (ACCEPT, (ACCEPT, ACCEPT), ACCEPT),
        (ACCEPT, (ACCEPT, DEPART), PART),
        (ACCEPT, (DEPART, DEPART), PART),
        (ACCEPT, (PART,), PART),
        (PART, (ACCEPT,), PART),
        (DEPART, (ACCEPT, ACCEPT), DEPART),
        (DEPART, (DEPART, DEPART), DEPART),
    ],
)
def test_the_whole_follows_from_the_points(
    itself: ResponseOutcome, conditions: tuple[ResponseOutcome, ...], whole: ResponseOutcome
) -> None:
    points = [PointInput(None, itself)]
    points += [PointInput(number, outcome) for number, outcome in enumerate(conditions, 1)]
    assert overall(points) is whole


@pytest.mark.parametrize(
    "points",
    [
        [],
        [PointInput(None, ACCEPT)],
        [PointInput(None, ACCEPT), PointInput(1, ACCEPT)],
        [PointInput(None, ACCEPT), PointInput(1, ACCEPT), PointInput(3, ACCEPT)],
        [PointInput(None, ACCEPT), PointInput(1, ACCEPT), PointInput(1, DEPART, "No.")],
        [PointInput(None, ACCEPT), PointInput(1, ACCEPT), PointInput(2, DEPART, " ")],
    ],
)
def test_each_point_is_answered_once_and_with_reasons(points: list[PointInput]) -> None:
    with pytest.raises(NotEveryPoint):
        in_order(points, [1, 2])


def test_answers_come_in_the_order_of_the_advice() -> None:
    given = [PointInput(2, ACCEPT), PointInput(None, ACCEPT), PointInput(1, DEPART, "No.")]
    assert [point.condition_id for point in in_order(given, [1, 2])] == [None, 1, 2]
    assert [point.condition_id for point in one_answer(PointInput(None, PART, "Some."), [1, 2])] == [
        None,
        1,
        2,
    ]
