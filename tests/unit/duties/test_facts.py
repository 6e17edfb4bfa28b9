"""What answers, organisation and team say of the facts, and which of them goes first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments.duties.facts import FactOrigin, KnownFact, first_said, known_facts, values_of
from app.assessments.duties.model import AskSource
from app.assessments.duties.money import read_pounds, show_pounds
from app.assessments.duties.rule_book_file import rule_book
from app.assessments.duties.sheets import Route
from app.questionnaire.checking.load import load
from app.questionnaire.model import Answer, AnswerState
from tests.support.databases import ROOT

BODY = {"nation": "wales", "body_kind": "council"}
QUESTIONNAIRE = ROOT / "app" / "questionnaire" / "library" / "ethics-1.yaml"
DONT_KNOW = Answer(AnswerState.UNKNOWN)


def said(value: Any) -> Answer:
    return Answer(AnswerState.ANSWERED, value)


def known(
    answers: dict[str, Answer] | None = None, stated: dict[str, Any] | None = None
) -> dict[str, KnownFact]:
    return known_facts(rule_book(), organisation=BODY, answers=answers or {}, stated=stated or {})


@pytest.mark.parametrize(
    ("question", "value", "fact", "expected"),
    [
        ("NON-05", "no-personal-data", "personal_data", "no"),
        ("NON-05", "dpia-not-started", "personal_data", "yes"),
        ("SCR-04", "none", "significant_decision", "no"),
        ("SCR-04", "one-factor", "significant_decision", "yes"),
        ("AUT-01", "decides-alone", "solely_automated", "yes"),
        ("AUT-01", "recommends", "solely_automated", "no"),
        ("AUT-01", "decides-with-confirmation", "solely_automated", None),
        ("SCR-09", "could-reveal", "special_category", None),
        ("SCR-09", "both", "special_category", "yes"),
        ("EXP-02", "generative-ai", "uses_ai", "yes"),
        ("EXP-02", "unknown-supplier-method", "uses_ai", None),
        ("SCR-10", "no", "procurement", "no"),
        ("SCR-10", "yes", "procurement", None),
        ("ABT-13", "A framework", "procurement", "yes"),
    ],
)
def test_answers_tell_facts(question: str, value: str, fact: str, expected: str | None) -> None:
    found = known({question: said(value)})[fact]
    assert found.value == expected
    assert (found.question == question) is (expected is not None)


def test_a_question_that_waits_is_not_asked_twice() -> None:
    facts = known_facts(rule_book(), organisation=BODY, answers={}, stated={}, waiting={"NON-05", "ABT-13"})
    assert (facts["personal_data"].origin, facts["personal_data"].question) == (FactOrigin.PENDING, "NON-05")
    assert facts["procurement"].origin is FactOrigin.NOBODY  # a guess alone is no reason to wait
    stated = {"personal_data": {"value": "yes"}}
    told = known_facts(rule_book(), organisation=BODY, answers={}, stated=stated, waiting={"NON-05"})
    assert told["personal_data"].origin is FactOrigin.TEAM


def test_an_answer_that_is_not_known_tells_nothing() -> None:
    assert known({"NON-05": DONT_KNOW})["personal_data"].value is None


def test_a_firm_answer_goes_before_the_team_and_the_team_before_a_guess() -> None:
    no = {"procurement": {"value": "no"}}
    assert known({"ABT-13": said("A framework")}, no)["procurement"].origin is FactOrigin.TEAM
    assert known({"ABT-13": said("A framework")}, no)["procurement"].value == "no"
    assert known({"SCR-10": said("no")}, {"procurement": {"value": "yes"}})["procurement"].value == "no"
    assert known({"ABT-13": said("A framework")})["procurement"].origin is FactOrigin.GUESS
    unsure = known({"ABT-13": said("A framework")}, {"procurement": {"unknown": True}})["procurement"]
    assert (unsure.value, unsure.unknown) == (None, True)


@pytest.mark.parametrize("value", ["", "perhaps", "NaN", "-1", "Infinity", "2026-99-99", None, 7, [], {}])
def test_a_sheet_that_says_nonsense_says_nothing(value: object) -> None:
    stated = {name: {"value": value} for name in ("outsourcing", "contract_kind", "procurement_commenced_on")}
    found = known(stated=stated)
    assert all(found[name].value is None for name in stated)
    if value != 7:
        assert known(stated={"contract_value": {"value": value}})["contract_value"].value is None
    assert known(stated={"contract_value": value})["contract_value"].value is None


def test_values_have_their_kind() -> None:
    stated = {
        "contract_value": {"value": "49999.99"},
        "procurement_commenced_on": {"value": "2026-03-25"},
        "contract_kind": {"value": "goods"},
    }
    values = values_of(known(stated=stated))
    assert values["contract_value"] == Decimal("49999.99")
    assert values["procurement_commenced_on"] == date(2026, 3, 25)
    assert (values["contract_kind"], values["nation"]) == ("goods", "wales")
    assert "outsourcing" not in values


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("https://www.example.gov.uk/a", Route(link="https://www.example.gov.uk/a")),
        ("review@example.gov.uk", Route(email="review@example.gov.uk")),
        ("01632 960 123", Route(phone="01632 960 123")),
        ("The desk at the Town Hall", Route(place="The desk at the Town Hall")),
        ("Ring 01632 960123 and ask", Route(place="Ring 01632 960123 and ask")),
    ],
)
def test_the_safeguards_start_from_the_answer_that_names_them(way: str, expected: Route) -> None:
    questionnaire = load(QUESTIONNAIRE.read_text(encoding="utf-8"), QUESTIONNAIRE.name)
    rows = [{"safeguard": "human", "route": way, "who": "Appeals Officer", "days": 5}]
    found = first_said(AskSource("AUT-02B", "human"), questionnaire, {"AUT-02B": said(rows)}, is_route=True)
    assert isinstance(found.value, Route)
    assert found.value.where == expected.where
    assert (found.value.who, found.value.days, found.question) == ("Appeals Officer", "5", "AUT-02B")
    other = first_said(AskSource("AUT-02B", "told"), questionnaire, {"AUT-02B": said(rows)}, is_route=True)
    assert not other.given


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("5000000", "5000000"),
        ("£5,000,000.01", "5000000.01"),
        (" £ 50 000 ", "50000"),
        ("0.5", "0.50"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_sums_are_read_to_the_penny(text: str, pounds: str) -> None:
    assert read_pounds(text) == Decimal(pounds)


@pytest.mark.parametrize(
    "text", ["", "lots", "1e9", "-5", "5.001", "1,00", "٣", "NaN", "9999999999999", "5m", "£"]
)
def test_what_is_no_sum_is_none(text: str) -> None:
    assert read_pounds(text) is None


@given(st.decimals(min_value=0, max_value=10**11, places=2))
def test_a_sum_that_is_shown_is_read_back(pounds: Decimal) -> None:
    assert read_pounds(show_pounds(pounds)) == pounds
