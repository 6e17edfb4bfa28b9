"""An editor is told what to mend and what looks like one person's data."""

from __future__ import annotations

import time

import pytest

from app.register.linter.personal_data import FindingKind, find_personal_data
from app.register.linter.problems import ProblemCode, Severity, problems
from app.register.record import FieldValue, Record, Table


def a_good_record() -> Record:
    return Record(
        title="Housing repairs triage",
        organisation_name="Northmere Council",
        organisation_slug="northmere-council",
        fields=(
            ("summary", FieldValue.of("Sorts repair requests by urgency.")),
            ("contact_email", FieldValue.of("repairs.team@northmere.example")),
            ("contact_phone", FieldValue.of("01632 960 123")),
            ("appeals_and_review", FieldValue.of("Call the repairs team on 01632 960123 within 28 days.")),
        ),
    )


def test_a_good_record_has_no_problems() -> None:
    assert problems(a_good_record()) == ()


def test_an_empty_record_needs_a_title_a_summary_a_contact_and_a_way_to_challenge() -> None:
    found = problems(Record(title=" ", organisation_name="", organisation_slug=""))
    assert {problem.code for problem in found} == {
        ProblemCode.NO_TITLE,
        ProblemCode.NO_SUMMARY,
        ProblemCode.NO_CONTACT_ROUTE,
        ProblemCode.NO_CHALLENGE,
    }
    assert {problem.severity for problem in found} == {Severity.ERROR}


def test_not_applicable_with_a_reason_explains_challenge_and_a_link_is_a_contact() -> None:
    record = a_good_record()
    kept = tuple(pair for pair in record.fields if pair[0] == "summary")
    bare = Record("A", "B", "b", fields=kept).with_field(
        "website", FieldValue.of("https://northmere.example/a")
    )
    assert [p.code for p in problems(bare)] == [ProblemCode.NO_CHALLENGE]
    said = bare.with_field(
        "appeals_and_review", FieldValue.not_applicable("It makes no decisions about people.")
    )
    assert problems(said) == ()


def test_a_long_summary_is_a_warning() -> None:
    found = problems(a_good_record().with_field("summary", FieldValue.of("word " * 200)))
    assert [(p.code, p.severity) for p in found] == [(ProblemCode.SUMMARY_TOO_LONG, Severity.WARNING)]


def test_the_place_of_personal_data_is_named() -> None:
    record = a_good_record().with_field("scope", FieldValue.of("Ask jo.bloggs@northmere.example first."))
    (problem,) = problems(record)
    assert (problem.field_id, problem.code) == ("scope", ProblemCode.PERSONAL_EMAIL)
    assert (
        record.field("scope").text[problem.start : problem.end]
        == "jo.bloggs@northmere.example"
        == problem.found
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ring 07700 900123 any time", FindingKind.MOBILE_PHONE),
        ("Ring +44 7700 900 123.", FindingKind.MOBILE_PHONE),
        ("Ring (01632) 960 123", FindingKind.LANDLINE),
        ("Ring 020 7946 0123", FindingKind.LANDLINE),
        ("jo.bloggs2@northmere.example", FindingKind.PERSONAL_EMAIL),
        ("mary-jo.o'bloggs@northmere.example", FindingKind.PERSONAL_EMAIL),
        ("number AB 12 34 56 C.", FindingKind.NATIONAL_INSURANCE),
        ("NHS 943 476 5919 was used", FindingKind.NHS_NUMBER),
        ("lives at 12a Example Road, Northmere, ZZ99 3WZ", FindingKind.HOME_ADDRESS),
        ("date of birth: 01/02/1980", FindingKind.DATE_OF_BIRTH),
        ("DOB 1980-02-01", FindingKind.DATE_OF_BIRTH),
        ("born on 1st February 1980", FindingKind.DATE_OF_BIRTH),
    ],
)
def test_personal_data_is_found(text: str, kind: FindingKind) -> None:
    assert [finding.kind for finding in find_personal_data(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "data.protection@northmere.example and school.admissions@northmere.example",
        "housing.repairs@northmere.example",
        "contact@northmere.example",
        "Ring 0300 123 4567 or 0800 123 4567",
        "NHS 943 476 5918 has a wrong check digit",
        "0000000000",
        "https://example.gov/9434765919/page",
        "The office is in ZZ99 3WZ",
        "Founded 01/02/1980, reviewed 2026-01-01",
        "version 1.2.3 of 12 models in 2024",
        "GB 12 34 56 C is no such number",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert find_personal_data(text) == ()


@pytest.mark.parametrize(
    "piece", ["0", "0 ", "1a", "a.", "a-", "1 A", "ZZ99 3WZ ", "1, ", "born ", "(0", "+44 "]
)
def test_hostile_text_is_read_quickly(piece: str) -> None:
    start = time.perf_counter()
    find_personal_data(piece * (100_000 // len(piece)))
    assert time.perf_counter() - start < 2


def a_record_that_decides_alone(rows: int) -> Record:
    ways = [
        ("Told", "01632 960123"),
        ("Your side", "Town Hall"),
        ("A person", "01632 960123"),
        ("Contest", "Desk"),
    ]
    table = Table(("Safeguard", "Where"), tuple(ways[:rows]))
    record = a_good_record()
    for name, value in (
        ("automation", FieldValue.of("It decides alone", "decides-alone")),
        ("significant_decision", FieldValue.of("It settles the decision", "decisive")),
        ("personal_data", FieldValue.of("Yes", "yes")),
        ("significant_decision_safeguards", FieldValue.of(table)),
    ):
        record = record.with_field(name, value)
    return record


def _codes(record: Record) -> list[tuple[ProblemCode, Severity]]:
    return [(problem.code, problem.severity) for problem in problems(record)]


def test_a_significant_automated_decision_needs_four_public_routes() -> None:
    assert _codes(a_record_that_decides_alone(4)) == []
    assert _codes(a_record_that_decides_alone(3)) == [(ProblemCode.NO_SAFEGUARDS, Severity.ERROR)]
    nothing = a_record_that_decides_alone(4).with_field(
        "significant_decision_safeguards", FieldValue.of(None)
    )
    assert _codes(nothing) == [(ProblemCode.NO_SAFEGUARDS, Severity.ERROR)]


@pytest.mark.parametrize(
    "safeguards",
    [
        FieldValue.withheld("Secret"),
        FieldValue.not_applicable("We say so"),
        FieldValue.of("All four are there"),
        FieldValue.of(Table(("Safeguard", "Where"), (("Told", "x"),) * 4)),
        FieldValue.of(Table(("Safeguard", "Where"), (("A", "x"), ("B", "x"), ("C", "x"), ("D", " ")))),
        FieldValue.of(Table(("Safeguard",), (("A",), ("B",), ("C",), ("D",)))),
    ],
)
def test_a_safeguard_without_a_route_does_not_count(safeguards: FieldValue) -> None:
    record = a_record_that_decides_alone(4).with_field("significant_decision_safeguards", safeguards)
    assert _codes(record) == [(ProblemCode.NO_SAFEGUARDS, Severity.ERROR)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("automation", FieldValue.of("It recommends", "recommends")),
        ("significant_decision", FieldValue.of("No", "none")),
        ("personal_data", FieldValue.of("No", "no")),
    ],
)
def test_other_uses_need_no_routes(name: str, value: FieldValue) -> None:
    assert _codes(a_record_that_decides_alone(0).with_field(name, value)) == []


def test_when_nobody_knows_whether_it_is_significant_that_is_a_warning() -> None:
    record = a_record_that_decides_alone(2).with_field("significant_decision", FieldValue.unknown())
    assert _codes(record) == [(ProblemCode.SAFEGUARDS_PERHAPS, Severity.WARNING)]
