"""An entry as a resident reads it: the route to a person, what is said and not said, board, history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Flask

from app.database import transaction, utcnow
from app.register.models import Entry
from app.register.published.search import index
from app.register.record import BoardFindings, FieldValue, Provenance, PublicCondition, Record
from app.vocabulary.advice import AdviceOutcome, ConditionStatus, PublicReviewState, ResponseOutcome
from tests.integration.register.seeding import a_record, publish, publish_again
from tests.support.client import CheckedClient

BOARD = BoardFindings(
    outcome=AdviceOutcome.PROCEED_WITH_CONDITIONS,
    reasons="The board worries about people who move often.",
    issued_on=date(2026, 1, 10),
    conditions=(
        PublicCondition("Publish error rates.", date(2020, 1, 1), ConditionStatus.OPEN),
        PublicCondition("Rewrite the letter.", date(2020, 1, 1), ConditionStatus.MET),
    ),
    response_outcome=ResponseOutcome.ACCEPT_IN_PART,
    response_reasons="We keep scores for longer.",
    responder_post="Director of Housing",
)


def _rich() -> Record:
    fields = (
        ("personal_data", FieldValue.of("Yes", "yes")),
        ("appeals_and_review", FieldValue.of("Write to us **within 28 days**.")),
        ("challenge_route", FieldValue.of("A published route", "published_route")),
        ("contact_phone", FieldValue.of("01632 960 123")),
        ("contact_email", FieldValue.of("team@northmere.example")),
        ("scope", FieldValue.withheld("It would help fraud.", "Head of Housing", date(2027, 6, 1))),
        ("goals", FieldValue.not_applicable("It has one goal only.")),
        ("benefit", FieldValue.unknown("We measure from March.")),
        ("principle_justice", FieldValue.of("Results are compared each year.")),
        ("no_such_field", FieldValue.of("Nobody may see this sentence")),
    )
    return a_record("Rent helper", fields=fields, board=BOARD, review_state=PublicReviewState.REVIEWED)


def _page(client: CheckedClient, entry_id: int) -> str:
    response = client.get(f"/register/{entry_id}", follow_redirects=True)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_a_resident_finds_the_route_and_a_person(client: CheckedClient, context: Flask) -> None:
    (entry_id,) = publish([_rich()])
    page = _page(client, entry_id)
    for words in ("You can challenge a result", "<strong>within 28 days</strong>", 'href="tel:01632960123"'):
        assert words in page
    assert page.index("team@northmere.example") < page.index("On this page")


def test_withheld_not_applicable_unknown_and_unanswered_are_told_apart(
    client: CheckedClient, context: Flask
) -> None:
    (entry_id,) = publish([_rich()])
    page = _page(client, entry_id)
    for words in (
        "Withheld.",
        "Decided by Head of Housing",
        "1 June 2027",
        "Does not apply here.",
        "Not known yet.",
    ):
        assert words in page
    assert "questions here are not answered yet" in page
    assert "Nobody may see" not in page


def test_advice_and_response_stand_side_by_side_and_overdue_conditions_say_so(
    client: CheckedClient, context: Flask
) -> None:
    (entry_id,) = publish([_rich()])
    page = _page(client, entry_id)
    for words in ("Go ahead, with conditions", "Accepts part of the advice", "Director of Housing"):
        assert words in page
    assert page.count("Overdue") == 1


def test_an_imported_entry_says_where_it_comes_from_and_that_no_review_is_known(
    client: CheckedClient, context: Flask
) -> None:
    source = Provenance("nl-listing", "Algoritmeregister", "https://example.org/1", "1", date(2026, 5, 1))
    record = a_record("Matchtool", provenance=source, language="nl", summary="Helpt met zoeken")
    (entry_id,) = publish([record])
    page = _page(client, entry_id)
    assert "Algoritmeregister" in page
    assert "No ethics review is known" in page
    assert '<h1 class="govuk-heading-xl c-title c-break" lang="nl">' in page


def test_a_wrong_slug_leads_to_the_right_address(client: CheckedClient, context: Flask) -> None:
    (entry_id,) = publish([_rich()])
    for path in (f"/register/{entry_id}-wrong", f"/register/{entry_id}"):
        response = client.get(path)
        assert (response.status_code, response.location) == (301, f"/register/{entry_id}-rent-helper")
    assert client.get(f"/register/{entry_id}-x.json").location == f"/register/{entry_id}-rent-helper.json"
    assert client.get(f"/register/{entry_id}-x.csv").status_code == 301


def test_what_is_not_published_is_not_found(client: CheckedClient, context: Flask) -> None:
    (entry_id,) = publish([_rich()])
    with transaction() as session:
        session.get_one(Entry, entry_id).published_number = None
        index.remove(session, [entry_id])
    paths = ("", "-rent-helper", "-rent-helper.json", "-rent-helper.csv", "-rent-helper/versions/1")
    for path in paths:
        assert client.get(f"/register/{entry_id}{path}").status_code == 404, path
    for number in (999_999, 2**40):
        assert client.get(f"/register/{number}-x").status_code == 404
    assert client.get(f"/register/1-x/versions/{2**40}").status_code == 404


def test_history_shows_what_changed(client: CheckedClient, context: Flask) -> None:
    record = _rich()
    (entry_id,) = publish([record])
    changed = replace(record.with_field("scope", FieldValue.of("Only council flats")), phase="retired")
    publish_again(entry_id, changed, "Told more")
    page = _page(client, entry_id)
    assert "Told more" in page
    path = f"/register/{entry_id}-rent-helper/versions"
    second = client.get(f"{path}/2").get_data(as_text=True)
    for words in ("It would help fraud.", "Only council flats", "In use", "Retired", "the newest"):
        assert words in second
    first = client.get(f"{path}/1").get_data(as_text=True)
    assert "It is out of date" in first
    assert "Only council flats" not in first
    assert client.get(f"{path}/3").status_code == 404
    assert client.get(f"{path}/0").status_code == 404


def test_a_retired_entry_leaves_a_page_with_the_reason(client: CheckedClient, context: Flask) -> None:
    (entry_id,) = publish([_rich()])
    with transaction() as session:
        entry = session.get_one(Entry, entry_id)
        entry.retired_at, entry.retired_reason = utcnow(), "Switched off."
        index.remove(session, [entry_id])
    page = _page(client, entry_id)
    assert "Switched off." in page
    assert "within 28 days" not in page
    assert (
        client.get(f"/register/{entry_id}-rent-helper.json").get_json()["retired_reason"] == "Switched off."
    )
    assert "Rent helper" not in client.get("/register").get_data(as_text=True)


def test_hostile_text_stays_text(client: CheckedClient, context: Flask) -> None:
    nasty = "<script>alert(1)</script> [x](javascript:alert(1)) https://example.org/<b>\n\n# Big"
    record = a_record(
        nasty,
        summary=nasty,
        fields=(("scope", FieldValue.of(nasty)), ("website", FieldValue.of("javascript:alert(1)"))),
    )
    (entry_id,) = publish([record])
    with transaction() as session:
        session.get_one(Entry, entry_id).slug = "nasty"
        index.rebuild(session)
    for path in (f"/register/{entry_id}-nasty", "/register", "/"):
        page = client.get(path).get_data(as_text=True)
        assert "<script>alert" not in page
        assert 'href="javascript' not in page
