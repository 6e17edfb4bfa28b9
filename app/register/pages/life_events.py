"""What happens in people's lives, and where in the register the tools that touch it are found."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One way into the register: the arguments of its results page."""

    text: LazyString
    areas: tuple[str, ...] = ()
    words: str = ""
    challenge: tuple[str, ...] = ()

    def arguments(self) -> dict[str, str | list[str]]:
        """The results page's arguments."""
        given: dict[str, str | list[str]] = {}
        if self.words:
            given["q"] = self.words
        if self.areas:
            given["area"] = list(self.areas)
        if self.challenge:
            given["challenge"] = list(self.challenge)
        return given


LIFE_EVENTS = (
    LifeEvent(_l("Moving home"), ("housing", "customer_services", "democracy_law")),
    LifeEvent(_l("Having a baby or a child starting school"), ("children_education", "health")),
    LifeEvent(_l("Losing a job or needing money"), ("benefits_money",)),
    LifeEvent(_l("Getting older or needing care"), ("social_care", "health")),
    LifeEvent(_l("Driving and parking"), ("transport_parking",)),
    LifeEvent(
        _l("Being a tenant"), ("housing",), "rent OR tenant OR tenancy OR repair OR landlord OR housing"
    ),
    LifeEvent(_l("Planning and building"), ("planning_environment",)),
    LifeEvent(_l("Something went wrong"), challenge=("published_route", "complaints_route", "on_request")),
)
