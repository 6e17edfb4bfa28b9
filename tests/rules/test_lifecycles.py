"""Every lifecycle is whole, and the docs draw it as it is."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.lifecycle import Lifecycle, OutOfTurn, Step, Who, by_table
from app.lifecycle.access import roles_of
from app.lifecycle.drawing import page
from app.packages import LIFECYCLES
from app.web.access import SIGNED_IN, Rule, rules_of
from app.web.roles import Role
from tests.support.steps import with_those_along

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


# Who may: the table, and the rules of the routes

# By what a rule's name shows that it asks for more than a role.
ASKED_FOR = {
    Who.TEAM: ("on the use's team", "of the use or the board's office", "the team or the owner"),
    Who.OWNER: ("of this use", "for this use", "of the use or the board's office", "the team or the owner"),
    Who.RESPONSIBLE: ("who sees to it",),
    Who.PRESIDING: ("the chair, or a member where no chair takes part",),
    Who.LEADING: ("the chair, the secretary, or a member where no chair takes part",),
    Who.SIGNING: ("who is the chair or named to preside",),
    Who.SECOND_LOOK: ("who neither signed nor led",),
    Who.ANOTHER_EDITOR: ("not who edited it last or sent it",),
}
ACTIONS = [(life, action) for life in LIFECYCLES for action in dict.fromkeys(s.action for s in life.steps)]


def doors_to(app: Flask, life: Lifecycle[Any, Any], action: StrEnum) -> dict[str, Rule]:
    """The rules of the routes that take a step, by address."""
    posts = {route.rule: rules_of(app, route.endpoint).get("POST") for route in app.url_map.iter_rules()}
    step = (life.name, action.value)
    return {
        path: rule
        for path, rule in posts.items()
        if rule and step in with_those_along(rule.steps, LIFECYCLES)
    }


@pytest.mark.parametrize(("life", "action"), ACTIONS, ids=lambda each: getattr(each, "name", str(each)))
def test_whom_the_table_lets_take_a_step_the_routes_let_and_nobody_else(
    app: Flask, life: Lifecycle[Any, Any], action: StrEnum
) -> None:
    actors, doors = life.actors(action), doors_to(app, life, action)
    assert bool(doors) == bool(roles_of(actors)), "a step of people has a route, one of the service has none"
    assert frozenset().union(*(rule.roles or () for rule in doors.values())) == roles_of(actors)
    for who in actors:
        if isinstance(who, Role):
            assert any(who in (rule.roles or ()) for rule in doors.values())
        elif who is not Who.SERVICE:
            names = " ".join(rule.name for rule in doors.values())
            assert any(phrase in names for phrase in ASKED_FOR[who]), (who, sorted(doors))
    if not any(isinstance(who, Role) for who in actors):
        phrases = [phrase for who in actors - {Who.SERVICE} for phrase in ASKED_FOR[who]]
        for path, rule in doors.items():
            assert any(phrase in rule.name for phrase in phrases), f"{path} asks for a role alone"


def test_every_part_that_somebody_plays_stands_in_a_table() -> None:
    assert {who for life, action in ACTIONS for who in life.actors(action) if isinstance(who, Who)} == set(
        Who
    )
    assert ASKED_FOR.keys() == set(Who) - {Who.SERVICE}


def test_what_happens_along_is_a_step_of_another_life() -> None:
    known = {(life.name, action.value) for life, action in ACTIONS}
    for life in LIFECYCLES:
        for action, other in life.along.items():
            assert {(life.name, action.value), other} <= known


def test_a_rule_takes_its_roles_from_the_table() -> None:
    life = door(
        Step(Door.OPEN, Push.PUSH, (Who.TEAM, Role.BOARD_CHAIR), Door.SHUT),
        Step(Door.SHUT, Push.PULL, Who.SERVICE, Door.OPEN),
    )
    rule = by_table(SIGNED_IN.where("in daylight", lambda **_: None), life, Push.PUSH)
    assert (rule.name, rule.roles) == (
        "team_member or board_chair, in daylight",
        {Role.TEAM_MEMBER, Role.BOARD_CHAIR},
    )
    assert rule.steps == {("door", "push")}
    assert by_table(SIGNED_IN, life, Push.PUSH, only=[Who.TEAM]).roles == {Role.TEAM_MEMBER}
    with pytest.raises(ValueError, match="does not let board_member push"):
        by_table(SIGNED_IN, life, Push.PUSH, only=[Role.BOARD_MEMBER])
    with pytest.raises(ValueError, match="others may pull"):
        by_table(SIGNED_IN, life, Push.PULL)
    other = door(Step(Door.OPEN, Push.PUSH, Role.BOARD_CHAIR, Door.SHUT))
    with pytest.raises(ValueError, match="others may push"):
        by_table(rule, other, Push.PUSH)
