"""What is wrong with a value, and its one form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.questionnaire.model import Answer, AnswerState, Evidence, Value
from app.questionnaire.values.check import (
    ValueProblem,
    is_placeholder,
    length_of,
    normalise,
    validate,
    validate_answer,
)
from tests.unit.questionnaire.examples import NOT_RELEVANT, UNSURE, said, small

Q = small()
RIGHT: list[tuple[str, Value]] = [
    ("AUT-01", "recommends"),
    ("data", "yes"),
    ("harm", "none"),
    ("groups", ["adults", "children"]),
    ("safeguards", "x" * 8000),
    ("people", 12),
    ("people", 0.5),
    ("start", "2024-02-29"),
    ("sources", [{"name": "Rents", "rows": 3, "live": "no", "kind": "a"}, {"name": ""}]),
    ("papers", [{"title": "Minutes of 3 May", "link": "Cabinet paper 12: rents"}]),
    ("papers", [{"title": "Report", "link": "https://example.org/a"}]),
    ("name", "Twenty letters long "),
]
WRONG: list[tuple[str, object, str]] = [
    ("AUT-01", "perhaps", "wrong_choice"),
    ("AUT-01", ["recommends"], "wrong_type"),
    ("AUT-01", "", "empty"),
    ("data", True, "wrong_type"),
    ("data", "maybe", "wrong_choice"),
    ("groups", "children", "wrong_type"),
    ("groups", ["children", "dogs"], "wrong_choice"),
    ("groups", [["children"]], "wrong_type"),
    ("groups", [], "empty"),
    ("groups", None, "empty"),
    ("safeguards", "x" * 8001, "too_long"),
    ("safeguards", "a\x00b", "nul"),
    ("safeguards", "a\ud800b", "surrogate"),
    ("safeguards", " \n ", "empty"),
    ("safeguards", 5, "wrong_type"),
    ("name", "x" * 21, "too_long"),
    ("people", "12", "not_a_number"),
    ("people", True, "not_a_number"),
    ("people", float("nan"), "not_a_number"),
    ("people", float("inf"), "not_a_number"),
    ("people", -1, "too_small"),
    ("people", 10**400, "too_large"),
    ("start", "2023-02-29", "bad_date"),
    ("start", "2023-2-9", "bad_date"),
    ("start", "٢٠٢٣-٠٢-٠٩", "bad_date"),
    ("start", "20230209", "bad_date"),
    ("start", 5, "wrong_type"),
    ("sources", "rents", "wrong_type"),
    ("sources", ["rents"], "wrong_type"),
    ("sources", [{"title": "Rents"}], "unknown_column"),
    ("sources", [{"rows": "many"}], "not_a_number"),
    ("sources", [{"live": "perhaps"}], "wrong_choice"),
    ("sources", [{"kind": "c"}], "wrong_choice"),
    ("sources", [{"name": "x" * 201}], "too_long"),
    ("sources", [{"name": "x"}] * 201, "too_many_rows"),
    ("papers", [{"title": "", "link": "https://example.org"}], "title_missing"),
    ("papers", [{"title": "x", "link": "javascript:alert(1)"}], "bad_link"),
    ("papers", [{"title": "x", "link": " java\nscript:alert(1)"}], "bad_link"),
    ("papers", [{"title": 5}], "wrong_type"),
    ("papers", [{"url": "x"}], "unknown_column"),
]


@pytest.mark.parametrize(("name", "value"), RIGHT)
def test_a_right_value_has_no_problem(name: str, value: Value) -> None:
    assert validate(Q.question(name), value) == ()


@pytest.mark.parametrize(("name", "value", "code"), WRONG)
def test_a_wrong_value_is_named_by_a_code(name: str, value: object, code: str) -> None:
    assert [problem.code for problem in validate(Q.question(name), value)] == [code]


def test_a_problem_tells_what_is_allowed_and_where() -> None:
    assert validate(Q.question("people"), -1) == (ValueProblem("too_small", (("least", 0),)),)
    found = validate(Q.question("sources"), [{"rows": 1}, {"rows": "x"}])
    assert found == (ValueProblem("not_a_number", row=2, column="rows"),)
    assert validate(Q.question("name"), "x" * 21) == (
        ValueProblem("too_long", (("most", 20), ("length", 21))),
    )


def test_a_text_has_a_length_of_its_own_or_of_its_type() -> None:
    assert length_of(Q.question("name")) == 20
    assert length_of(Q.question("safeguards")) == 8000
    assert length_of(replace(Q.question("name"), max_length=None)) == 200


def test_not_applicable_needs_a_reason_and_dont_know_needs_nothing() -> None:
    question = Q.question("data")
    assert validate_answer(question, UNSURE) == ()
    assert validate_answer(question, NOT_RELEVANT) == ()
    assert [each.code for each in validate_answer(question, replace(NOT_RELEVANT, reason=" "))] == [
        "reason_missing"
    ]
    assert validate_answer(question, Answer(AnswerState.NOT_ANSWERED)) == ()


def test_note_and_evidence_of_an_answer_are_validated_too() -> None:
    answer = replace(said("yes"), note="a\x00", evidence=(Evidence("", "https://example.org"),))
    found = validate_answer(Q.question("data"), answer)
    assert found == (ValueProblem("nul", column="note"), ValueProblem("title_missing", row=1, column="title"))


NORMAL: list[tuple[str, object, object]] = [
    ("groups", ["adults", "children", "adults"], ["children", "adults"]),
    ("groups", ("adults",), ["adults"]),
    ("safeguards", " one\r\ntwo \n", "one\ntwo"),
    ("safeguards", "e\u0301", "é"),
    ("data", True, "yes"),
    ("people", 5.0, 5),
    ("start", date(2026, 1, 2), "2026-01-02"),
    ("sources", [{"rows": 2, "name": " a "}, {"name": " "}, {}], [{"name": "a", "rows": 2}]),
    ("papers", [{"link": "", "title": "A"}], [{"title": "A"}]),
    ("AUT-01", "", None),
    ("groups", "children", None),
    ("sources", 5, None),
]


@pytest.mark.parametrize(("name", "value", "normal"), NORMAL)
def test_a_value_has_one_form(name: str, value: object, normal: object) -> None:
    assert normalise(Q.question(name), value) == normal


HOLDING = "|  |-|--|n/a|N/A.|TBC|tbd|[TBC]|To be confirmed|don't know|Don’t know|...|?|xxx|Not applicable|…"
CONTENT = "None|No|Yes|5|We do not know who is affected|TBC by the board in May|n/a: no personal data|Nobody"


@pytest.mark.parametrize("text", HOLDING.split("|"))
def test_a_text_that_only_holds_a_place_is_recognised(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", CONTENT.split("|"))
def test_a_short_answer_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)
