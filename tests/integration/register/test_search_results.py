"""What a search finds, in which order, and how many entries each filter would leave."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.register.pages.address import search_from
from app.register.published.results import Results, find
from app.register.published.revision import read_state
from app.register.record import FieldValue
from tests.integration.register.seeding import a_record, publish
from tests.support.client import CheckedClient
from tests.support.statements import StatementCounter

pytestmark = pytest.mark.both_databases

ODD = (
    '"',
    "*",
    '""*"',
    "a\x00b",
    "x" * 10_000,
    "'; drop table entry; --",
    "the of and",
    "AND OR NOT",
    "OR",
    "(((",
    "title:x",
    "𝔘𝔫𝔦",
    "İß",
    "-",
    "😀 😀",
    "NEAR(a b)",
    "a:*A & b",
    "\\",
    " ".join("abcdefghijklmnop"),
)


def _find(**arguments: object) -> Results:
    return find(read_state(), search_from(MultiDict(arguments)))


def _titles(results: Results) -> list[str]:
    return [row.title for row in results.rows]


def test_titles_come_first_then_summaries_then_the_rest(context: Flask) -> None:
    publish(
        [
            a_record("One", summary="Nothing", fields=(("scope", FieldValue.of("About parking")),)),
            a_record("Two", summary="It is about parking in the town"),
            a_record("Parking fines", summary="It sends letters"),
            a_record("Four", summary="Nothing at all"),
        ]
    )
    assert _titles(_find(q="parking")) == ["Parking fines", "Two", "One"]


def test_the_last_word_may_be_unfinished_and_accents_and_plurals_do_not_count(context: Flask) -> None:
    publish([a_record("Ŵyl y Glowyr"), a_record("Traffic camera"), a_record("School places")])
    assert _titles(_find(q="wyl")) == ["Ŵyl y Glowyr"]
    assert _titles(_find(q="ŴYL")) == ["Ŵyl y Glowyr"]
    assert _titles(_find(q="traffic cam")) == ["Traffic camera"]
    assert _titles(_find(q="cameras traffic")) == ["Traffic camera"]
    assert _titles(_find(q="place at my school")) == ["School places"]


def test_a_typing_error_is_forgiven_and_said(context: Flask) -> None:
    publish([a_record("Licence plate camera"), a_record("School places")])
    results = _find(q="camrea")
    assert _titles(results) == ["Licence plate camera"]
    assert results.found.changed
    assert results.found.query.text == "camera"
    exact = _find(q="camrea", exact="yes")
    assert (_titles(exact), exact.found.changed) == ([], False)


def test_words_that_no_entry_has_together_find_those_with_some(context: Flask) -> None:
    publish([a_record("Licence plate camera"), a_record("School places")])
    results = _find(q="camera school")
    assert sorted(_titles(results)) == ["Licence plate camera", "School places"]
    assert results.found.any_word


def test_or_in_capitals_asks_for_either_word(context: Flask) -> None:
    publish([a_record("Rent"), a_record("Landlord"), a_record("Parking")])
    results = _find(q="rent OR landlord")
    assert sorted(_titles(results)) == ["Landlord", "Rent"]
    assert not results.found.any_word


def test_withheld_text_cannot_be_found(context: Flask) -> None:
    secret = FieldValue.withheld("Telling the zebra threshold would help fraud")
    publish([a_record("Fraud", fields=(("scope", secret),))])
    assert _find(q="zebra", exact="yes").pagination.total == 0


@pytest.mark.parametrize("text", ODD)
def test_odd_text_never_fails(client: CheckedClient, context: Flask, text: str) -> None:
    publish([a_record("Camera"), a_record("Parking")])
    for sort in ("relevance", "newest", "title"):
        assert client.get("/register", query_string={"q": text, "sort": sort}).status_code == 200


def test_values_of_one_filter_add_and_filters_narrow(context: Flask) -> None:
    yes = (("personal_data", FieldValue.of("Yes", "yes")),)
    publish(
        [
            a_record("A", service_area="housing", phase="idea"),
            a_record("B", service_area="health", phase="idea", fields=yes),
            a_record("C", service_area="health", phase="production", fields=yes),
            a_record("D", service_area="", phase=""),
        ]
    )
    both = _find(area=["housing", "health"][0])
    assert _titles(both) == ["A"]
    arguments = MultiDict([("area", "housing"), ("area", "health"), ("phase", "idea"), ("sort", "title")])
    results = find(read_state(), search_from(arguments))
    assert _titles(results) == ["A", "B"]
    counts = {name: {o.value: o.count for o in options} for name, options in results.options.items()}
    assert counts["area"] == {"housing": 1, "health": 1}
    assert counts["phase"] == {"idea": 2, "production": 1}
    assert counts["data"] == {"yes": 1, "unknown": 1}
    assert _titles(_find(area="not_stated")) == ["D"]


def test_a_filter_holds_for_searched_entries_too(context: Flask) -> None:
    publish([a_record("Camera A", service_area="health"), a_record("Camera B"), a_record("Van")])
    results = _find(q="camera", area="housing")
    assert _titles(results) == ["Camera B"]
    assert {o.value: o.count for o in results.options["area"]} == {"housing": 1, "health": 1}
    assert _titles(_find(q="camera", area="housing", sort="title")) == ["Camera B"]


def test_organisations_are_those_of_the_records(context: Flask) -> None:
    publish(
        [
            a_record("A"),
            a_record("B", organisation_name="Elsewhere", organisation_slug="elsewhere"),
            a_record("C", organisation_name="Elsewhere", organisation_slug="elsewhere"),
        ]
    )
    options = _find().options["organisation"]
    assert [(o.value, o.label, o.count) for o in options] == [
        ("elsewhere", "Elsewhere", 2),
        ("northmere", "Northmere Council", 1),
    ]
    assert _titles(_find(organisation="elsewhere", sort="title")) == ["B", "C"]


def test_unknown_values_are_left_out(client: CheckedClient, context: Flask) -> None:
    publish([a_record("A")])
    for query in ("area=nope", "organisation=nope", "sort=nope", "page=-1", "page=abc", "phase=", "data=%00"):
        response = client.get(f"/register?{query}")
        assert response.status_code == 200
        assert "1 entry" in response.get_data(as_text=True)


def test_lists_are_newest_first_or_by_title(context: Flask) -> None:
    publish([a_record("Banana")], datetime(2026, 1, 1, tzinfo=UTC))
    publish([a_record("apple")], datetime(2026, 2, 1, tzinfo=UTC))
    publish([a_record("Cherry")], datetime(2026, 3, 1, tzinfo=UTC))
    assert _titles(_find()) == ["Cherry", "apple", "Banana"]
    assert _titles(_find(sort="title")) == ["apple", "Banana", "Cherry"]
    assert _titles(_find(q="helper OR finds OR people", sort="newest")) == ["Cherry", "apple", "Banana"]


def test_pages_hold_each_entry_once_however_many_hits_are_in_titles(context: Flask) -> None:
    publish(
        [a_record(f"Camera {n}") for n in range(15)]
        + [a_record(f"Van {n}", summary="A camera") for n in range(15)]
    )
    pages = [[row.entry_id for row in _find(q="camera", page=n).rows] for n in ("1", "2", "3")]
    assert [len(page) for page in pages] == [20, 10, 10]
    assert pages[1] == pages[2]
    assert len({*pages[0], *pages[1]}) == 30


ADDRESSES = (
    "/register",
    "/register?q=camera",
    "/register?q=camera+van&area=housing&phase=production&phase=idea",
    "/register?sort=title&page=2&organisation=northmere",
)


@pytest.mark.slow
def test_a_results_page_asks_as_many_statements_for_5000_entries_as_for_100(
    client: CheckedClient, context: Flask, sql_counter: StatementCounter
) -> None:
    def count(address: str) -> int:
        with sql_counter as counted:
            assert client.get(address).status_code == 200
        return counted.total

    publish([a_record(f"Camera van {n}") for n in range(100)])
    few = [count(address) for address in ADDRESSES]
    publish([a_record(f"Camera van number {n}") for n in range(4_900)])
    assert [count(address) for address in ADDRESSES] == few
    assert max(few) <= 5
