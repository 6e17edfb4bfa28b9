"""Hypothesis strategies for the facts on which duties depend."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from app.assessments.duties.model import NO, YES, DutyFact, FactKind, FactValue
from app.assessments.duties.rule_book_file import rule_book

LIMITS = (50_000, 123_000, 135_018, 207_720, 214_904, 500_000, 2_000_000, 4_000_000, 5_000_000, 5_372_609)
DAYS = (date(2023, 12, 31), date(2025, 2, 23), date(2025, 2, 24), date(2026, 1, 1), date(2026, 3, 25))

money = st.one_of(
    st.sampled_from(
        [Decimal(limit) + step for limit in LIMITS for step in (Decimal("-0.01"), 0, Decimal("0.01"))]
    ),
    st.decimals(min_value=0, max_value=10**9, places=2),
)
days = st.one_of(st.sampled_from(DAYS), st.dates(date(2010, 1, 1), date(2035, 1, 1)))


def values(fact: DutyFact) -> st.SearchStrategy[FactValue]:
    """Every value that a fact may have, the edges of the law often."""
    if fact.kind is FactKind.MONEY:
        return money
    if fact.kind is FactKind.DATE:
        return days
    return st.sampled_from([choice.id for choice in fact.choices] or [YES, NO])


all_facts: st.SearchStrategy[dict[str, FactValue]] = st.fixed_dictionaries(
    {fact.id: values(fact) for fact in rule_book().facts}
)
names = st.sets(st.sampled_from([fact.id for fact in rule_book().facts]))
