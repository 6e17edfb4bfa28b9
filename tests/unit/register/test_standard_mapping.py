"""Rows become records; what is not understood is kept and reported, never lost and never a failure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.register.exchange.standards import (
    Converted,
    Converter,
    FileOrigin,
    FileRow,
    load_standard,
)
from app.register.record import FieldState, Record

US = load_standard("us-federal-2025")
NL = load_standard("nl-listing")


def us(**cells: str) -> Converted:
    named = {"agency": "DOT", "agency_name": "Department of Transportation", "use_case_name": "Signs"}
    return Converter(US).convert(FileRow(5, {**named, **cells}))


def record_of(converted: Converted) -> Record:
    assert converted.record is not None
    return converted.record


def messages(converted: Converted) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.message) for problem in converted.problems]


def test_a_row_becomes_a_record_that_says_where_it_comes_from() -> None:
    origin = FileOrigin(retrieved_on=date(2026, 1, 2))
    row = FileRow(
        2,
        {"agency": "DOT", "agency_name": "Department of Transportation", "id": "7", "use_case_name": "Signs"},
    )
    converted = Converter(US, origin).convert(row)
    record = record_of(converted)
    assert (record.title, record.organisation_slug, record.phase) == (
        "Signs",
        "department-of-transportation",
        "",
    )
    assert record.review_state == "none_known"
    assert record.provenance is not None
    assert record.provenance.source_id == converted.source_id == "DOT:7"
    assert record.provenance.retrieved_on == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("typed", "phase"),
    [
        ("Deployed", "production"),
        (
            "c)  Deployed – The use case is being actively authorized or utilized to support the mission.",
            "production",
        ),
        ("a) a) Pre-deployment – The use case is in a development or acquisition status.", "pre_deployment"),
        ("a) Pre-deployment ñ The use case is in a development or acquisition status.", "pre_deployment"),
        ("Stage 3 - Implementation (Use case is currently undergoing testing)", "pre_deployment"),
        ("retired ", "retired"),
        ("Sandbox", "pre_deployment"),
        ("", ""),
        ("N/A", ""),
    ],
)
def test_phases_are_read_however_they_were_typed(typed: str, phase: str) -> None:
    converted = us(development_stage=typed)
    assert record_of(converted).phase == phase
    assert not [problem for problem in converted.problems if "not a known value" in problem.message]


def test_a_misspelt_value_is_guessed_and_reported() -> None:
    converted = us(development_stage="Pre-deploymnet")
    assert record_of(converted).phase == "pre_deployment"
    assert messages(converted) == [(5, "development_stage", "“Pre-deploymnet” was read as “Pre-deployment”")]


def test_an_unknown_value_is_kept_as_text_and_reported() -> None:
    converted = us(classification="Quantum dowsing", topic_area="Cheese")
    record = record_of(converted)
    assert record.field("method").text == "Quantum dowsing"
    assert record.field("method").code == ""
    assert (record.service_area, record.field("detailed_description").text) == ("", "Topic area: Cheese")
    assert messages(converted) == [
        (5, "topic_area", "not a known value, kept as text: “Cheese”"),
        (5, "classification", "not a known value, kept as text: “Quantum dowsing”"),
    ]


def test_a_topic_gives_the_service_area_and_keeps_its_own_words() -> None:
    record = record_of(us(topic_area="Other – Economic & Financial"))
    assert record.service_area == "other"
    assert record.field("detailed_description").text == "Topic area: Other – Economic & Financial"


@pytest.mark.parametrize(
    "typed", ["n/a", "N/A.", "TBC", "tbd", " - ", "Not applicable", "None", "\u200b", "\xa0"]
)
def test_placeholders_are_empty(typed: str) -> None:
    assert record_of(us(problem_solved=typed)).fields == ()


def test_unknown_redacted_and_not_applicable_are_three_different_things() -> None:
    record = record_of(
        us(
            vendor_name="Unknown",
            system_name_ato="Redacted for cybersecurity purposes.",
            hi_appeal_process="b) Not applicable",
        )
    )
    assert record.field("external_supplier").state is FieldState.UNKNOWN
    assert record.field("system_architecture").state is FieldState.WITHHELD
    assert record.field("system_architecture").reason == "Redacted for cybersecurity purposes."
    assert record.field("appeals_and_review").state is FieldState.NOT_APPLICABLE
    assert record.challenge_route == "unknown"


def test_facets_carry_codes() -> None:
    record = record_of(us(has_pii="Yes - Employee names", hi_appeal_process="Appeal Process Established"))
    assert (record.personal_data, record.challenge_route) == ("yes", "on_request")
    assert record.field("personal_data").text == "Yes - Employee names"


def test_several_columns_of_one_field_are_labelled() -> None:
    record = record_of(us(is_high_impact="a) High-impact ", hi_assessment_completed="b) In-progress"))
    assert (
        record.field("impact_assessment").text
        == "High impact: High-impact\n\nAI impact assessment: In progress"
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("['b) Sex', 'c) Age']", "Sex; Age"),
        ("Sex/Gender; Race/Ethnicity;", "Sex; Race or ethnicity"),
        ("j) Employment Status i) Income", "Employment status; Income"),
        ("['k) None of the above']", "None of the above"),
        ("['Age, roughly', broken", "['Age, roughly', broken"),
        ("[]", ""),
    ],
)
def test_lists_are_read_however_they_were_typed(typed: str, text: str) -> None:
    assert record_of(us(demographic_features=typed)).field("sensitive_attributes").text == text


def test_a_contact_is_an_address_or_a_page_and_never_a_name() -> None:
    assert (
        record_of(us(contact_email="a@x.example; b@x.example")).field("contact_email").text == "a@x.example"
    )
    assert (
        record_of(us(contact_email="https://x.example/ask")).field("website").text == "https://x.example/ask"
    )
    named = us(contact_email="Sam Example")
    assert record_of(named).fields == ()
    assert "left out" in named.problems[0].message


def test_a_long_text_is_shortened_at_a_sentence_for_the_summary_and_kept_whole() -> None:
    text = "It reads signs. " * 100
    record = record_of(us(problem_solved=text))
    assert len(record.summary) <= 600
    assert record.summary.endswith("signs.")
    assert record.field("problem").text == text.strip()
    dutch = record_of(Converter(NL).convert(FileRow(1, {"id": "1", "title": "T", "doel": text})))
    assert dutch.field("goals").text == text.strip()


def test_withheld_rows_import_what_is_public_and_say_so() -> None:
    converted = us(is_withheld="Yes – disclosure is prohibited by law", problem_solved="Fraud")
    record = record_of(converted)
    assert record.field("problem").text == record.summary == "Fraud"
    kept = record.field("model_output")
    assert (kept.state, kept.reason) == (FieldState.WITHHELD, "Disclosure is prohibited by law")
    assert kept.authorised_by == "Department of Transportation"
    assert "5 empty fields are marked withheld" in converted.problems[0].message


def test_repeated_and_missing_ids_get_stable_keys_of_their_own() -> None:
    rows = [
        FileRow(2, {"agency": "DOJ", "id": "1", "use_case_name": "A"}),
        FileRow(3, {"agency": "DOT", "id": "1", "use_case_name": "A"}),
        FileRow(4, {"agency": "DOJ", "id": "1", "use_case_name": "B"}),
        FileRow(5, {"agency": "DOJ", "id": "TBD", "use_case_name": "C"}),
        FileRow(6, {"agency": "DOJ", "use_case_name": "C"}),
    ]
    first = [converted.source_id for converted in map(Converter(US).convert, rows)]
    assert first[:3] == ["DOJ:1", "DOT:1", "DOJ:1#2"]
    assert first[3].startswith("DOJ:~")
    assert first[4] == f"{first[3]}#2"
    assert [converted.source_id for converted in map(Converter(US).convert, rows)] == first


def test_a_single_agencys_file_takes_its_organisation_from_the_origin() -> None:
    origin = FileOrigin(organisation_name="Example Agency", organisation_slug="example")
    converted = Converter(US, origin).convert(FileRow(2, {"id_name": "USDA-001: Repair Spend"}))
    record = record_of(converted)
    assert (record.title, record.organisation_name) == ("Repair Spend", "Example Agency")
    assert converted.source_id == "example:USDA-001"


def test_a_row_without_a_name_uses_its_description_and_one_without_both_is_rejected() -> None:
    named = us(use_case_name="N/A", problem_solved="It finds holes in roads.")
    assert record_of(named).title == "It finds holes in roads."
    rejected = Converter(US).convert(FileRow(9, {"agency": "DOT"}))
    assert rejected.record is None
    assert [(problem.row, problem.rejected) for problem in rejected.problems] == [(9, True)]


def test_a_dutch_row_is_read() -> None:
    cells = {
        "id": "7",
        "title": "Anonimiseren",
        "organisatie": "Gemeente ’s-Hertogenbösch",
        "status": "buiten_gebruik",
        "doel": "Persoonsgegevens weglakken.",
        "juridische_basis": "Woo",
        "impactassessment": "Onbekend",
        "url": "https://algoritmes.example/7",
    }
    record = record_of(Converter(NL).convert(FileRow(1, cells)))
    assert (record.language, record.phase, record.service_area) == ("nl", "retired", "")
    assert (record.organisation_slug, record.summary) == (
        "gemeente-s-hertogenbosch",
        "Persoonsgegevens weglakken.",
    )
    assert record.field("legal_basis").text == "Woo"
    assert record.field("impact_assessment").state is FieldState.UNKNOWN
    assert record.provenance is not None
    assert record.provenance.source_url == "https://algoritmes.example/7"


KEYS = [column.key for column in US.columns]


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=60), max_size=12), max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_content_makes_it_fail_and_keys_never_repeat(rows: list[dict[str, str]]) -> None:
    converted = list(
        map(Converter(US).convert, [FileRow(number, cells) for number, cells in enumerate(rows, start=2)])
    )
    kept = [item for item in converted if item.record is not None]
    assert len({item.source_id for item in kept}) == len(kept)
    for item in kept:
        assert item.record is not None
        assert item.record.title
        assert Record.from_json(item.record.to_json()) == item.record
    assert all(item.problems for item in converted if item.record is None)
