"""A record keeps everything through JSON, has a stable hash, and tells what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.register.record import (
    BoardFindings,
    ChangePart,
    Decision,
    FieldState,
    FieldValue,
    Pause,
    Provenance,
    PublicAppeal,
    PublicCondition,
    PublicConfirmation,
    PublicIncident,
    PublicPoint,
    Record,
    RecordError,
    Table,
    differences,
)
from app.vocabulary.advice import (
    AdviceOutcome,
    AppealOutcome,
    ConditionStatus,
    DecisionMethod,
    DecisionRule,
    PublicReviewState,
    ResponseOutcome,
)
from app.vocabulary.incidents import IncidentSeverity

words = st.text(max_size=40)
said = words.filter(lambda text: bool(text.strip()))
days = st.none() | st.dates()
tables = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Table,
        st.tuples(*[words] * width),
        st.lists(st.tuples(*[said] * width), min_size=1, max_size=3).map(tuple),
    )
)
values = said | st.lists(said, min_size=1, max_size=3).map(tuple) | tables
field_values = st.one_of(
    st.builds(FieldValue, st.just(FieldState.GIVEN), values, words),
    st.builds(FieldValue.withheld, said, words, days),
    st.builds(FieldValue.not_applicable, words),
    st.builds(FieldValue.unknown, words),
    st.just(FieldValue(FieldState.NOT_ANSWERED)),
)
conditions = st.builds(PublicCondition, words, days, st.sampled_from(ConditionStatus), words, words, days)
counts = st.none() | st.integers(0, 99)
decisions = st.builds(
    Decision,
    st.sampled_from(DecisionRule),
    st.sampled_from(DecisionMethod),
    st.integers(0, 99),
    counts,
    counts,
    counts,
    st.booleans(),
    st.integers(0, 99),
)
points = st.builds(PublicPoint, words, st.sampled_from(ResponseOutcome), words)
appeals = st.builds(
    PublicAppeal,
    words,
    st.sampled_from(AppealOutcome),
    days,
    words,
    days,
    st.none() | st.sampled_from(AdviceOutcome),
    words,
)
incidents = st.builds(
    PublicIncident, words, st.sampled_from(IncidentSeverity), st.dates(), words, words, days
)
boards = st.builds(
    BoardFindings,
    st.sampled_from(AdviceOutcome),
    words,
    days,
    st.lists(conditions, max_size=3).map(tuple),
    st.none() | st.sampled_from(ResponseOutcome),
    words,
    days,
    words,
    words,
    words,
    st.none() | decisions,
    st.lists(words, max_size=2).map(tuple),
    st.lists(points, max_size=2).map(tuple),
    st.none() | appeals,
)
records = st.builds(
    Record,
    title=words,
    organisation_name=words,
    organisation_slug=words,
    kind=words,
    phase=words,
    service_area=words,
    language=words,
    fields=st.dictionaries(words, field_values, max_size=5).map(lambda fields: tuple(fields.items())),
    board=st.none() | boards,
    review_state=st.sampled_from(PublicReviewState),
    provenance=st.none() | st.builds(Provenance, words, words, words, words, days),
    confirmation=st.none() | st.builds(PublicConfirmation, st.dates(), words),
    pause=st.none() | st.builds(Pause, st.dates(), words),
    incidents=st.lists(incidents, max_size=2).map(tuple),
)


def a_record(**changes: object) -> Record:
    record = Record(
        title="School places",
        organisation_name="Northmere Council",
        organisation_slug="northmere-council",
        phase="production",
        service_area="children_education",
        fields=(
            ("summary", FieldValue.of("Gives each child a school place.")),
            ("personal_data", FieldValue.of("Yes, about people", "yes")),
        ),
        provenance=Provenance("nl-listing", source_id="7", retrieved_on=date(2026, 1, 2)),
    )
    return replace(record, **changes)  # type: ignore[arg-type]


@given(records)
@settings(max_examples=150, deadline=None)
def test_a_record_comes_back_from_json_as_it_was(record: Record) -> None:
    assert Record.from_json(record.to_json()) == record


@given(records)
@settings(max_examples=60, deadline=None)
def test_the_hash_is_the_same_after_json_and_in_any_order_of_fields(record: Record) -> None:
    again = Record.from_json(record.to_json())
    turned = replace(again, fields=tuple(reversed(again.fields)))
    assert record.content_hash() == again.content_hash() == turned.content_hash()


@given(records, records)
@settings(max_examples=60, deadline=None)
def test_there_are_no_differences_to_itself_and_search_texts_stay_capped(
    first: Record, second: Record
) -> None:
    assert differences(first, first) == ()
    assert len(differences(first, second)) == len(differences(second, first))
    assert all("\x00" not in text for text in first.search_texts())


def test_the_hash_ignores_the_day_of_retrieval_but_not_a_word() -> None:
    record = a_record()
    later = replace(record, provenance=Provenance("nl-listing", source_id="7", retrieved_on=date(2027, 1, 2)))
    assert record.content_hash() == later.content_hash()
    assert record.content_hash() != a_record(title="School place").content_hash()


def test_fields_are_found_replaced_and_added() -> None:
    record = (
        a_record().with_field("summary", FieldValue.of("Short.")).with_field("scope", FieldValue.of("All."))
    )
    assert [field_id for field_id, _ in record.fields] == ["summary", "personal_data", "scope"]
    assert record.summary == "Short."
    assert record.field("goals").state is FieldState.NOT_ANSWERED


def test_facets_read_codes_and_what_is_not_said_is_unknown() -> None:
    record = a_record()
    assert (record.personal_data, record.challenge_route) == ("yes", "unknown")
    odd = record.with_field("personal_data", FieldValue.of("Perhaps", "perhaps"))
    assert odd.personal_data == "unknown"


def test_a_withheld_value_needs_a_ground_and_holds_no_value() -> None:
    with pytest.raises(ValueError, match="ground"):
        FieldValue.withheld(" ")
    with pytest.raises(ValueError, match="no value"):
        FieldValue(FieldState.WITHHELD, value="secret", reason="security")
    kept = a_record().with_field(
        "models", FieldValue.withheld("Crime prevention", "Head of Legal", date(2027, 1, 1))
    )
    assert "Crime" not in kept.search_texts()[2]


def test_search_texts_end_at_a_word() -> None:
    record = a_record(title="word " * 200).with_field("scope", FieldValue.of(("first\nline", "x" * 40_000)))
    title, summary, body = record.search_texts()
    assert len(title) <= 300
    assert title.endswith("word")
    assert summary == "Gives each child a school place."
    assert body == "Northmere Council Yes, about people first line"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "not JSON"),
        ("[]", "record: expected an object"),
        ('{"organisation": {"name": "A", "slug": "a"}}', "record.title"),
        ('{"title": "A", "organisation": 1}', "record.organisation"),
    ],
)
def test_a_wrong_record_names_the_place(text: str, place: str) -> None:
    with pytest.raises(RecordError, match=place):
        Record.from_json(text)


def test_a_wrong_field_names_the_place() -> None:
    data = dict(a_record().to_data())
    data["fields"] = [{"id": "summary", "state": "sometimes"}]
    with pytest.raises(RecordError, match=r"fields\[0\]\.state: expected one of given"):
        Record.from_data(data)
    data["fields"] = [{"id": "summary", "state": "given"}]
    with pytest.raises(RecordError, match=r"fields\[0\]: a given field needs a value"):
        Record.from_data(data)


def test_differences_name_attributes_fields_and_the_board() -> None:
    asked = PublicCondition("Publish the criteria", date(2027, 1, 1))
    before = a_record(board=BoardFindings(AdviceOutcome.PROCEED_WITH_CONDITIONS, "Good", conditions=(asked,)))
    met = replace(asked, status=ConditionStatus.MET)
    after = a_record(
        phase="retired",
        board=BoardFindings(AdviceOutcome.PROCEED_WITH_CONDITIONS, "Good", conditions=(met,)),
    ).with_field("goals", FieldValue.of("Fair places"))
    changes = differences(before, after)
    assert [(change.part, change.field_id) for change in changes] == [
        (ChangePart.ATTRIBUTE, "phase"),
        (ChangePart.FIELD, "goals"),
        (ChangePart.BOARD, "condition-1"),
    ]
    assert changes[2].after.code == "met"


def test_facts_that_a_record_does_not_have_leave_its_hash_as_it_was_before_they_existed() -> None:
    board = BoardFindings(AdviceOutcome.PROCEED, "Good", conditions=(PublicCondition("Test it"),))
    data = a_record(board=board).to_data()
    assert set(data) & {"confirmation", "pause", "incidents"} == set()
    assert set(data["board"]) == {  # type: ignore[arg-type]
        "outcome",
        "reasons",
        "issued_on",
        "conditions",
        "response_outcome",
        "response_reasons",
        "responded_on",
        "responder_post",
    }


def test_what_came_after_the_review_is_a_difference_of_its_own() -> None:
    incident = PublicIncident("Letters went to old addresses", IncidentSeverity.SERIOUS, date(2026, 3, 1))
    before = a_record(pause=Pause(date(2026, 3, 2), "We look into it"))
    after = a_record(confirmation=PublicConfirmation(date(2026, 5, 1), "Director"), incidents=(incident,))
    names = {
        change.field_id: (change.before.text, change.after.code) for change in differences(before, after)
    }
    assert names == {
        "pause": ("2026-03-02\nWe look into it", ""),
        "confirmation": ("", ""),
        "incident-1": ("", "serious"),
    }
