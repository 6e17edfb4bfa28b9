"""How far a team is with a duty, and what of a sheet still fits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.assessments.duties.model import Ask, AskKind, Choice, Duty, Is
from app.assessments.duties.sheets import NOTHING, Rating, Route, Said, Status, lines, progress, read_said

ASKS = (
    Ask("text", AskKind.LONG, "Text"),
    Ask("number", AskKind.NUMBER, "Number", least=10),
    Ask("extra", AskKind.SHORT, "Extra", optional=True),
)


def duty(*asks: Ask) -> Duty:
    when = Is("nation", frozenset({"wales"}))
    return Duty("d", "g", "T", "L", "W", "https://law.example", "G", when, date(2026, 1, 1), asks=asks)


def how_far(said: dict[str, Said], not_binding: str = "", asks: tuple[Ask, ...] = ASKS) -> Status:
    return progress(duty(*asks), said, not_binding).status


def test_a_duty_is_answered_when_each_needed_ask_is() -> None:
    assert how_far({}) is Status.NOT_STARTED
    assert how_far({"extra": Said("x")}) is Status.NOT_STARTED
    assert how_far({"text": Said("x")}) is Status.IN_PROGRESS
    assert how_far({"text": Said("x"), "number": Said("10")}) is Status.ANSWERED
    assert how_far({"text": Said("x"), "number": Said(unknown=True)}) is Status.ANSWERED_WITH_UNKNOWNS
    assert how_far({"text": Said("  "), "number": Said("10")}) is Status.IN_PROGRESS
    assert how_far({}, "It is not ours.") is Status.NOT_BINDING
    assert how_far({}, asks=()) is Status.NOTHING_TO_ANSWER


def test_less_than_the_law_asks_is_said_aloud() -> None:
    assert progress(duty(*ASKS), {"number": Said("9")}, "").short == ("number",)
    assert progress(duty(*ASKS), {"number": Said("10")}, "").short == ()
    assert progress(duty(*ASKS), {"number": Said(unknown=True)}, "").short == ()


def test_three_indicators_or_a_reason() -> None:
    asks = (
        Ask("indicators", AskKind.LONG, "Which?", least_lines=3, unless="why"),
        Ask("why", AskKind.LONG, "Why?", optional=True),
    )
    two, three = Said("One\n\n- Two\n-"), Said("One\nTwo\nThree")
    assert progress(duty(*asks), {"indicators": two}, "").short == ("indicators",)
    assert progress(duty(*asks), {"indicators": three}, "").short == ()
    assert progress(duty(*asks), {"indicators": two, "why": Said("x")}, "").short == ()
    assert progress(duty(*asks), {"why": Said("x")}, "").status is Status.ANSWERED


@pytest.mark.parametrize(
    ("said", "given"),
    [
        (Said(Route(who="Officer", days="5")), False),
        (Said(Route(phone="01632 960 123")), True),
        (Said((Rating("Speed"),)), False),
        (Said((Rating("Speed"), Rating("Care", "good"))), True),
        (Said(("prosperous",)), True),
        (Said(()), False),
        (NOTHING, False),
    ],
)
def test_a_route_needs_a_way_in_and_ratings_one_rating(said: Said, given: bool) -> None:
    assert said.given is given


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (AskKind.CHOICE, {"value": "a"}, Said("a")),
        (AskKind.CHOICE, {"value": "gone"}, NOTHING),
        (AskKind.CHOICES, {"value": ["a", "gone", ["a"], {}, None]}, Said(("a",))),
        (AskKind.ROUTE, {"value": {"phone": "1", "new": "x"}}, Said(Route(phone="1"))),
        (AskKind.RATINGS, {"value": [{"name": "N", "rating": "good"}, 7]}, Said((Rating("N", "good"),))),
        (AskKind.LONG, {"unknown": True}, Said(unknown=True)),
        (AskKind.LONG, {"value": 7}, NOTHING),
        (AskKind.LONG, None, NOTHING),
    ],
)
def test_a_sheet_is_read_as_far_as_it_fits(kind: AskKind, data: Any, expected: Said) -> None:
    choices = (Choice("a", "A"),) if kind in (AskKind.CHOICE, AskKind.CHOICES) else ()
    assert read_said(Ask("x", kind, "X", choices=choices), data) == expected


def test_lines_lose_their_marks_and_blanks() -> None:
    assert lines("- One\n\n * Two \n•Three\n - ") == ["One", "Two", "Three"]
