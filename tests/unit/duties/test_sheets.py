"""How far a team is with a duty, and what of a sheet still fits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.assessments.duties.model import Ask, AskKind, Duty, DutyChoice, Is
from app.assessments.duties.sheets import (
    NOTHING,
    DutyStatus,
    Rating,
    Route,
    SheetAnswer,
    lines,
    progress,
    read_said,
)

ASKS = (
    Ask("text", AskKind.LONG, "Text"),
    Ask("number", AskKind.NUMBER, "Number", least=10),
    Ask("extra", AskKind.SHORT, "Extra", optional=True),
)


def duty(*asks: Ask) -> Duty:
    when = Is("nation", frozenset({"wales"}))
    return Duty("d", "g", "T", "L", "W", "https://law.example", "G", when, date(2026, 1, 1), asks=asks)


def how_far(said: dict[str, SheetAnswer], not_binding: str = "", asks: tuple[Ask, ...] = ASKS) -> DutyStatus:
    return progress(duty(*asks), said, not_binding).status


def test_a_duty_is_answered_when_each_needed_ask_is() -> None:
    assert how_far({}) is DutyStatus.NOT_STARTED
    assert how_far({"extra": SheetAnswer("x")}) is DutyStatus.NOT_STARTED
    assert how_far({"text": SheetAnswer("x")}) is DutyStatus.IN_PROGRESS
    assert how_far({"text": SheetAnswer("x"), "number": SheetAnswer("10")}) is DutyStatus.ANSWERED
    assert (
        how_far({"text": SheetAnswer("x"), "number": SheetAnswer(unknown=True)})
        is DutyStatus.ANSWERED_WITH_UNKNOWNS
    )
    assert how_far({"text": SheetAnswer("  "), "number": SheetAnswer("10")}) is DutyStatus.IN_PROGRESS
    assert how_far({}, "It is not ours.") is DutyStatus.NOT_BINDING
    assert how_far({}, asks=()) is DutyStatus.NOTHING_TO_ANSWER


def test_less_than_the_law_asks_is_said_aloud() -> None:
    assert progress(duty(*ASKS), {"number": SheetAnswer("9")}, "").short == ("number",)
    assert progress(duty(*ASKS), {"number": SheetAnswer("10")}, "").short == ()
    assert progress(duty(*ASKS), {"number": SheetAnswer(unknown=True)}, "").short == ()


def test_three_indicators_or_a_reason() -> None:
    asks = (
        Ask("indicators", AskKind.LONG, "Which?", least_lines=3, unless="why"),
        Ask("why", AskKind.LONG, "Why?", optional=True),
    )
    two, three = SheetAnswer("One\n\n- Two\n-"), SheetAnswer("One\nTwo\nThree")
    assert progress(duty(*asks), {"indicators": two}, "").short == ("indicators",)
    assert progress(duty(*asks), {"indicators": three}, "").short == ()
    assert progress(duty(*asks), {"indicators": two, "why": SheetAnswer("x")}, "").short == ()
    assert progress(duty(*asks), {"why": SheetAnswer("x")}, "").status is DutyStatus.ANSWERED


@pytest.mark.parametrize(
    ("said", "given"),
    [
        (SheetAnswer(Route(who="Officer", days="5")), False),
        (SheetAnswer(Route(phone="01632 960 123")), True),
        (SheetAnswer((Rating("Speed"),)), False),
        (SheetAnswer((Rating("Speed"), Rating("Care", "good"))), True),
        (SheetAnswer(("prosperous",)), True),
        (SheetAnswer(()), False),
        (NOTHING, False),
    ],
)
def test_a_route_needs_a_way_in_and_ratings_one_rating(said: SheetAnswer, given: bool) -> None:
    assert said.given is given


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (AskKind.CHOICE, {"value": "a"}, SheetAnswer("a")),
        (AskKind.CHOICE, {"value": "gone"}, NOTHING),
        (AskKind.CHOICES, {"value": ["a", "gone", ["a"], {}, None]}, SheetAnswer(("a",))),
        (AskKind.ROUTE, {"value": {"phone": "1", "new": "x"}}, SheetAnswer(Route(phone="1"))),
        (
            AskKind.RATINGS,
            {"value": [{"name": "N", "rating": "good"}, 7]},
            SheetAnswer((Rating("N", "good"),)),
        ),
        (AskKind.LONG, {"unknown": True}, SheetAnswer(unknown=True)),
        (AskKind.LONG, {"value": 7}, NOTHING),
        (AskKind.LONG, None, NOTHING),
    ],
)
def test_a_sheet_is_read_as_far_as_it_fits(kind: AskKind, data: Any, expected: SheetAnswer) -> None:
    choices = (DutyChoice("a", "A"),) if kind in (AskKind.CHOICE, AskKind.CHOICES) else ()
    assert read_said(Ask("x", kind, "X", choices=choices), data) == expected


def test_lines_lose_their_marks_and_blanks() -> None:
    assert lines("- One\n\n * Two \n•Three\n - ") == ["One", "Two", "Three"]
