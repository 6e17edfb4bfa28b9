"""Says what does not make sense in the lenses, trade-off cards, voices and safeguards of a sample use."""

from __future__ import annotations

from collections.abc import Iterator

from app.assessments.harms.actions import HarmInput
from app.assessments.lenses.catalogue import lens
from app.assessments.lenses.words import DIRECTNESS, EFFECTS, HARMED
from app.assessments.snapshots.risk_reduction import claimed
from app.assessments.snapshots.scale import cell, cells, step
from app.assessments.voices.words import CHANGES, HOWS
from app.assessments.words import PRINCIPLES
from app.sample.model import SampleCard, SampleUse


def wider_problems(use: SampleUse) -> Iterator[str]:
    """Everything that is wrong, a line each."""
    yield from _marks(use)
    for card in use.trade_offs:
        yield from _card(card)
    yield from _voices(use)
    for harm in (*use.harms, *(each for step_ in use.rounds for each in step_.harms or ())):
        yield from _claims(harm)
    if use.trade_offs and use.no_tension:
        yield "trade_offs and no_tension contradict each other"


def _marks(use: SampleUse) -> Iterator[str]:
    titles = {harm.title for harm in use.harms}
    for mark in use.lenses:
        where = f"lenses: {mark.facts.text[:40]!r}"
        found = lens(mark.lens)
        if found is None or found.dimension(mark.dimension) is None:
            yield f"{where}: no such place {mark.lens}/{mark.dimension}"
        if mark.facts.effect not in EFFECTS or mark.facts.directness not in ("", *DIRECTNESS):
            yield f"{where}: unknown effect or directness"
        if mark.harm and mark.harm not in titles:
            yield f"{where}: no harm {mark.harm!r}"
        if mark.facts.effect == HARMED and not mark.harm and not mark.facts.accepted_reason:
            yield f"{where}: neither a harm nor a reason"
        if len(mark.facts.text) > 500 or len(mark.facts.who) > 500 or len(mark.facts.evidence) > 2000:
            yield f"{where}: a text is too long"


def _card(card: SampleCard) -> Iterator[str]:
    where = f"trade_offs: {card.facts.title[:40]!r}"
    if len(card.facts.principles) < 2 or set(card.facts.principles) - set(PRINCIPLES):
        yield f"{where}: at least two known principles pull apart"
    if sum(option.do_nothing for option in card.options) != 1 or len(card.options) < 2:
        yield f"{where}: one option is to do nothing, and there are others"
    if sum(option.chosen for option in card.options) != bool(card.reason):
        yield f"{where}: one option is chosen when there is a reason, and only then"
    if card.reason and not (card.signed_by and card.review_on and card.public_summary):
        yield f"{where}: a choice is signed, looked at again and summed up"
    known = {cell(principle, scenario) for principle, scenario in cells()}
    for option in card.options:
        scores = option.facts.scores
        if set(scores) != known or not all(step(value) for value in scores.values()):
            yield f"{where}: {option.facts.title[:40]!r} is not weighed for each principle"


def _voices(use: SampleUse) -> Iterator[str]:
    for voice in use.voices:
        where = f"voices: {voice.who[:40]!r}"
        if voice.how not in HOWS or voice.changed not in CHANGES:
            yield f"{where}: unknown how or changed"
        if voice.changed != "not_yet" and not voice.response:
            yield f"{where}: what changed, or why not?"
        if voice.heard_on is None or any(voice.heard_on > step_.on for step_ in use.rounds[:1]):
            yield f"{where}: heard on a day before the submission"


def _claims(harm: HarmInput) -> Iterator[str]:
    pairs = (
        ("severity", harm.severity, harm.severity_after, [s.severity_steps for s in harm.safeguards]),
        ("likelihood", harm.likelihood, harm.likelihood_after, [s.likelihood_steps for s in harm.safeguards]),
    )
    for name, before, after, steps in pairs:
        if claimed(before, steps) != after:
            yield f"harm {harm.title[:40]!r}: the safeguards' steps do not lead to the {name} after"
