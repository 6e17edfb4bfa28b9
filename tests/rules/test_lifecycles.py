"""Every lifecycle is whole, and the docs draw it as it is."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from app.lifecycle import Lifecycle, OutOfTurn, Step
from app.lifecycle.drawing import page
from app.packages import LIFECYCLES
from app.web.roles import Role

ROOT = Path(__file__).resolve().parents[2]


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    BRICKED_UP = "bricked_up"


class Push(StrEnum):
    PUSH = "push"
    PULL = "pull"


def door(*steps: Step[Door, Push], final: frozenset[Door] = frozenset()) -> Lifecycle[Door, Push]:
    return Lifecycle("door", "A door", Door, (Door.OPEN,), steps, final)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda each: each.name)
def test_every_state_has_a_way_in_and_a_way_out_and_every_action_its_role(
    lifecycle: Lifecycle[Any, Any],
) -> None:
    assert list(lifecycle.problems()) == []


def test_every_lifecycle_of_the_code_is_listed() -> None:
    made = sum(
        len(re.findall(r"^[A-Z_]+\b.*= Lifecycle\(", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in (ROOT / "app").rglob("*.py")
    )
    assert len({each.name for each in LIFECYCLES}) == len(LIFECYCLES) == made >= 10


def test_the_docs_draw_every_lifecycle_as_it_is() -> None:
    drawn = (ROOT / "docs" / "lifecycles.md").read_text(encoding="utf-8")
    assert drawn == page(LIFECYCLES), "Run: flask --app wsgi lifecycles > docs/lifecycles.md"


def test_a_table_with_holes_says_what_is_wrong() -> None:
    push = Step(Door.OPEN, Push.PUSH, Role.TEAM_MEMBER, Door.SHUT)
    assert list(door(push).problems()) == [
        "shut has no way out",
        "bricked_up has no way out",
        "nothing leads to bricked_up",
    ]
    nobody = Step(Door.OPEN, Push.PUSH, (), Door.SHUT)
    wrong = list(door(push, nobody, final=frozenset({Door.OPEN, Door.SHUT, Door.BRICKED_UP})).problems())
    assert "open is final and has a way out" in wrong
    assert "an action leads to two states" in wrong
    assert "a start has no step, or a step nobody who may take it" in wrong


def test_a_step_that_the_table_lacks_is_out_of_turn() -> None:
    life = door(Step(Door.OPEN, Push.PUSH, Role.TEAM_MEMBER, Door.SHUT))
    assert life.after("open", Push.PUSH) is Door.SHUT
    with pytest.raises(OutOfTurn, match="cannot pull while open"):
        life.after("open", Push.PULL)
    assert not life.may("shut", Push.PUSH)
