"""Watches that a request takes only those steps of a lifecycle which its access rule was built for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from flask import Flask, current_app, has_request_context, request

from app.lifecycle import Lifecycle
from app.lifecycle.access import roles_of
from app.web.access import rules_of

Steps = frozenset[tuple[str, str]]


def with_those_along(steps: Iterable[tuple[str, str]], lifecycles: Iterable[Lifecycle[Any, Any]]) -> Steps:
    """These steps, and those of other lives that happen with them."""
    found = frozenset(steps)
    while True:
        more = {
            (lifecycle.name, action.value)
            for lifecycle in lifecycles
            for action, other in lifecycle.along.items()
            if other in found
        }
        if more <= found:
            return found
        found |= more


def watch_steps() -> None:
    """From now on a step fails in a request whose rule does not name it; the service's own steps never do."""
    after = Lifecycle.after

    def watched(self: Lifecycle[Any, Any], state: str, action: StrEnum) -> StrEnum:
        target: StrEnum = after(self, state, action)
        if has_request_context() and request.endpoint and roles_of(self.actors(action)):
            _check(current_app, self.name, action)
        return target

    Lifecycle.after = watched  # type: ignore[method-assign,assignment]


def _check(app: Flask, name: str, action: StrEnum) -> None:
    rule = rules_of(app, request.endpoint or "").get(request.method)
    steps = rule.steps if rule else frozenset()
    if (name, action.value) not in with_those_along(steps, app.extensions["lifecycles"]):
        raise AssertionError(
            f"{request.endpoint} takes the step {action} of {name}, its rule does not say so"
        )
