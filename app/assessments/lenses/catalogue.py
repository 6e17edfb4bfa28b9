"""The four lenses with their dimensions and prompts, read from lenses.yaml; knows no web and no database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data_files import read_file

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

    def dimension(self, dimension_id: str) -> Dimension | None:
        """The dimension of this id."""
        return next((each for each in self.dimensions if each.id == dimension_id), None)


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """The whole file."""

    lenses: tuple[Lens, ...]


@cache
def all_lenses() -> tuple[Lens, ...]:
    """The four lenses in the order of the canvas, read once."""
    return read_file(FILE, _Catalogue).lenses


def lens(lens_id: str) -> Lens | None:
    """The lens of this id."""
    return next((each for each in all_lenses() if each.id == lens_id), None)
