"""The four lenses with their dimensions and prompts, read from lenses.yaml; knows no web and no database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("lenses.yaml")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that a lens looks at."""

    id: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question about the technology itself, shown beside the lens."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Lens:
    """One of the four ways of looking; `scope` says local or global, social or ecological."""

    id: str
    label: str
    scope: str
    ask: str
    tech_ask: str
    dimensions: tuple[Dimension, ...]
    prompts: tuple[Prompt, ...]

    @property
    def is_social(self) -> bool:
        """Whether it looks at people; else at nature."""
        return self.id.endswith("social")

    def dimension(self, dimension_id: str) -> Dimension | None:
        """The dimension of this id."""
        return next((each for each in self.dimensions if each.id == dimension_id), None)


@cache
def all_lenses() -> tuple[Lens, ...]:
    """The four lenses in the order of the canvas, read once."""
    listed = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(_lens(item) for item in listed["lenses"])


def lens(lens_id: str) -> Lens | None:
    """The lens of this id."""
    return next((each for each in all_lenses() if each.id == lens_id), None)


def _lens(item: dict[str, Any]) -> Lens:
    return Lens(
        id=item["id"],
        label=item["label"],
        scope=item["scope"],
        ask=item["ask"],
        tech_ask=item["tech_ask"],
        dimensions=tuple(Dimension(**each) for each in item["dimensions"]),
        prompts=tuple(Prompt(**each) for each in item["prompts"]),
    )
