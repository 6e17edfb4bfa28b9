"""Lifecycles as a page of the docs: each a Mermaid state diagram with its table beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from app.lifecycle.table import Lifecycle, Step

INTRODUCTION = """# Lifecycles

Everything that has a state has one table in the code: from which state, by which action, by whom, to which
state. The access rules of the routes take their roles from it (`by_table`). This page is drawn from those
tables by `flask --app wsgi lifecycles`; tests fail when it is old, or when a route lets others take a step.
"""


def page(lifecycles: Iterable[Lifecycle[Any, Any]]) -> str:
    """The whole page as Markdown."""
    return INTRODUCTION + "".join(f"\n{_section(each)}" for each in lifecycles)


def _section(lifecycle: Lifecycle[Any, Any]) -> str:
    rows = "\n".join(
        f"| {_words(step.source)} | {_words(step.action)} | {_actors(step)} | {_words(step.target)} |"
        for step in lifecycle.steps
    )
    return (
        f"## {lifecycle.title}\n\n```mermaid\nstateDiagram-v2\n"
        + "".join(f"    {line}\n" for line in _lines(lifecycle))
        + f"```\n\n| from | action | by | to |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def _lines(lifecycle: Lifecycle[Any, Any]) -> Iterator[str]:
    for state in lifecycle.states:
        yield f"{state.value}: {_words(state)}"
    for state in lifecycle.start:
        yield f"[*] --> {state.value}"
    for step in lifecycle.steps:
        yield f"{step.source.value} --> {step.target.value}: {_words(step.action)} ({_actors(step)})"
    for state in lifecycle.states:
        if state in lifecycle.final:
            yield f"{state.value} --> [*]"


def _actors(step: Step[Any, Any]) -> str:
    return " or ".join(_words(each) for each in step.actors)


def _words(code: StrEnum) -> str:
    return code.value.replace("_", " ")
