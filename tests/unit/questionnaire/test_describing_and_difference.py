"""How answers are read, and what changed between two sets of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.questionnaire.model import Answer, AnswerState, Evidence, Value
from app.questionnaire.values.check import describe
from app.questionnaire.values.describe import Form, ReadableAnswer, ShownCell
from app.questionnaire.versions.answer_difference import AnswerDifference, ChangeKind, changes
from tests.unit.questionnaire.examples import NOT_RELEVANT, UNSURE, said, small

Q = small()
ANSWERED = AnswerState.ANSWERED
SIMPLE: list[tuple[str, Value, ReadableAnswer]] = [
    ("AUT-01", "recommends", ReadableAnswer(ANSWERED, Form.TEXT, "It recommends")),
    ("AUT-01", "gone-since", ReadableAnswer(ANSWERED, Form.TEXT, "gone-since")),
    ("data", "yes", ReadableAnswer(ANSWERED, Form.YES_NO, "yes")),
    ("groups", ["children"], ReadableAnswer(ANSWERED, Form.LIST, items=("Children",))),
    ("safeguards", "**Many**", ReadableAnswer(ANSWERED, Form.MARKDOWN, "**Many**")),
    ("people", 7, ReadableAnswer(ANSWERED, Form.NUMBER, "7", unit="people")),
    ("start", "2026-01-02", ReadableAnswer(ANSWERED, Form.DATE, "2026-01-02")),
    (
        "papers",
        [{"title": "A", "link": "b"}],
        ReadableAnswer(ANSWERED, Form.LINKS, links=(Evidence("A", "b"),)),
    ),
]


@pytest.mark.parametrize(("name", "value", "reading"), SIMPLE)
def test_labels_stand_in_place_of_ids(name: str, value: Value, reading: ReadableAnswer) -> None:
    assert describe(Q.question(name), said(value)) == reading


def test_a_table_is_read_under_its_headings() -> None:
    reading = describe(Q.question("sources"), said([{"name": "Rents", "rows": 0, "live": "no", "kind": "b"}]))
    assert reading.headings == ("Name", "Rows", "Live", "Kind")
    shown = (Form.TEXT, "Rents"), (Form.NUMBER, "0"), (Form.YES_NO, "no"), (Form.TEXT, "Kind B")
    assert reading.rows == (tuple(ShownCell(form, text) for form, text in shown),)


def test_a_missing_cell_is_nothing() -> None:
    reading = describe(Q.question("sources"), said([{"name": "Rents"}]))
    assert reading.rows[0][1] == ShownCell(Form.NOTHING, "")


def test_states_without_a_value_show_none() -> None:
    hidden = replace(UNSURE, value="recommends", reason="old", note="We ask in May.")
    reading = describe(Q.question("AUT-01"), hidden)
    assert reading == ReadableAnswer(AnswerState.UNKNOWN, note="We ask in May.")
    assert describe(Q.question("AUT-01"), NOT_RELEVANT).reason == "It has none."


def test_what_was_added_removed_and_changed_is_told_by_id() -> None:
    before = {"b": said("old"), "c": said("gone"), "d": said("same"), "e": Answer(AnswerState.NOT_ANSWERED)}
    after = {"a": said("new"), "b": said("other"), "d": said("same"), "c": Answer(AnswerState.NOT_ANSWERED)}
    assert changes(before, after) == (
        AnswerDifference("a", ChangeKind.ADDED, None, said("new")),
        AnswerDifference("b", ChangeKind.CHANGED, said("old"), said("other")),
        AnswerDifference("c", ChangeKind.REMOVED, said("gone"), None),
    )


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (said(["a"]), said(("a",)), False),
        (said([{"x": 1, "y": 2}]), said([{"y": 2, "x": 1}]), False),
        (said(5), said(5.0), False),
        (said(5), said("5"), True),
        (said("a"), UNSURE, True),
        (replace(UNSURE, value="left over"), UNSURE, False),
        (NOT_RELEVANT, replace(NOT_RELEVANT, reason="Another."), True),
        (said("a"), replace(said("a"), note="Since May."), True),
        (said("a"), replace(said("a"), evidence=(Evidence("A"),)), True),
    ],
)
def test_answers_differ_when_they_say_something_else(one: Answer, other: Answer, differs: bool) -> None:
    assert bool(changes({"q": one}, {"q": other})) is differs
