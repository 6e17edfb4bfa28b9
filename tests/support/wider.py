"""Marks, trade-off cards and voices for tests, made through the same actions as in service."""

from __future__ import annotations

from datetime import date

from app.assessments.lenses import actions as lenses
from app.assessments.lenses.models import LensMark
from app.assessments.revisions.revisioned_rows import remove_row
from app.assessments.snapshots.scale import cell, cells
from app.assessments.trade_offs import actions as trade_offs
from app.assessments.trade_offs.models import TradeOffCard, TradeOffOption
from app.assessments.voices import actions as voices
from app.assessments.voices.models import Voice
from app.uses.models import UseCase

SCORES = {cell(principle, scenario): "1" for principle, scenario in cells()}


def a_mark(use: UseCase, actor_id: int, **other: object) -> LensMark:
    """A harmful mark that nobody has dealt with, on housing here."""
    facts: dict[str, object] = {
        "effect": "harmed",
        "text": "Rent comes late",
        "directness": "direct",
        "who": "Tenants on low pay",
        "evidence": "Complaints of March",
    }
    return lenses.add_mark(
        use=use,
        lens="local-social",
        dimension="housing",
        facts=lenses.MarkInput(**(facts | other)),  # type: ignore[arg-type]
        actor_id=actor_id,
    )


def a_card(use: UseCase, actor_id: int, title: str = "Faster, or understood alike") -> TradeOffCard:
    """A card with the option to do nothing, and nothing chosen."""
    facts = trade_offs.CardInput(title, ["beneficence", "justice"], "More of one is less of the other.")
    return trade_offs.add_card(use=use, facts=facts, actor_id=actor_id)


def an_option(use: UseCase, card: TradeOffCard, actor_id: int, title: str = "Try it") -> TradeOffOption:
    """An option of the card that is weighed for every principle."""
    facts = trade_offs.OptionInput(title, "For three months.", SCORES)
    return trade_offs.add_option(use=use, card=card, facts=facts, actor_id=actor_id)


def a_settled_card(use: UseCase, actor_id: int, title: str = "Faster, or understood alike") -> TradeOffCard:
    """A card with two options, one of them chosen."""
    card = a_card(use, actor_id, title)
    option = an_option(use, card, actor_id)
    choice = trade_offs.ChoiceInput(
        option.id, "It helps most.", "Director of Housing", date(2027, 3, 1), "We try it."
    )
    return trade_offs.choose(use=use, card=card, choice=choice, seen=card.version, actor_id=actor_id)


def a_voice(use: UseCase, actor_id: int, **other: object) -> Voice:
    """A panel that was heard and changed something."""
    facts: dict[str, object] = {
        "who": "Tenants’ panel",
        "how_many": 14,
        "heard_on": date(2026, 3, 3),
        "how": "panel",
        "said": "Ring us first.",
        "changed": "yes",
        "response": "We ring first now.",
    }
    return voices.add_voice(use=use, facts=voices.VoiceInput(**(facts | other)), actor_id=actor_id)  # type: ignore[arg-type]


def wider_names(use: UseCase, actor_id: int) -> dict[str, str]:
    """Ids by name of one of each on the use's lists, and one of each that was taken off."""
    card = a_settled_card(use, actor_id)
    gone = an_option(use, card, actor_id, "Taken off")
    rows = {
        "mark": a_mark(use, actor_id, accepted_reason="It is rare."),
        "removed_mark": a_mark(use, actor_id),
        "removed_card": a_card(use, actor_id, "Taken off the list"),
        "voice": a_voice(use, actor_id),
        "removed_voice": a_voice(use, actor_id),
    }
    for name in ("removed_mark", "removed_card", "removed_voice"):
        row = rows[name]
        remove_row(use=use, row=row, seen=row.version, actor_id=actor_id)
    trade_offs.remove_option(use=use, option=gone, seen=gone.version, actor_id=actor_id)
    option = next(each for each in card.options if not each.do_nothing and each.removed_at is None)
    names = {name: str(row.id) for name, row in rows.items()}
    return names | {"card": str(card.id), "option": str(option.id), "removed_option": str(gone.id)}
