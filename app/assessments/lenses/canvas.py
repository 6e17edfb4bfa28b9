"""The canvas ready for showing: each lens with its dimensions, and the marks on each with their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.assessments.lenses.catalogue import Dimension, Lens, all_lenses
from app.assessments.lenses.words import DIRECTNESS, EFFECT_COLOURS, EFFECTS
from app.assessments.snapshots.lens_marks import MarkFacts


@dataclass(frozen=True, slots=True)
class ReadMark:
    """A mark with the words for its codes."""

    facts: MarkFacts

    @property
    def effect(self) -> str:
        """Helped, harmed and so on."""
        return str(EFFECTS.get(self.facts.effect, self.facts.effect))

    @property
    def colour(self) -> str:
        """The colour of the tag that says the effect."""
        return EFFECT_COLOURS.get(self.facts.effect, "grey")

    @property
    def directness(self) -> str:
        """Directly or indirectly; empty when that was not asked."""
        return str(DIRECTNESS.get(self.facts.directness, ""))


@dataclass(frozen=True, slots=True)
class ReadDimension:
    """A dimension with the marks on it."""

    dimension: Dimension
    marks: tuple[ReadMark, ...]


@dataclass(frozen=True, slots=True)
class ReadLens:
    """A lens with its dimensions; `counts` are the numbers of marks by effect."""

    lens: Lens
    dimensions: tuple[ReadDimension, ...]
    counts: Mapping[str, int]

    @property
    def marks(self) -> int:
        """How many marks there are."""
        return sum(self.counts.values())


def canvas(marks: Iterable[MarkFacts]) -> tuple[ReadLens, ...]:
    """The four lenses with these marks; a mark on a dimension that is no longer asked is left out."""
    every = tuple(marks)
    return tuple(_read(lens, tuple(m for m in every if m.lens == lens.id)) for lens in all_lenses())


def _read(lens: Lens, marks: tuple[MarkFacts, ...]) -> ReadLens:
    known = {dimension.id for dimension in lens.dimensions}
    return ReadLens(
        lens=lens,
        dimensions=tuple(
            ReadDimension(each, tuple(ReadMark(m) for m in marks if m.dimension == each.id))
            for each in lens.dimensions
        ),
        counts=Counter(m.effect for m in marks if m.dimension in known),
    )
