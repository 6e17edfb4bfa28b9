"""The counting of a board's year: what counts when, and that chart, table and CSV say the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.board.figures.counts import LOOKS, SEVERITIES, STANDING, count, standing
from app.board.figures.facts import (
    AdviceFact,
    ConditionFact,
    Facts,
    Happening,
    ReviewFact,
    UseFact,
)
from app.board.figures.model import FigureRow, Year, median
from app.board.figures.words import ABOUT, EMPTY, PARTS, ROWS
from app.vocabulary.advice import AdviceOutcome, ResponseOutcome

TODAY = date(2027, 2, 1)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
maybe = st.none() | days
conditions = st.builds(
    ConditionFact,
    days,
    st.sampled_from(["open", "met", "partly_met", "not_met", "no_longer_needed", "departed"]),
    maybe,
    maybe,
)
everything = st.builds(
    Facts,
    uses=st.lists(st.builds(UseFact, days, maybe, maybe, maybe, maybe), max_size=8).map(tuple),
    reviews=st.lists(st.builds(ReviewFact, days, maybe, maybe), max_size=8).map(tuple),
    advices=st.lists(
        st.builds(
            AdviceFact,
            st.sampled_from([each.value for each in AdviceOutcome]),
            days,
            st.sampled_from(["", "consensus", "vote"]),
            st.integers(0, 3),
            st.sampled_from([each.value for each in ResponseOutcome]),
            maybe,
        ),
        max_size=8,
    ).map(tuple),
    conditions=st.lists(conditions, max_size=8).map(tuple),
    incidents=st.lists(st.builds(Happening, days, st.sampled_from(SEVERITIES)), max_size=8).map(tuple),
    looks=st.lists(st.builds(Happening, days, st.sampled_from(LOOKS)), max_size=8).map(tuple),
    pauses=st.lists(days, max_size=3).map(tuple),
    meetings=st.lists(days, max_size=5).map(tuple),
)


def figure(year: Year, part: str, code: str) -> FigureRow:
    rows = next(each.rows for each in year.parts if each.code == part)
    return next(row for row in rows if row.code == code)


@given(everything, st.integers(2024, 2028), days)
@settings(max_examples=80, deadline=None)
def test_parts_never_exceed_their_whole_and_bars_never_their_chart(
    facts: Facts, year: int, today: date
) -> None:
    for part in count(facts, year, today).parts:
        for row in part.rows:
            assert row.value is None or row.value <= part.scale
            if row.unit == "count" and row.of is not None:
                assert 0 <= (row.value or 0) <= row.of
            if row.most is not None:
                assert (row.value or 0) <= row.most <= part.scale


@given(everything, days)
@settings(max_examples=40, deadline=None)
def test_what_happened_in_all_years_is_what_happened(facts: Facts, today: date) -> None:
    years = [count(facts, year, date(2029, 1, 1)) for year in range(2024, 2029)]
    met = sum(figure(year, "advice", each.value).value or 0 for year in years for each in AdviceOutcome)
    assert met == len(facts.advices)
    reported = sum(figure(year, "incidents", code).value or 0 for year in years for code in SEVERITIES)
    assert reported == len(facts.incidents)


@given(everything)
@settings(max_examples=40, deadline=None)
def test_published_figures_come_back_as_they_were(facts: Facts) -> None:
    year = count(facts, 2026, TODAY)
    assert Year.from_data(year.to_data()) == year


@pytest.mark.parametrize(
    ("condition", "stands"),
    [
        (ConditionFact(date(2027, 1, 5), "met", date(2027, 1, 5)), "met_in_time"),
        (ConditionFact(date(2027, 1, 5), "met", date(2027, 1, 6)), "met_late"),
        (ConditionFact(date(2027, 1, 31), "open"), "overdue"),
        (ConditionFact(date(2027, 1, 31), "open", evidence_on=date(2027, 1, 31)), "with_board"),
        (ConditionFact(date(2027, 1, 30), "open", evidence_on=date(2027, 1, 31)), "overdue"),
        (ConditionFact(TODAY, "open"), "not_yet_due"),
        (ConditionFact(date(2027, 1, 5), "not_met"), "not_met"),
        (ConditionFact(date(2027, 1, 5), "departed"), "departed"),
    ],
)
def test_a_condition_is_held_to_its_date(condition: ConditionFact, stands: str) -> None:
    assert standing(condition, TODAY) == stands
    assert stands in STANDING or stands == "departed"


def test_conditions_that_are_no_longer_owed_are_no_part_of_the_whole() -> None:
    year = count(
        Facts(
            conditions=(
                ConditionFact(date(2026, 3, 1), "met", date(2026, 2, 1)),
                ConditionFact(date(2026, 3, 1), "no_longer_needed"),
                ConditionFact(date(2026, 5, 1), "met", date(2026, 4, 30), first_due_on=date(2026, 4, 1)),
            )
        ),
        2026,
        TODAY,
    )
    assert figure(year, "conditions", "met_in_time") == FigureRow("met_in_time", 2, 2)
    assert figure(year, "conditions", "moved").value == 1
    assert figure(year, "conditions", "no_longer_needed").value == 1


def test_stages_give_the_middle_and_the_longest_case() -> None:
    began = date(2026, 1, 1)
    uses = tuple(UseFact(began, began + timedelta(days=length)) for length in (3, 40, 10))
    row = figure(count(Facts(uses=uses), 2026, TODAY), "stages", "writing")
    assert (row.value, row.of, row.most, row.unit) == (10, 3, 40, "days")
    assert figure(count(Facts(), 2026, TODAY), "stages", "writing").value is None
    assert median([1, 2]) == 1.5


def test_a_retired_use_is_no_longer_known_and_a_later_one_not_yet() -> None:
    uses = (
        UseFact(date(2025, 1, 1), retired_on=date(2026, 6, 1)),
        UseFact(date(2025, 1, 1), date(2025, 2, 1), published_on=date(2026, 2, 1)),
        UseFact(date(2027, 1, 1)),
    )
    year = count(Facts(uses=uses), 2026, TODAY)
    known = {row.code: row.value for row in year.parts[0].rows}
    assert known == {
        "known": 1,
        "assessed": 1,
        "published": 1,
        "new": 0,
        "first_assessed": 0,
        "retired": 1,
    }


def test_small_wholes_have_no_shares_in_per_cent() -> None:
    assert FigureRow("met", 2, 3).share is None
    assert FigureRow("met", 2, 10).share == 20
    assert FigureRow("days", 2, 10, "days", 5).share is None


def test_every_part_and_figure_has_its_words() -> None:
    year = count(Facts(), 2026, TODAY)
    assert year.empty
    assert year.over
    for part in year.parts:
        assert {part.code} <= PARTS.keys() & ABOUT.keys() & EMPTY.keys()
        assert {row.code for row in part.rows} <= ROWS[part.code].keys()
