"""Cycles, levels that rest on themselves, and what can never be asked."""

from __future__ import annotations

import time

import pytest

from app.questionnaire.checking.check import check
from tests.unit.questionnaire.examples import changed, only, told

HEAD = "questionnaire: q\nversion: 1\ntitle: T\nlanguage: en\n"
KINDS = {
    "yes": "type: yes_no",
    "one": "type: single_choice, choices: [{id: a, text: A}, {id: b, text: B}]",
    "many": "type: multiple_choice, choices: [{id: a, text: A}, {id: b, text: B}]",
    "scale": "type: scale, choices: [{id: low, text: L}, {id: mid, text: M}, {id: top, text: T}]",
    "count": "type: number, min: 0, max: 10",
    "day": "type: date",
    "rows": "type: evidence",
    "words": "type: long_text",
}
LINES = "".join(f"      - {{id: {name}, text: Text, {kind}}}\n" for name, kind in KINDS.items())


def page(name: str, *questions: str, show_if: str = "") -> str:
    """A page of a section."""
    shown = f"      show_if: {show_if}\n" if show_if else ""
    lines = "".join(f"      - {question}\n" for question in questions)
    return f"    - id: {name}\n      title: T\n{shown}      questions:\n{lines}"


def asking(condition: str) -> str:
    """A questionnaire in which the question `last` has this condition."""
    first = f"    - id: first\n      title: T\n      questions:\n{LINES}"
    last = page("second", f"{{id: last, text: T, type: yes_no, show_if: {condition}}}")
    return f"{HEAD}sections:\n  - id: s\n    title: S\n    pages:\n{first}{last}"


def both(one: str, other: str) -> str:
    """Two comparisons that must hold together."""
    return f"{{all: [{{{one}}}, {{{other}}}]}}"


NEVER = [
    both("question: one, equals: a", "question: one, equals: b"),
    both("question: one, not_equals: a", "question: one, not_equals: b"),
    both("question: yes, equals: yes", "question: yes, equals: false"),
    both("question: one, equals: a", "question: one, answered: false"),
    both("question: scale, more_than: mid", "question: scale, less_than: mid"),
    both("question: count, more_than: 3", "question: count, less_than: 3"),
    both("question: count, equals: 3", "question: count, not_equals: 3"),
    both("question: rows, more_than: 1", "question: rows, less_than: 2"),
    both("question: day, more_than: 2026-01-01", "question: day, less_than: 2026-01-02"),
    "{question: scale, more_than: top}",
    "{question: count, more_than: 10}",
    "{question: count, less_than: 0}",
    "{question: rows, less_than: 0}",
    "{any: [{question: scale, less_than: low}, {question: count, equals: 11}]}",
]
CAN = [
    both("question: many, includes: a", "question: many, includes: b"),
    both("question: one, equals: a", "question: one, not_equals: b"),
    both("question: one, equals: a", "question: one, answered: true"),
    both("question: scale, more_than: low", "question: scale, less_than: top"),
    both("question: count, more_than: 3", "question: count, less_than: 3.5"),
    both("question: rows, more_than: 1", "question: rows, less_than: 3"),
    both("question: day, more_than: 2026-01-01", "question: day, less_than: 2026-01-03"),
    "{any: [{question: scale, less_than: low}, {question: count, equals: 10}]}",
    "{question: words, answered: true}",
]


@pytest.mark.parametrize("condition", NEVER)
def test_a_question_whose_condition_can_never_hold_is_unreachable(condition: str) -> None:
    _line, path, message = only(asking(condition))
    assert path == "sections[0].pages[1].questions[0].show_if"
    assert message.startswith("this question is unreachable: the conditions on question")


@pytest.mark.parametrize("condition", CAN)
def test_a_question_whose_condition_can_hold_is_fine(condition: str) -> None:
    assert told(asking(condition)) == []


UNFIT = [
    "{question: words, equals: x}",
    "{question: many, equals: a}",
    "{question: yes, more_than: no}",
    "{question: rows, equals: 1}",
]


@pytest.mark.parametrize("condition", UNFIT)
def test_an_operator_must_fit_the_type(condition: str) -> None:
    assert "does not fit" in only(asking(condition))[2]


def test_a_date_must_be_a_date() -> None:
    assert "is not a date" in only(asking("{question: day, more_than: 2026-02-30}"))[2]


def test_conditions_of_section_page_and_referred_questions_count_together() -> None:
    a = "{id: a, text: T, type: yes_no}"
    b = "{id: b, text: T, type: yes_no, show_if: {question: a, equals: no}}"
    c = "{id: c, text: T, type: yes_no, show_if: {question: b, equals: yes}}"
    pages = page("p1", a, b) + page("p2", c, show_if="{question: a, equals: yes}")
    _line, path, message = only(f"{HEAD}sections:\n  - id: s\n    title: S\n    pages:\n{pages}")
    assert path == "sections[0].pages[1].questions[0].show_if"
    assert 'question "a"' in message


def test_a_tier_to_which_no_level_rule_leads_is_unreachable() -> None:
    text = asking("{question: one, equals: a}").replace("type: date", "type: date, tier: high")
    assert only(text)[2] == "this question is unreachable: no level rule leads to this tier"


def test_a_level_and_a_red_flag_that_can_never_hold_are_named() -> None:
    both_ways = "{all: [{question: data, equals: yes}, {question: data, equals: no}]}"
    text = changed("{question: AUT-01, equals: decides-alone}", both_ways)
    assert only(text)[1:] == (
        "levels[0].when",
        'this level is unreachable: the conditions on question "data" can never hold together',
    )
    text = changed("{question: safeguards, answered: false}", both_ways)
    assert only(text)[2].startswith("this red flag is unreachable")


def test_a_question_that_refers_to_itself_is_a_cycle() -> None:
    found = told(asking("{question: last, equals: yes}"))
    assert [message for _line, _path, message in found] == ['question "last" refers to itself (a cycle)']


def test_questions_that_wait_for_one_another_are_a_cycle() -> None:
    text = asking("{question: one, equals: a}").replace(
        "{id: one, text: Text,", "{id: one, text: Text, show_if: {question: last, equals: yes},"
    )
    messages = [message for _line, _path, message in told(text)]
    assert any(message == 'a cycle: "one" waits for "last" waits for "one"' for message in messages)
    assert any("is on a later page" in message for message in messages)


def test_a_level_may_not_rest_on_what_it_decides() -> None:
    text = changed("type: yes_no, public", "type: yes_no, tier: medium, public")
    found = {(path, message.partition(",")[0]) for _line, path, message in told(text)}
    assert ("levels[1].when", 'the level rests on "data"') in found
    assert ("levels[2].when", 'the level rests on "data"') in found


def test_a_level_may_not_rest_on_such_a_question_by_way_of_another() -> None:
    text = (
        changed("equals: yes}, because: It uses", "equals: yes}, because: It uses")
        .replace(
            "id: AUT-01\n            text: How much does it decide?",
            "id: AUT-01\n            tier: high\n            text: How much does it decide?",
        )
        .replace("{id: data, text", "{id: data, show_if: {question: AUT-01, equals: recommends}, text")
    )
    assert "levels[2].when" in {path for _line, path, _message in told(text)}


def test_a_level_may_not_rest_on_whether_something_was_answered() -> None:
    message = only(changed("equals: decides-alone}", "answered: true}"))[2]
    assert '"Don\'t know yet" would lower it' in message


def test_a_long_chain_and_a_wide_tangle_are_checked_quickly() -> None:
    start = time.perf_counter()
    shown = [f", show_if: {{question: q{number}, equals: yes}}" for number in range(1500)]
    chain = [f"{{id: q{number}, text: T, type: yes_no{each}}}" for number, each in enumerate(["", *shown])]
    assert check(f"{HEAD}sections:\n  - id: s\n    title: S\n    pages:\n{page('p', *chain)}") == ()
    either = "{any: [{question: one, equals: a}, {question: one, equals: b}]}"
    assert check(asking(f"{{all: [{', '.join([either] * 99)}]}}")) == ()
    assert time.perf_counter() - start < 5
