"""The pages show each part of a record as its row in the table says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app.register.editing.groups import label_of_field
from app.register.pages import sections
from app.register.pages.change_view import changes_between
from app.register.pages.sections import other_facts
from app.register.pages.view import view_of
from app.register.published.difference_words import part_in_words
from app.register.record import ChangePart, Record, UnderReview
from app.register.record.part_model import Part, Shown
from app.register.record.parts import PARTS
from tests.integration.register.seeding import publish
from tests.support.client import CheckedClient
from tests.unit.register.test_record_parts import COMPARED, a_full_record, by_name

EVERYWHERE = tuple(ChangePart)


def in_english() -> Record:
    """A full record in the page's language, whose board has no words of its own for its advice."""
    record = a_full_record()
    assert record.board is not None
    return replace(record, language="en", board=replace(record.board, outcome_label=""))


def page_of(app: Flask, client: CheckedClient, record: Record) -> str:
    with app.app_context():
        (entry_id,) = publish([record])
    answer = client.get(f"/register/{entry_id}-x", follow_redirects=True)
    return " ".join(answer.get_data(as_text=True).split())


def test_an_entry_s_page_has_every_part_that_is_shown_in_its_own_words(
    app: Flask, client: CheckedClient
) -> None:
    record = in_english()
    page = page_of(app, client, record)
    with app.test_request_context():
        missing = [
            f"{name}: {line}"
            for part in COMPARED
            if part.shown is Shown.IN_ITS_OWN_WORDS
            for name, value in part.values(record)
            for line in part_in_words(part, value).text.split("\n")
            if line not in page
        ]
    # Beside its condition, an answer is a sentence: "The organisation does not follow it".
    assert missing == ["point-1: Not followed"]


@by_name(COMPARED)
def test_a_part_can_be_shown_as_a_label_and_a_value(
    context: Flask, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sections, "PARTS", (replace(part, shown=Shown.AS_A_FACT),))
    facts = other_facts(a_full_record(), EVERYWHERE)
    assert [fact.id for fact in facts] == [name for name, _ in part.values(a_full_record())]
    assert all(fact.label.startswith(part.label) for fact in facts)
    assert all(fact.value.is_given for fact in facts)


def test_what_is_shown_as_a_fact_stands_on_the_page(
    app: Flask, client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = tuple(replace(part, shown=Shown.AS_A_FACT) if part.compared else part for part in PARTS)
    monkeypatch.setattr(sections, "PARTS", every)
    page = page_of(app, client, in_english())
    for label in ("The response", "When it was last confirmed", "Problem 1"):
        assert f'<dt class="c-facts__label">{label}</dt>' in page


def test_editors_and_residents_read_a_label_for_every_difference(context: Flask) -> None:
    record = a_full_record()
    empty = Record(title="", organisation_name="", organisation_slug="", kind="")
    assert [c.label for c in changes_between(empty, record) if not c.label or "-" in c.label] == []
    assert label_of_field("under_review") == "Under review again since"
    assert label_of_field("condition-2") == "Condition 2"
    assert label_of_field("board_conditions") == "The ethics board’s findings"
    assert view_of(record).other_facts == view_of(record).other_advice == ()


def test_reasons_for_a_new_round_that_this_version_does_not_know_are_left_out(context: Flask) -> None:
    again = UnderReview(a_full_record().incidents[0].reported_on, ("new_data", "odd"))
    record = replace(a_full_record(), under_review=again)
    (change,) = changes_between(replace(record, under_review=None), record)
    assert change.after.text == "4 May 2026\nit uses new data"
