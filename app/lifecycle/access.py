"""Access rules whose roles come from a lifecycle's table, so that the table says who may take which step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from app.lifecycle.table import Lifecycle, Who
from app.web.access import Rule, roles
from app.web.roles import Role

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


def by_table(rule: Rule, lifecycle: Lifecycle[S, A], *actions: A, only: Collection[Role | Who] = ()) -> Rule:
    """The checks of `rule`, for those whom the table lets take these steps and for nobody else.

    With `only` for some of them, where another route is for the rest. A rule may be built for the steps of
    several tables that are taken at once.

    Raises:
        ValueError: the table, or one before it, lets others take one of these steps.
    """
    allowed: frozenset[Role] | None = rule.roles if rule.steps else None
    for action in actions:
        actors = lifecycle.actors(action)
        if not actors.issuperset(only):
            raise ValueError(f"{lifecycle.name}: the table does not let {', '.join(only)} {action}.")
        found = roles_of(only or actors)
        if not found or (allowed is not None and allowed != found):
            raise ValueError(f"{lifecycle.name}: others may {action}.")
        allowed = found
    base = roles(*(allowed or ()))
    where = rule.name.partition(", ")[2]
    return replace(
        base,
        name=f"{base.name}, {where}" if where else base.name,
        checks=rule.checks,
        steps=rule.steps | {(lifecycle.name, action.value) for action in actions},
    )


def roles_of(actors: Collection[Role | Who]) -> frozenset[Role]:
    """The roles that these actors hold; the service holds none."""
    return frozenset(
        role for actor in actors for role in (actor.roles if isinstance(actor, Who) else (actor,))
    )
