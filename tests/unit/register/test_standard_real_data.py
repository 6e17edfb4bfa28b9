"""Real registers, where they are at hand: every record converts, fast, and twice to the same."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.register.exchange.formats.rows import read
from app.register.exchange.standards import Converted, Converter, FileOrigin, load_standard
from app.register.record import Record

DATA = Path(__file__).parents[4] / "shared" / "data"
AGENCIES = {
    "commodity-futures-trading-commission": 3,
    "department-of-agriculture": 89,
    "department-of-labor": 28,
    "department-of-state": 60,
    "department-of-the-treasury": 129,
    "department-of-transportation": 70,
    "office-of-personnel-management": 5,
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real registers are not beside the project"),
]


def converted(standard: str, name: str) -> list[Converted]:
    found = load_standard(standard)
    origin = FileOrigin(organisation_name="Example Agency", organisation_slug="example")
    return list(map(Converter(found, origin).convert, read(found, DATA / name)))


@pytest.mark.parametrize(
    ("standard", "name", "count"),
    [("us-federal-2025", "us_federal_2025.csv", 3_611), ("nl-listing", "netherlands_2026.json", 1_530)],
)
def test_every_record_converts_with_a_key_of_its_own(standard: str, name: str, count: int) -> None:
    results = converted(standard, name)
    records = [result.record for result in results if result.record is not None]
    assert len(records) == count
    assert len({result.source_id for result in results}) == count
    assert all(record.organisation_name and record.organisation_slug for record in records)
    assert sum(bool(record.summary) for record in records) > 0.8 * count
    for record in records[::7]:
        assert Record.from_json(record.to_json()) == record


def test_a_second_reading_gives_the_same_records() -> None:
    first = [(item.source_id, item.record.content_hash()) for item in converted_dutch() if item.record]
    second = [(item.source_id, item.record.content_hash()) for item in converted_dutch() if item.record]
    assert first == second


def converted_dutch() -> list[Converted]:
    return converted("nl-listing", "netherlands_2026.json")


def test_both_registers_convert_in_under_two_seconds_of_work() -> None:
    start = time.process_time()
    assert len(converted("us-federal-2025", "us_federal_2025.csv")) + len(converted_dutch()) == 5_141
    assert time.process_time() - start < 2


@pytest.mark.parametrize(("name", "count"), AGENCIES.items())
def test_the_files_of_single_agencies_convert(name: str, count: int) -> None:
    results = converted("us-federal-2025", f"us_agencies/{name}.csv")
    records = [result.record for result in results if result.record is not None]
    assert len(records) == len(results) == count
    assert all(record.phase for record in records)


def test_few_values_are_not_understood() -> None:
    results = converted("us-federal-2025", "us_federal_2025.csv")
    problems = [problem for result in results for problem in result.problems]
    assert not [
        problem for problem in problems if problem.column in ("development_stage", "topic_area", "has_pii")
    ]
    assert len(problems) < 200
