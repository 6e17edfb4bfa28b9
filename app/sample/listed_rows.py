"""A sample team looks further: marks the lenses, weighs options on cards, records whom it heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from app.assessments.harms.queries import titles_of
from app.assessments.lenses.actions import add_mark
from app.assessments.trade_offs.actions import (
    ChoiceInput,
    add_card,
    add_option,
    change_option,
    choose,
    say_no_tension,
)
from app.assessments.use_assessment import the_assessment
from app.assessments.voices.actions import VoiceInput, add_voice
from app.sample.model import SampleCard, SampleMark, SampleUse
from app.uses.models import UseCase

Acting = Callable[[UseCase, int], object]


def wider_steps(sample: SampleUse) -> Iterator[Acting]:
    """What the team does, one step after the other; each takes the use and the id of who does it."""
    for mark in sample.lenses:
        yield partial(_add_mark, mark)
    for card in sample.trade_offs:
        yield partial(_add_card, card)
    if sample.no_tension:
        yield partial(_say_no_tension, sample.no_tension)
    for voice in sample.voices:
        yield partial(_add_voice, voice)


def _say_no_tension(reason: str, use: UseCase, by: int) -> None:
    say_no_tension(use=use, reason=reason, seen=0, actor_id=by)


def _add_voice(voice: VoiceInput, use: UseCase, by: int) -> None:
    add_voice(use=use, facts=voice, actor_id=by)


def _add_mark(mark: SampleMark, use: UseCase, by: int) -> None:
    facts = mark.facts
    if mark.harm:
        ids = {title: key for key, title in titles_of(the_assessment(use).id).items()}
        facts = replace(facts, harm_id=ids[mark.harm])
    add_mark(use=use, lens=mark.lens, dimension=mark.dimension, facts=facts, actor_id=by)


def _add_card(card: SampleCard, use: UseCase, by: int) -> None:
    row = add_card(use=use, facts=card.facts, actor_id=by)
    chosen_id = 0
    for option in card.options:
        if option.do_nothing:
            nothing = row.options[0]
            change_option(use=use, option=nothing, facts=option.facts, seen=nothing.version, actor_id=by)
            made = nothing
        else:
            made = add_option(use=use, card=row, facts=option.facts, actor_id=by)
        chosen_id = made.id if option.chosen else chosen_id
    if chosen_id:
        choice = ChoiceInput(chosen_id, card.reason, card.signed_by, card.review_on, card.public_summary)
        choose(use=use, card=row, choice=choice, seen=row.version, actor_id=by)
