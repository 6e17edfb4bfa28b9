"""Every life as one table: from which state, by which action, by whom, to which state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from app.web.roles import BOARD, Role

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


class Who(StrEnum):
    """Who acts by more than a role: by their part in a use or a review, or nobody but the service."""

    TEAM = "team of the use"
    OWNER = "owner of the use"
    RESPONSIBLE = "who sees to it"
    PRESIDING = "the chair or who stands in"
    LEADING = "the chair, the secretary or who stands in"
    SIGNING = "the chair or who is named to preside"
    SECOND_LOOK = "who neither signed nor led, or is named by the chair"
    ANOTHER_EDITOR = "another register editor"
    SERVICE = "the service"

    @property
    def roles(self) -> frozenset[Role]:
        """The roles among which they are found; none for the service, which needs no page."""
        return _ROLES[self]


_MEMBERS = frozenset({Role.BOARD_CHAIR, Role.BOARD_MEMBER})
_ROLES: Mapping[Who, frozenset[Role]] = {
    Who.TEAM: frozenset({Role.TEAM_MEMBER}),
    Who.OWNER: frozenset({Role.ACCOUNTABLE_OWNER}),
    Who.RESPONSIBLE: frozenset({Role.TEAM_MEMBER, Role.ACCOUNTABLE_OWNER}),
    Who.PRESIDING: _MEMBERS,
    Who.LEADING: BOARD,
    Who.SIGNING: _MEMBERS,
    Who.SECOND_LOOK: BOARD,
    Who.ANOTHER_EDITOR: frozenset({Role.REGISTER_EDITOR}),
    Who.SERVICE: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Step(Generic[S, A]):
    """One row of a table; `by` names one who may act, or several."""

    source: S
    action: A
    by: Role | Who | tuple[Role | Who, ...]
    target: S

    @property
    def actors(self) -> tuple[Role | Who, ...]:
        """Everybody who may take this step."""
        return self.by if isinstance(self.by, tuple) else (self.by,)


class OutOfTurn(Exception):
    """The action came too late or out of turn: the state that the thing is in has no such step."""

    def __init__(self, state: str, action: str) -> None:
        super().__init__(f"cannot {action} while {state}")
        self.state = state
        self.action = action


@dataclass(frozen=True)
class Lifecycle(Generic[S, A]):
    """A table of steps. `name` is a word for addresses and files, `title` one for readers of the docs.

    `along` names steps that happen with the step of another life: by action its name and action.
    """

    name: str
    title: str
    states: type[S]
    start: tuple[S, ...]
    steps: tuple[Step[S, A], ...]
    final: frozenset[S] = frozenset()
    along: Mapping[A, tuple[str, str]] = field(default_factory=dict)

    def after(self, state: str, action: A) -> S:
        """The state that follows.

        Raises:
            OutOfTurn: the table has no such step.
        """
        for step in self.steps:
            if step.source == state and step.action is action:
                return step.target
        raise OutOfTurn(state, action)

    def may(self, state: str, action: A) -> bool:
        """Whether the table has this step."""
        return any(step.source == state and step.action is action for step in self.steps)

    def actors(self, action: A) -> frozenset[Role | Who]:
        """Everybody who may take this action in some state."""
        return frozenset(each for step in self.steps if step.action is action for each in step.actors)

    def problems(self) -> Iterator[str]:
        """What is wrong with the table, in words: no way out, no way in, two answers, nobody who acts."""
        sources = {step.source for step in self.steps}
        targets = {step.target for step in self.steps if step.target is not step.source}
        for state in self.states:
            leaves = any(step.source is state and step.target is not state for step in self.steps)
            if leaves is (state in self.final):
                yield f"{state} is final and has a way out" if leaves else f"{state} has no way out"
            if state not in targets and state not in self.start:
                yield f"nothing leads to {state}"
        if len({(step.source, step.action) for step in self.steps}) != len(self.steps):
            yield "an action leads to two states"
        if not sources.issuperset(self.start) or any(not step.actors for step in self.steps):
            yield "a start has no step, or a step nobody who may take it"
