"""What a report says beyond questions and harms: lenses, trade-offs, voices and duties, as headed lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app.assessments.duties.freeze import frozen_duties
from app.assessments.duties.words import APPLICABILITY, STATUSES
from app.assessments.lenses.canvas import canvas
from app.assessments.lenses.queries import mark_facts
from app.assessments.snapshots.trade_offs import CardFacts
from app.assessments.trade_offs.queries import card_facts, no_tension_reason
from app.assessments.voices.queries import voice_facts
from app.assessments.voices.words import CHANGES, HOWS
from app.assessments.words import PRINCIPLES
from app.uses.models import UseCase
from app.web.templating import iso_day


@dataclass(frozen=True, slots=True)
class HeadedItem:
    """One thing with its title and what is said of it, label by label."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HeadedList:
    """A headed list."""

    id: str
    title: str
    items: tuple[HeadedItem, ...]


def wider_parts(use: UseCase, assessment_id: int) -> tuple[HeadedList, ...]:
    """The parts that hold something, in the order of the team's pages: a fixed number of statements."""
    parts = (
        HeadedList("lenses", _("Four lenses"), tuple(_marks(assessment_id))),
        HeadedList("trade-offs", _("Trade-offs"), tuple(_trade_offs(assessment_id))),
        HeadedList("voices", _("Who was heard"), tuple(_voices(assessment_id))),
        HeadedList("duties", _("Legal duties"), tuple(_duties(use))),
    )
    return tuple(part for part in parts if part.items)


def _item(title: str, *rows: tuple[str, str]) -> HeadedItem:
    return HeadedItem(title, tuple((label, text) for label, text in rows if text))


def _marks(assessment_id: int) -> Iterator[HeadedItem]:
    for lens in canvas(mark_facts(assessment_id)):
        for dimension in lens.dimensions:
            for mark in dimension.marks:
                yield _item(
                    f"{lens.lens.label}: {dimension.dimension.label}",
                    (_("Effect"), f"{mark.effect} {mark.directness.lower()}".strip()),
                    (_("Who or what"), mark.facts.who),
                    (_("How"), mark.facts.text),
                    (_("Evidence"), mark.facts.evidence),
                    (_("Harm"), mark.facts.harm),
                    (_("Why it is accepted"), mark.facts.accepted_reason),
                )


def _trade_offs(assessment_id: int) -> Iterator[HeadedItem]:
    for card in card_facts(assessment_id):
        yield _card(card)
    if reason := no_tension_reason(assessment_id):
        yield _item(_("No tension between principles"), (_("Why"), reason))


def _card(card: CardFacts) -> HeadedItem:
    chosen = card.chosen
    return _item(
        card.title,
        (_("Between"), ", ".join(str(PRINCIPLES[each]) for each in card.principles)),
        (_("The tension"), card.tension),
        (_("Who gains"), card.gains),
        (_("Who loses"), card.losses),
        (_("What people said who are affected"), card.heard),
        (_("Ways that were open"), "; ".join(option.title for option in card.options)),
        (_("Chosen"), chosen.title if chosen else ""),
        (_("Why"), card.reason),
        (_("Signed by"), card.signed_by),
        (_("Look again on"), iso_day(card.review_on) if card.review_on else ""),
    )


def _voices(assessment_id: int) -> Iterator[HeadedItem]:
    for voice in voice_facts(assessment_id):
        number = "" if voice.how_many is None else str(voice.how_many)
        yield _item(
            voice.who,
            (_("How"), str(HOWS.get(voice.how, voice.how))),
            (_("How many"), number),
            (_("When"), iso_day(voice.heard_on) if voice.heard_on else ""),
            (_("What they said"), voice.said),
            (_("Did it change something?"), str(CHANGES.get(voice.changed, voice.changed))),
            (_("What came of it"), voice.response),
        )


def _duties(use: UseCase) -> Iterator[HeadedItem]:
    applicability = {code: str(text) for code, text in APPLICABILITY.items()}
    statuses = {code: str(text) for code, text in STATUSES.items()}
    for duty in frozen_duties(use):
        yield _item(
            duty.title,
            (_("Law"), duty.law),
            (_("Does it apply?"), applicability[duty.applicability]),
            (_("Where it stands"), statuses[duty.status]),
            (_("Why the team thinks that it does not bind"), duty.not_binding),
            *(
                (answer.question, _("Don’t know yet") if answer.unknown else answer.text)
                for answer in duty.answers
            ),
        )
