"""What safeguards claim to take off a risk, and whether it explains what is left."""

from __future__ import annotations

import pytest

from app.assessments.snapshots.risk_reduction import claimed, story


@pytest.mark.parametrize(
    ("before", "steps", "left"),
    [(4, [1, 1], 2), (2, [3], 1), (3, [], 3), (1, [0, 0], 1)],
)
def test_steps_never_lead_below_the_lowest(before: int, steps: list[int], left: int) -> None:
    assert claimed(before, steps) == left


def test_each_safeguard_takes_off_what_those_before_it_left() -> None:
    told = story(3, 4, 4, [(0, 2), (1, 0), (0, 0)])
    assert told.taken == (6, 2, 0)
    assert told.unexplained == 0


def test_what_falls_without_a_claim_is_told() -> None:
    assert story(3, 3, 3, [(0, 1)]).unexplained == 3
    assert story(3, 3, 9, [(0, 1)]).unexplained == -3
