"""The scale and the scenarios of trade-off cards, read from scale.yaml; knows no web and no database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data_files import read_file

FILE = Path(__file__).with_name("scale.yaml")
PRINCIPLE_IDS = ("beneficence", "non_maleficence", "autonomy", "justice", "explicability")


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """A step of the scale: what is stored, the sign in the picture, and its words."""

    value: str
    sign: str
    label: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """How things may turn out; `short` is its name in the picture."""

    id: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """The whole file."""

    scale: tuple[ScaleStep, ...]
    scenarios: tuple[Scenario, ...]


@cache
def _file() -> _Scale:
    return read_file(FILE, _Scale)


def steps() -> tuple[ScaleStep, ...]:
    """The scale from best to worst, then "not known"."""
    return _file().scale


def scenarios() -> tuple[Scenario, ...]:
    """Best, expected, worst."""
    return _file().scenarios


def step(value: str) -> ScaleStep | None:
    """The step that is stored as `value`; None when nothing was said."""
    return next((each for each in steps() if each.value == value), None)


def cell(principle: str, scenario: str) -> str:
    """The key under which an option keeps its step for a principle in a scenario."""
    return f"{principle}:{scenario}"


@cache
def cells() -> tuple[tuple[str, str], ...]:
    """Every pair of principle and scenario, principle by principle."""
    return tuple((principle, each.id) for principle in PRINCIPLE_IDS for each in scenarios())
