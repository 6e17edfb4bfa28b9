"""A card ready for showing: principles in words, and each option's steps by principle; never one number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.assessments.snapshots.scale import PRINCIPLE_IDS, ScaleStep, Scenario, cell, scenarios, step
from app.assessments.snapshots.trade_offs import CardFacts, OptionFacts
from app.assessments.words import PRINCIPLES


@dataclass(frozen=True, slots=True)
class Weighed:
    """How an option serves a principle in one scenario; no step when nobody has said."""

    scenario: Scenario
    step: ScaleStep | None


@dataclass(frozen=True, slots=True)
class ReadPrinciple:
    """A principle and how an option serves it in each scenario; `pulls` when it is one of the tension."""

    id: str
    label: str
    pulls: bool
    weighed: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class ReadOption:
    """An option with its steps."""

    facts: OptionFacts
    is_chosen: bool
    principles: tuple[ReadPrinciple, ...]


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card with the words for its codes."""

    facts: CardFacts
    options: tuple[ReadOption, ...]

    @property
    def principles(self) -> tuple[str, ...]:
        """The principles that pull apart, in words."""
        return tuple(str(PRINCIPLES[name]) for name in self.facts.principles if name in PRINCIPLES)


def read_cards(cards: Iterable[CardFacts]) -> tuple[ReadCard, ...]:
    """The cards ready for showing."""
    return tuple(read_card(card) for card in cards)


def read_card(card: CardFacts) -> ReadCard:
    """One card ready for showing."""
    return ReadCard(card, tuple(_option(card, option) for option in card.options))


def _option(card: CardFacts, option: OptionFacts) -> ReadOption:
    return ReadOption(
        facts=option,
        is_chosen=option.id == card.chosen_id,
        principles=tuple(
            ReadPrinciple(
                id=name,
                label=str(PRINCIPLES[name]),
                pulls=name in card.principles,
                weighed=tuple(
                    Weighed(each, step(option.scores.get(cell(name, each.id), ""))) for each in scenarios()
                ),
            )
            for name in PRINCIPLE_IDS
        ),
    )
