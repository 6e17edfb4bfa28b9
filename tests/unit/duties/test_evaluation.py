"""Learning more settles a duty but never turns one on or off that was settled before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assessments.duties.evaluation import Applicability, check, evaluate
from app.assessments.duties.model import Amount, Condition, During, Facts, FactValue, Is
from app.assessments.duties.rule_book_file import rule_book
from app.logic import All, Any
from tests.unit.duties.strategies import all_facts, days, names

SETTLED = (Applicability.APPLIES, Applicability.DOES_NOT_APPLY)
YES = Is("personal_data", frozenset({"yes"}))
AI = Is("uses_ai", frozenset({"yes"}))
KIND = Is("body_kind", frozenset({"council"}), frozenset({"other"}))


@settings(deadline=None)
@given(all_facts, names, names, days)
def test_more_knowledge_never_unsettles_a_duty(
    truth: dict[str, FactValue], known: set[str], learned: set[str], today: date
) -> None:
    little = {name: truth[name] for name in known}
    more = little | {name: truth[name] for name in learned}
    for duty in rule_book().duties:
        before, after = evaluate(duty, little, today), evaluate(duty, more, today)
        if before.applicability in SETTLED:
            assert after.applicability is before.applicability, duty.id


@settings(deadline=None)
@given(all_facts, days)
def test_when_everything_is_known_only_the_law_itself_leaves_doubt(
    truth: dict[str, FactValue], today: date
) -> None:
    for duty in rule_book().duties:
        found = evaluate(duty, truth, today)
        assert not found.unknown, duty.id
        if found.applicability is Applicability.MAY_APPLY:
            assert found.doubtful, duty.id


@settings(deadline=None)
@given(all_facts, names, days)
def test_an_open_duty_says_what_would_settle_it(
    truth: dict[str, FactValue], known: set[str], today: date
) -> None:
    little = {name: truth[name] for name in known}
    for duty in rule_book().duties:
        found = evaluate(duty, little, today)
        assert known.isdisjoint(found.unknown), duty.id
        assert known.issuperset(found.because), duty.id
        if found.applicability is Applicability.MAY_APPLY:
            assert found.unknown or found.doubtful, duty.id


@settings(deadline=None)
@given(all_facts, names, st.data())
def test_the_facts_named_as_settling_it_do_settle_it(
    truth: dict[str, FactValue], known: set[str], data: st.DataObject
) -> None:
    duty = data.draw(st.sampled_from(rule_book().duties))
    facts: dict[str, FactValue] = {name: truth[name] for name in known}
    today = date(2030, 1, 1)
    while (found := evaluate(duty, facts, today)).unknown:
        facts |= {name: truth[name] for name in found.unknown}
    assert found.applicability in SETTLED or found.doubtful


@pytest.mark.parametrize(
    ("condition", "facts", "holds", "unknown", "doubtful"),
    [
        (YES, {}, None, ("personal_data",), ()),
        (YES, {"personal_data": "yes"}, True, (), ()),
        (YES, {"personal_data": "no"}, False, (), ()),
        (KIND, {"body_kind": "other"}, None, (), ("body_kind",)),
        (KIND, {"body_kind": "police"}, False, (), ()),
        (All((YES, AI)), {"uses_ai": "no"}, False, (), ()),
        (All((YES, AI)), {"uses_ai": "yes"}, None, ("personal_data",), ()),
        (Any((YES, AI)), {"uses_ai": "yes"}, True, (), ()),
        (Any((YES, AI)), {"uses_ai": "no"}, None, ("personal_data",), ()),
        (Any((YES, AI)), {"uses_ai": "no", "personal_data": "no"}, False, (), ()),
    ],
)
def test_conditions_have_three_values(
    condition: Condition, facts: Facts, holds: bool | None, unknown: object, doubtful: object
) -> None:
    found = check(condition, facts)
    assert (found.holds, found.unknown, found.doubtful) == (holds, unknown, doubtful)


@pytest.mark.parametrize(
    ("inclusive", "value", "holds"),
    [(True, "99.99", False), (True, "100", True), (False, "100.00", False), (False, "100.01", True)],
)
def test_amounts_turn_at_the_penny(inclusive: bool, value: str, holds: bool) -> None:
    assert (
        check(Amount("contract_value", Decimal(100), inclusive), {"contract_value": Decimal(value)}).holds
        is holds
    )


def test_an_amount_between_the_old_and_the_new_limit_is_doubtful() -> None:
    amount = Amount("contract_value", Decimal(500), inclusive=False, perhaps_from=Decimal(100))
    assert check(amount, {"contract_value": Decimal("99.99")}).holds is False
    assert check(amount, {"contract_value": Decimal(100)}).doubtful == ("contract_value",)
    assert check(amount, {"contract_value": Decimal(500)}).holds is None
    assert check(amount, {"contract_value": Decimal("500.01")}).holds is True


def test_a_period_holds_its_first_day_and_not_its_last() -> None:
    period = During("procurement_commenced_on", date(2026, 1, 1), date(2027, 1, 1))
    for day, holds in {
        date(2025, 12, 31): False,
        date(2026, 1, 1): True,
        date(2026, 12, 31): True,
        date(2027, 1, 1): False,
    }.items():
        assert check(period, {"procurement_commenced_on": day}).holds is holds
