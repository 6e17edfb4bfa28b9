"""The public tables of lenses, trade-off cards and voices; what is marked as not public never leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from app.assessments.lenses.canvas import ReadMark
from app.assessments.lenses.catalogue import lens
from app.assessments.lenses.words import HARMED, HELPED
from app.assessments.snapshots.lens_marks import MarkFacts
from app.assessments.snapshots.model import Snapshot
from app.assessments.snapshots.trade_offs import CardFacts
from app.assessments.snapshots.voices import VoiceFacts
from app.assessments.trade_offs.picture import read_card
from app.assessments.voices.view import ReadVoice
from app.register.record import FieldValue, Table

EFFECTS_FIELD, CARDS_FIELD, VOICES_FIELD = "wider_effects", "trade_off_cards", "voices_heard"
Row = tuple[str, ...]


def wider_fields(snapshot: Snapshot) -> list[tuple[str, FieldValue]]:
    """The tables that have rows, by public field; in the language that is set while it is called."""
    tables = {
        VOICES_FIELD: _voices([voice for voice in snapshot.voices if voice.is_public]),
        CARDS_FIELD: _cards([card for card in snapshot.trade_offs if card.is_public and card.is_settled]),
        EFFECTS_FIELD: _effects(
            [mark for mark in snapshot.lenses if mark.is_public and mark.effect in (HELPED, HARMED)]
        ),
    }
    return [(name, FieldValue.of(table)) for name, table in tables.items() if table.rows]


def _voices(voices: Iterable[VoiceFacts]) -> Table:
    columns = (_("Who was heard"), _("How and when"), _("You said"), _("We did"))
    return Table(columns, tuple(_voice(voice) for voice in voices))


def _voice(voice: VoiceFacts) -> Row:
    words = ReadVoice(voice)
    who = (
        _("%(who)s (%(count)s people)", who=voice.who, count=voice.how_many) if voice.how_many else voice.who
    )
    when = _day(voice.heard_on)
    return who, f"{words.how}, {when}" if when else words.how, voice.said, voice.response or words.changed


def _cards(cards: Iterable[CardFacts]) -> Table:
    columns = (
        _("The dilemma"),
        _("Options"),
        _("Chosen"),
        _("In plain words"),
        _("Who gains, and who gives something up"),
    )
    return Table(columns, tuple(_card(card) for card in cards))


def _card(card: CardFacts) -> Row:
    chosen = card.chosen.title if card.chosen else ""
    signed = _("%(what)s. Signed by: %(post)s.", what=chosen, post=card.signed_by)
    again = _("To be looked at again on %(day)s.", day=_day(card.review_on)) if card.review_on else ""
    return (
        f"{card.title} ({', '.join(read_card(card).principles)})",
        "; ".join(option.title for option in card.options),
        f"{signed} {again}".strip(),
        card.public_summary,
        " ".join(filter(None, (_gains(card), _losses(card)))),
    )


def _gains(card: CardFacts) -> str:
    return _("Gain: %(who)s", who=card.gains) if card.gains else ""


def _losses(card: CardFacts) -> str:
    return _("Give something up: %(who)s", who=card.losses) if card.losses else ""


def _effects(marks: Iterable[MarkFacts]) -> Table:
    columns = (_("Where to look"), _("Effect"), _("What happens"), _("For whom"), _("How it is known"))
    return Table(columns, tuple(row for row in map(_effect, marks) if row))


def _effect(mark: MarkFacts) -> Row:
    part = lens(mark.lens)
    dimension = part.dimension(mark.dimension) if part else None
    if part is None or dimension is None:
        return ()
    words = ReadMark(mark)
    where = f"{_(part.label)}: {_(dimension.label)}"
    return where, f"{words.effect}, {words.directness.lower()}", mark.text, mark.who, mark.evidence


def _day(text: str) -> str:
    return str(format_date(date.fromisoformat(text), "d MMMM y")) if text else ""
