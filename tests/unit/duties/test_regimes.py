"""Each regime of the rule book turns on and off at its own day, its own sum and its own place."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.accounts.bodies import BODY_KINDS, NATIONS
from app.assessments.duties.evaluation import Applicability, evaluate
from app.assessments.duties.model import Basis, FactValue
from app.assessments.duties.rule_book_file import rule_book

APPLIES, MAY, NOT, COMING = (
    Applicability.APPLIES,
    Applicability.MAY_APPLY,
    Applicability.DOES_NOT_APPLY,
    Applicability.COMING,
)
TODAY = date(2026, 11, 22)
Given = dict[str, FactValue]
ENGLAND: Given = {"nation": "england", "body_kind": "council"}
WALES: Given = {"nation": "wales", "body_kind": "council"}
SCOTLAND: Given = {"nation": "scotland", "body_kind": "council"}
NORTHERN_IRELAND: Given = {"nation": "northern_ireland", "body_kind": "devolved_government"}
BOUGHT: Given = {
    "procurement": "yes",
    "contract_kind": "services",
    "contract_form": "ordinary",
    "procurement_commenced_on": date(2026, 6, 1),
}
AUTOMATED: Given = {"personal_data": "yes", "significant_decision": "yes", "solely_automated": "yes"}


def worth(pounds: str, **more: FactValue) -> Given:
    return {"contract_value": Decimal(pounds), "contract_value_net": Decimal(pounds), **more}


def applies(duty_id: str, facts: Given, today: date = TODAY) -> Applicability:
    return evaluate(rule_book().duty_by_id[duty_id], facts, today).applicability


def test_nations_and_kinds_of_bodies_are_those_of_organisations() -> None:
    facts = rule_book().fact_by_id
    assert [choice.id for choice in facts["nation"].choices] == list(NATIONS)
    assert [choice.id for choice in facts["body_kind"].choices] == list(BODY_KINDS)
    words = {choice.id: choice.text for name in ("nation", "body_kind") for choice in facts[name].choices}
    assert words == {code: str(text) for code, text in {**NATIONS, **BODY_KINDS}.items()}


@pytest.mark.parametrize("duty", rule_book().duties, ids=lambda duty: duty.id)
def test_every_duty_begins_on_its_day(duty: object) -> None:
    found = rule_book().duty_by_id[duty.id]  # type: ignore[attr-defined]
    first = found.in_force_from
    for day, begun in ((first - timedelta(days=1), False), (first, True)):
        facts: Given = {"procurement_commenced_on": day}
        seen = evaluate(found, facts, day).applicability
        if found.basis is Basis.PROCUREMENT:
            assert (seen is NOT) is not begun
        else:
            assert (seen is COMING) is not begun


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (AUTOMATED, APPLIES),
        (AUTOMATED | {"solely_automated": "no"}, NOT),
        (AUTOMATED | {"significant_decision": "no"}, NOT),
        (AUTOMATED | {"personal_data": "no"}, NOT),
        ({"personal_data": "yes", "significant_decision": "yes"}, MAY),
    ],
)
def test_the_four_safeguards_need_personal_data_significance_and_no_human(
    facts: Given, expected: Applicability
) -> None:
    assert applies("adm-safeguards", facts) is expected


def test_special_category_data_adds_a_duty_and_a_human_exchanges_one_for_another() -> None:
    assert applies("adm-special-category", AUTOMATED | {"special_category": "yes"}) is APPLIES
    assert applies("adm-special-category", AUTOMATED | {"special_category": "no"}) is NOT
    assert applies("adm-special-category", AUTOMATED) is MAY
    assert applies("adm-human-involvement", AUTOMATED | {"solely_automated": "no"}) is APPLIES
    assert applies("adm-human-involvement", AUTOMATED) is NOT


def test_complaints_begin_in_june_2026() -> None:
    facts: Given = {"personal_data": "yes"}
    assert applies("dp-complaints", facts, date(2026, 6, 18)) is COMING
    assert applies("dp-complaints", facts, date(2026, 6, 19)) is APPLIES
    assert applies("dpia", facts) is APPLIES
    assert applies("dpia", {"personal_data": "no"}) is NOT


def test_equality_law_differs_between_nations() -> None:
    for facts in (ENGLAND, WALES, SCOTLAND):
        assert (applies("psed", facts), applies("s75", facts)) == (APPLIES, NOT)
    assert (applies("psed", NORTHERN_IRELAND), applies("s75", NORTHERN_IRELAND)) == (NOT, APPLIES)
    for duty, nation in (("socio-economic-wales", WALES), ("fairer-scotland", SCOTLAND)):
        assert applies(duty, nation) is MAY
        assert applies(duty, nation | {"strategic_decision": "yes"}) is APPLIES
        assert applies(duty, nation | {"strategic_decision": "no"}) is NOT
        assert applies(duty, ENGLAND | {"strategic_decision": "yes"}) is NOT


def test_transparency_records_bind_central_government_and_are_open_to_councils() -> None:
    department: Given = {"nation": "england", "body_kind": "central_government", "serves_public": "yes"}
    assert (applies("atrs-mandatory", department), applies("atrs-open", department)) == (APPLIES, NOT)
    assert (applies("atrs-mandatory", ENGLAND), applies("atrs-open", ENGLAND)) == (NOT, APPLIES)


@pytest.mark.parametrize(
    ("facts", "pounds", "expected"),
    [
        (ENGLAND, "207719.99", NOT),
        (ENGLAND, "207720", APPLIES),
        (ENGLAND | {"body_kind": "central_government"}, "135017.99", NOT),
        (ENGLAND | {"body_kind": "central_government"}, "135018", APPLIES),
        (ENGLAND | {"body_kind": "health"}, "135018", APPLIES),
        (ENGLAND | {"contract_kind": "works"}, "5192999.99", NOT),
        (ENGLAND | {"contract_kind": "works"}, "5193000", APPLIES),
        (ENGLAND | {"contract_form": "light_touch"}, "663539.99", NOT),
        (ENGLAND | {"contract_form": "light_touch"}, "663540", APPLIES),
        (ENGLAND | {"contract_form": "concession"}, "5192999.99", NOT),
        (ENGLAND | {"procurement_commenced_on": date(2025, 12, 31)}, "214903.99", NOT),
        (ENGLAND | {"procurement_commenced_on": date(2025, 12, 31)}, "214904", APPLIES),
        (ENGLAND | {"procurement_commenced_on": date(2025, 2, 23)}, "900000", NOT),
        (WALES, "207719.99", NOT),
        (WALES, "207720", MAY),
        (WALES, "214904", APPLIES),
        (SCOTLAND, "900000", NOT),
    ],
)
def test_the_procurement_act_binds_from_its_thresholds(
    facts: Given, pounds: str, expected: Applicability
) -> None:
    assert applies("pa23-s12", BOUGHT | worth(pounds) | facts) is expected


def test_a_sum_above_every_possible_threshold_settles_it_before_the_rest_is_known() -> None:
    facts = ENGLAND | {"procurement": "yes", "procurement_commenced_on": date(2026, 6, 1)}
    assert applies("pa23-s12", facts | worth("6000000")) is APPLIES
    assert applies("pa23-s12", facts | worth("100000")) is NOT
    assert applies("pa23-s12", facts | worth("300000")) is MAY


@pytest.mark.parametrize("duty", ["pa23-s52", "pa23-s71"])
def test_indicators_are_for_more_than_five_million(duty: str) -> None:
    facts = ENGLAND | BOUGHT
    assert applies(duty, facts | worth("5000000")) is NOT
    assert applies(duty, facts | worth("5000000.01")) is APPLIES
    for form in ("framework", "light_touch", "concession"):
        assert applies(duty, facts | worth("9000000", contract_form=form)) is NOT
    assert applies(duty, facts | worth("9000000", procurement_commenced_on=date(2025, 2, 23))) is NOT
    assert applies(duty, SCOTLAND | BOUGHT | worth("9000000")) is NOT


def test_priorities_come_from_the_nation_s_own_statement() -> None:
    facts = BOUGHT | worth("900000")
    assert (applies("pa23-s13", ENGLAND | facts), applies("pa23-s14", ENGLAND | facts)) == (APPLIES, NOT)
    assert (applies("pa23-s13", WALES | facts), applies("pa23-s14", WALES | facts)) == (NOT, APPLIES)
    assert applies("pa23-s13", NORTHERN_IRELAND | facts) is MAY


def test_the_social_value_act_is_about_services_above_the_threshold() -> None:
    facts = ENGLAND | BOUGHT
    assert applies("svact-2012", facts | worth("207720")) is APPLIES
    assert applies("svact-2012", facts | worth("207719.99")) is NOT
    assert applies("svact-2012", facts | worth("9000000", contract_kind="works")) is NOT
    assert applies("svact-2012", facts | worth("207720", contract_kind="goods")) is MAY
    assert applies("svact-2012", WALES | BOUGHT | worth("900000")) is NOT
    assert applies("svact-2012", SCOTLAND | BOUGHT | worth("900000")) is NOT


def test_the_social_value_model_is_open_to_councils_only() -> None:
    facts = BOUGHT | worth("900000")
    department = ENGLAND | {"body_kind": "central_government"}
    assert applies("social-value-model", department | facts) is APPLIES
    assert applies("social-value-model-open", department | facts) is NOT
    assert applies("social-value-model", ENGLAND | facts) is NOT
    assert applies("social-value-model-open", ENGLAND | facts) is APPLIES


def test_wales_buys_responsibly_from_25_march_2026() -> None:
    facts = WALES | BOUGHT | worth("900000")
    for duty in ("spppa-objectives", "spppa-contracts"):
        assert applies(duty, facts | {"procurement_commenced_on": date(2026, 3, 24)}) is NOT
        assert applies(duty, facts | {"procurement_commenced_on": date(2026, 3, 25)}) is APPLIES
        assert applies(duty, facts | {"nation": "england"}) is NOT
    assert applies("spppa-register", facts, date(2026, 3, 31)) is COMING
    assert applies("spppa-register", facts, date(2026, 4, 1)) is APPLIES


def test_small_welsh_contracts_are_prescribed_when_they_build_or_outsource() -> None:
    small = WALES | BOUGHT | worth("100000", outsourcing="no")
    assert applies("spppa-contracts", small) is NOT
    assert applies("spppa-contracts", small | {"outsourcing": "yes"}) is APPLIES
    works = small | {"contract_kind": "works"}
    assert applies("spppa-contracts", works | worth("1999999.99")) is NOT
    assert applies("spppa-contracts", works | worth("2000000")) is APPLIES


def test_welsh_law_on_language_and_generations_is_for_wales() -> None:
    for duty in ("wfg-2015", "welsh-language-policy"):
        assert (applies(duty, WALES), applies(duty, ENGLAND)) == (APPLIES, NOT)
        assert applies(duty, WALES | {"body_kind": "other"}) is MAY
    assert applies("welsh-language-services", WALES) is MAY
    assert applies("welsh-language-services", WALES | {"serves_public": "yes"}) is APPLIES
    assert applies("welsh-language-services", WALES | {"serves_public": "no"}) is NOT


@pytest.mark.parametrize(
    ("duty", "kind", "pounds", "expected"),
    [
        ("pra-s9", "services", "49999.99", NOT),
        ("pra-s9", "services", "50000", APPLIES),
        ("pra-s9", "goods", "50000", APPLIES),
        ("pra-s9", "works", "1999999.99", NOT),
        ("pra-s9", "works", "2000000", APPLIES),
        ("pra-s25", "services", "3999999.99", NOT),
        ("pra-s25", "services", "4000000", APPLIES),
    ],
)
def test_scotland_counts_from_fifty_thousand_and_four_million(
    duty: str, kind: str, pounds: str, expected: Applicability
) -> None:
    facts = BOUGHT | worth(pounds, contract_kind=kind)
    assert applies(duty, SCOTLAND | facts) is expected
    assert applies(duty, ENGLAND | facts) is NOT


def test_scotland_reports_yearly_from_five_million_of_spending() -> None:
    facts: Given = SCOTLAND | {"procurement": "yes"}
    assert applies("pra-s15", facts) is MAY
    assert applies("pra-s15", facts | {"regulated_spend": "yes"}) is APPLIES
    assert applies("pra-s15", facts | {"regulated_spend": "no"}) is NOT


@pytest.mark.parametrize(
    ("kind", "pounds", "expected"),
    [
        ("services", "122999.99", NOT),
        ("services", "123000", MAY),
        ("services", "500000", MAY),
        ("services", "500000.01", APPLIES),
        ("works", "4699999.99", NOT),
        ("works", "5372609.01", APPLIES),
        ("goods", "9000000", NOT),
    ],
)
def test_northern_ireland_asks_departments_for_ten_percent(
    kind: str, pounds: str, expected: Applicability
) -> None:
    facts = BOUGHT | worth(pounds, contract_kind=kind)
    assert applies("ni-social-value", NORTHERN_IRELAND | facts) is expected
    council = NORTHERN_IRELAND | {"body_kind": "council"}
    assert applies("ni-social-value", council | facts) is NOT
    assert applies("ni-social-value-open", council | facts) is expected


def test_nothing_bought_means_no_law_of_buying() -> None:
    for nation in (ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND):
        for duty in rule_book().duties:
            if duty.group == "procurement" or duty.id.startswith("spppa"):
                assert applies(duty.id, nation | {"procurement": "no"}) is NOT, duty.id


def test_the_eu_s_act_is_only_watched() -> None:
    facts: Given = {"uses_ai": "yes", "eu_link": "yes"}
    assert applies("eu-ai-act", facts) is COMING
    assert applies("eu-ai-act", facts, date(2027, 12, 2)) is APPLIES
    assert applies("eu-ai-act", facts | {"eu_link": "no"}) is NOT
