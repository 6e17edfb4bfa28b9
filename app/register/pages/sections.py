"""Arranges the fields of a record in the order in which a worried resident asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flask_babel import gettext as _

from app.register import words
from app.register.published.difference_words import part_in_words
from app.register.record import ChangePart, FieldState, FieldValue, Record
from app.register.record.part_model import Shown
from app.register.record.parts import PARTS
from app.register.record.public_fields import FieldType, all_fields
from app.web.language import current_language

PRINCIPLES = ("beneficence", "non_maleficence", "autonomy", "justice", "explicability")
BEFORE_PRINCIPLES = ("purpose", "people", "data", "decision", "testing", "impact")
AFTER_PRINCIPLES = ("trade_offs",)
AFTER_BOARD = ("accountability", "supplier", "social_value")
FOLDED = ("technology",)
ELSEWHERE = frozenset({"summary", "website", "contact_team", "contact_email", "contact_phone"})


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field of the record as the page shows it."""

    id: str
    label: str
    type: FieldType
    value: FieldValue


@dataclass(frozen=True, slots=True)
class EntrySection:
    """One part of the page; `missing` are the labels of fields to which nothing was answered."""

    id: str
    label: str
    facts: tuple[ShownField, ...]
    missing: tuple[str, ...]

    def labels(self, state: str) -> tuple[str, ...]:
        """The labels of the facts in a state, for the picture's table."""
        return tuple(fact.label for fact in self.facts if fact.value.state == state)


@dataclass(frozen=True, slots=True)
class Layout:
    """All parts of an entry's page; `empty` are those with nothing in them, named at the end."""

    challenge: EntrySection
    before_principles: tuple[EntrySection, ...]
    principles: tuple[EntrySection, ...]
    after_principles: tuple[EntrySection, ...]
    after_board: tuple[EntrySection, ...]
    folded: tuple[EntrySection, ...]
    empty: tuple[EntrySection, ...]

    @property
    def states_of_principles(self) -> bool:
        """Whether anything at all is said about the principles."""
        return any(section.facts for section in self.principles)


@cache
def _groups(_language: str) -> dict[str, tuple[str, tuple[ShownField, ...]]]:
    """The label and the blank facts of each group in the page's language, made once for each language."""
    listed = all_fields()
    blank = FieldValue(FieldState.NOT_ANSWERED)
    return {
        group.id: (
            _(group.label),
            tuple(
                ShownField(field.id, _(field.label), field.type, blank)
                for field in listed.of_group(group.id)
                if field.id not in ELSEWHERE
            ),
        )
        for group in listed.groups
    }


def section(record: Record, group_id: str) -> EntrySection:
    """One group of fields; what the record leaves open is only named."""
    label, blanks = _groups(current_language())[group_id]
    facts: list[ShownField] = []
    missing: list[str] = []
    for blank in blanks:
        value = record.field(blank.id)
        if value.state is FieldState.NOT_ANSWERED:
            missing.append(blank.label)
        else:
            facts.append(ShownField(blank.id, blank.label, blank.type, value))
    return EntrySection(group_id, label, tuple(facts), tuple(missing))


def other_facts(record: Record, sections: tuple[ChangePart, ...]) -> tuple[ShownField, ...]:
    """What these sections of a record say beside `fields.yaml` and what has a template of its own."""
    return tuple(
        ShownField(name, words.label_of(part, name), FieldType.TEXT, part_in_words(part, value))
        for part in PARTS
        if part.shown is Shown.AS_A_FACT and part.section in sections
        for name, value in part.values(record)
        if value.state is not FieldState.NOT_ANSWERED
    )


def layout(record: Record) -> Layout:
    """Arrange a record. Fields that the list does not know are left out: nothing is public unless named."""

    def filled(groups: tuple[str, ...]) -> tuple[EntrySection, ...]:
        return tuple(found for found in (section(record, group) for group in groups) if found.facts)

    others = (*BEFORE_PRINCIPLES, *AFTER_PRINCIPLES, *AFTER_BOARD, *FOLDED)
    every = tuple(section(record, group) for group in others)
    return Layout(
        challenge=section(record, "challenge"),
        before_principles=filled(BEFORE_PRINCIPLES),
        principles=tuple(section(record, group) for group in PRINCIPLES),
        after_principles=filled(AFTER_PRINCIPLES),
        after_board=filled(AFTER_BOARD),
        folded=filled(FOLDED),
        empty=tuple(found for found in every if not found.facts),
    )
