"""What a package, or a room in it, brings to the service: one small manifest, read by create_app."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Any

import click
from flask import Blueprint
from sqlalchemy.orm import Session

from app.lifecycle import Lifecycle

DailyWork = Callable[[Session, date], int | None]


@dataclass(frozen=True)
class Manifest:
    """What is brought, in the order in which it counts.

    `tables`, `pages` and `listeners` are modules: importing them defines tables, adds routes to a blueprint
    and functions to the hooks of lower layers. `reminders` run before `digests`, these before other `daily`
    work. `stays` names tables of a use that no archive carries, with the reason. `rooms` are parts with
    manifests of their own.
    """

    tables: tuple[ModuleType, ...] = ()
    pages: tuple[ModuleType, ...] = ()
    listeners: tuple[ModuleType, ...] = ()
    blueprints: tuple[Blueprint, ...] = ()
    commands: tuple[click.Command, ...] = ()
    lifecycles: tuple[Lifecycle[Any, Any], ...] = ()
    reminders: tuple[DailyWork, ...] = ()
    digests: tuple[DailyWork, ...] = ()
    daily: tuple[DailyWork, ...] = ()
    stays: Mapping[str, str] = field(default_factory=dict)
    rooms: tuple[Manifest, ...] = ()


def every(manifests: Iterable[Manifest]) -> Iterator[Manifest]:
    """Each manifest after those of its rooms."""
    for manifest in manifests:
        yield from every(manifest.rooms)
        yield manifest
