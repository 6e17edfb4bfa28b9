"""Puts one change of a lens mark, a trade-off card, one of its options, or a voice into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.assessments.changes.parts import HistoryItem, Texts, differences, text, word, yes_no
from app.assessments.lenses.catalogue import lens
from app.assessments.lenses.words import DIRECTNESS, EFFECTS
from app.assessments.revisions.models import ADDED, CHANGED, PUT_BACK, REMOVED, ListedChange
from app.assessments.snapshots.scale import PRINCIPLE_IDS, cell, scenarios, step
from app.assessments.voices.words import CHANGES, HOWS
from app.assessments.words import PRINCIPLES
from app.web.templating import iso_day

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Words:
    """How the page speaks of one kind: what was done, what the row is called, and what it says."""

    did: Mapping[str, object]
    subject: Callable[[Facts], str]
    texts: Callable[[Facts], Texts]


def read_listed(at: datetime, by: str, change: ListedChange, earlier: ListedChange | None) -> HistoryItem:
    """The change that this entry of the history records."""
    said = _KINDS[change.kind]
    texts = said.texts(change.facts)
    same = change.action in (REMOVED, PUT_BACK)
    before = texts if same else said.texts(earlier.facts) if earlier else None
    return HistoryItem(
        at=at,
        by=by,
        did=str(said.did.get(change.action, said.did[CHANGED])),
        subject=said.subject(change.facts),
        kind=change.kind,
        target="",
        parts=differences(before, texts),
    )


def listed_texts(kind: str, facts: Facts) -> Texts:
    """A row of this kind part by part, in words; `facts` are its frozen facts as a mapping."""
    return _KINDS[kind].texts(facts)


def _mark(facts: Facts) -> Texts:
    return {
        _("Where"): _place(facts),
        _("What does the use do here?"): word(EFFECTS, facts.get("effect")),
        _("What happens?"): text(facts, "text"),
        _("Directly or indirectly?"): word(DIRECTNESS, facts.get("directness")),
        _("For whom?"): text(facts, "who"),
        _("How do you know?"): text(facts, "evidence"),
        _("Harm"): text(facts, "harm"),
        _("Accepted because"): text(facts, "accepted_reason"),
        _("On the public register"): yes_no(facts.get("is_public")),
    }


def _place(facts: Facts) -> str:
    part = lens(text(facts, "lens"))
    dimension = part.dimension(text(facts, "dimension")) if part else None
    if part is None or dimension is None:
        return text(facts, "dimension")
    return f"{_(part.label)}, {_(dimension.label)}"


def _card(facts: Facts) -> Texts:
    principles = facts.get("principles")
    listed = principles if isinstance(principles, list) else []
    review_on = text(facts, "review_on")
    return {
        _("Trade-off"): text(facts, "title"),
        _("Which principles pull apart?"): ", ".join(word(PRINCIPLES, each) for each in listed),
        _("How do they pull apart?"): text(facts, "tension"),
        _("Who gains?"): text(facts, "gains"),
        _("Who loses, or gives something up?"): text(facts, "losses"),
        _("What did the people it affects say?"): text(facts, "heard"),
        _("What was chosen?"): text(facts, "chosen"),
        _("Why this one?"): text(facts, "reason"),
        _("Who signs?"): text(facts, "signed_by"),
        _("When do you look again?"): iso_day(review_on) if review_on else "",
        _("In plain words, for residents"): text(facts, "public_summary"),
        _("On the public register"): yes_no(facts.get("is_public")),
    }


def _option(facts: Facts) -> Texts:
    given = facts.get("scores")
    scores = given if isinstance(given, Mapping) else {}
    return {
        _("Option"): text(facts, "title"),
        _("What would it mean?"): text(facts, "description"),
        **{str(PRINCIPLES[each]): _weighed(each, scores) for each in PRINCIPLE_IDS},
    }


def _weighed(principle: str, scores: Facts) -> str:
    """How an option serves a principle, scenario by scenario."""
    said = [(each, step(text(scores, cell(principle, each.id)))) for each in scenarios()]
    return "\n".join(f"{_(each.label)}: {_(found.label)}" for each, found in said if found is not None)


def _voice(facts: Facts) -> Texts:
    heard_on = text(facts, "heard_on")
    return {
        _("Who was heard?"): text(facts, "who"),
        _("How many people?"): text(facts, "how_many"),
        _("When?"): iso_day(heard_on) if heard_on else "",
        _("How?"): word(HOWS, facts.get("how")),
        _("What did they say?"): text(facts, "said"),
        _("Did something change because of it?"): word(CHANGES, facts.get("changed")),
        _("What changed, or why not?"): text(facts, "response"),
        _("On the public register"): yes_no(facts.get("is_public")),
    }


_KINDS = {
    "lens_mark": _Words(
        {
            ADDED: _l("added the mark"),
            CHANGED: _l("changed the mark"),
            REMOVED: _l("took the mark off the canvas:"),
            PUT_BACK: _l("put the mark back on the canvas:"),
        },
        lambda facts: text(facts, "text"),
        _mark,
    ),
    "trade_off_card": _Words(
        {
            ADDED: _l("added the trade-off"),
            CHANGED: _l("changed the trade-off"),
            REMOVED: _l("took the trade-off off the list:"),
            PUT_BACK: _l("put the trade-off back on the list:"),
        },
        lambda facts: text(facts, "title"),
        _card,
    ),
    "trade_off_option": _Words(
        {
            ADDED: _l("added the option"),
            CHANGED: _l("changed the option"),
            REMOVED: _l("took the option off the card:"),
            PUT_BACK: _l("put the option back on the card:"),
        },
        lambda facts: _(
            "%(option)s (trade-off: %(card)s)", option=text(facts, "title"), card=text(facts, "card")
        ),
        _option,
    ),
    "no_tension": _Words(
        {
            ADDED: _l("gave the reason"),
            CHANGED: _l("changed the reason"),
            REMOVED: _l("took back the reason"),
        },
        lambda _facts: _("Why nothing pulls apart"),
        lambda facts: {"": text(facts, "reason")},
    ),
    "voice": _Words(
        {
            ADDED: _l("added the voice"),
            CHANGED: _l("changed the voice"),
            REMOVED: _l("took the voice off the list:"),
            PUT_BACK: _l("put the voice back on the list:"),
        },
        lambda facts: text(facts, "who"),
        _voice,
    ),
}
