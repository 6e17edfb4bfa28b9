"""Trade-off cards as frozen values, as a submission keeps them; knows no web and no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.assessments.snapshots.scale import cells


@dataclass(frozen=True, slots=True)
class OptionFacts:
    """An option as it stood; `scores` are steps of the scale by cell."""

    id: int
    title: str
    description: str
    do_nothing: bool
    scores: Mapping[str, str]

    @property
    def is_weighed(self) -> bool:
        """Whether every cell says something, "not known" included."""
        return all(self.scores.get(f"{principle}:{scenario}") for principle, scenario in cells())


@dataclass(frozen=True, slots=True)
class CardFacts:
    """A card as it stood; `review_on` is an ISO date or empty, `chosen_id` the id of one of the options."""

    id: int
    title: str
    principles: tuple[str, ...]
    tension: str
    gains: str
    losses: str
    heard: str
    options: tuple[OptionFacts, ...]
    chosen_id: int | None
    reason: str
    signed_by: str
    review_on: str
    public_summary: str
    is_public: bool

    @property
    def chosen(self) -> OptionFacts | None:
        """The option that was chosen."""
        return next((option for option in self.options if option.id == self.chosen_id), None)

    @property
    def is_settled(self) -> bool:
        """Whether something was chosen, against at least one other way, and somebody says why."""
        return self.chosen is not None and len(self.options) > 1 and bool(self.reason.strip())

    @property
    def is_weighed(self) -> bool:
        """Whether every option is weighed."""
        return all(option.is_weighed for option in self.options)


def card_from_data(data: Mapping[str, Any]) -> CardFacts:
    """Reads what `dataclasses.asdict` gave."""
    options = tuple(OptionFacts(**option) for option in data["options"])
    return CardFacts(**{**data, "principles": tuple(data["principles"]), "options": options})
