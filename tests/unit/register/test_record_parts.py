"""Each row of the table of parts is true: what it says is done with a part is done by every reader."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from hashlib import sha256
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.register.linter.problems import ProblemCode, problems
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
    UnderReview,
    differences,
)
from app.register.record.merge import merge
from app.register.record.part_model import Column, Merge, Part, Shown, Weight
from app.register.record.parts import FIRST_COLUMNS, PARTS, cells_of, column_names, part_of_change
from app.register.words import VOCABULARIES
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

STORED = tuple(part for part in PARTS if not part.derived)
COMPARED = tuple(part for part in STORED if part.compared is not None)
OWN = tuple(part for part in STORED if part.section is not ChangePart.BOARD)
FEW = settings(max_examples=6, deadline=None)
SOMEBODY = "jo.bloggs@northmere.example"

# Texts of which each holds one person's address, so that the linter has something to find.
texts = st.sampled_from(("fair", "open", "kind")).map(lambda word: f"{word} words, ask {SOMEBODY}")
field_values = st.one_of(texts.map(FieldValue.of), texts.map(FieldValue.withheld))
named_fields = st.dictionaries(st.sampled_from(("scope", "goals", "summary")), field_values).map(
    lambda named: tuple(named.items())
)
BASE = Record(
    title="School places",
    organisation_name="Northmere Council",
    organisation_slug="northmere",
    board=BoardFindings(AdviceOutcome.PROCEED, "Good"),
    review_state=PublicReviewState.REVIEWED,
)


def by_name(parts: tuple[Part, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("part", parts, ids=lambda part: part.name)


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Values of one type, with every text drawn from `texts`."""
    inner = [one for one in get_args(hint) if one not in (NoneType, Ellipsis)]
    if hint is str:
        return texts
    if get_origin(hint) is tuple:
        return st.lists(of_type(inner[0]), max_size=2).map(tuple)
    if inner:
        return st.none() | of_type(inner[0])
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: of_type(hints[field.name]) for field in fields(hint)})
    return st.from_type(hint)


def values_of(part: Part) -> st.SearchStrategy[Any]:
    """Values that the part may have, drawn from the type of its attribute, so for a new part too."""
    kind = BoardFindings if part.section is ChangePart.BOARD else Record
    return named_fields if part.name == "fields" else of_type(get_type_hints(kind)[part.name])


def with_value(part: Part, value: Any) -> Record:
    if part.section is not ChangePart.BOARD:
        return replace(BASE, **{part.name: value})
    assert BASE.board is not None
    return replace(BASE, board=replace(BASE.board, **{part.name: value}))


def drawn(part: Part, data: st.DataObject) -> tuple[Record, Record]:
    return with_value(part, data.draw(values_of(part))), with_value(part, data.draw(values_of(part)))


def test_every_attribute_has_one_row_and_json_has_the_order_of_the_rows() -> None:
    board = [part.name for part in STORED if part.section is ChangePart.BOARD]
    assert [part.name for part in OWN] == [field.name for field in fields(Record)]
    assert sorted(board) == sorted(field.name for field in fields(BoardFindings))


def test_names_of_differences_labels_and_words_are_there_and_unique() -> None:
    names = [part.each or part.name for part in COMPARED]
    assert len(names) == len(set(names))
    assert [part.name for part in COMPARED if not part.label] == []
    assert {part.codes for part in PARTS if part.codes} <= set(VOCABULARIES)
    assert [part.name for part in PARTS if part.code_alone and not part.codes] == []
    assert [part.name for part in PARTS if part.shown is Shown.AS_A_FACT and part.compared is None] == []


@by_name(STORED)
@given(data=st.data())
@FEW
def test_a_part_comes_back_from_json_and_counts_in_the_hash(part: Part, data: st.DataObject) -> None:
    first, second = drawn(part, data)
    assert Record.from_json(first.to_json()) == first
    if part.name in ("fields", "provenance"):
        return  # the order of fields and the day of retrieval do not count
    assert (first == second) == (first.content_hash() == second.content_hash())


@by_name(STORED)
@given(data=st.data())
@FEW
def test_a_part_is_a_difference_when_its_row_compares_it(part: Part, data: st.DataObject) -> None:
    first, second = drawn(part, data)
    found = differences(first, second)
    if part.name == "board":
        assert all(change.part is ChangePart.BOARD for change in found)
    elif part.name == "fields":
        assert bool(found) == (dict(first.fields) != dict(second.fields))
    elif part.compared is None:
        assert found == ()
    else:
        assert bool(found) == (dict(part.values(first)) != dict(part.values(second)))
        assert {part_of_change(change.field_id) for change in found} <= {part}
        assert {change.part for change in found} <= {part.section}


@by_name(OWN)
@given(data=st.data())
@FEW
def test_a_part_is_merged_as_its_row_says(part: Part, data: st.DataObject) -> None:
    edited, source = drawn(part, data)
    newer = with_value(part, data.draw(values_of(part)))
    unchanged = getattr(merge(edited=edited, before=source, after=source), part.name)
    changed = getattr(merge(edited=edited, before=source, after=newer), part.name)
    ours, theirs, new = (getattr(record, part.name) for record in (edited, source, newer))
    if part.merged is Merge.KEPT:
        assert (unchanged, changed) == (ours, ours)
    elif part.merged is Merge.SOURCE:
        assert (unchanged, changed) == (theirs, new)
    elif part.merged is Merge.EDITED:
        assert (unchanged, changed) == (ours, ours if theirs == new else new)
    else:
        assert all(dict(unchanged)[name] == value for name, value in ours)
        for name, value in changed:
            stays = source.field(name) == newer.field(name) or (
                edited.field(name).state is FieldState.WITHHELD
            )
            assert value == (edited if stays else newer).field(name)


@by_name(STORED)
@given(data=st.data())
@FEW
def test_a_part_is_searched_where_its_row_says(part: Part, data: st.DataObject) -> None:
    record = with_value(part, data.draw(values_of(part)))
    title, _summary, body = record.search_texts()
    if part.searched is Weight.NONE and part.name != "board":
        assert record.search_texts() == BASE.search_texts()
    looked_in = title if part.searched is Weight.TITLE else body
    assert all(text in looked_in for text in part.search_texts(record))


@by_name(STORED)
@given(data=st.data())
@FEW
def test_a_part_is_looked_through_for_personal_data_when_its_row_says_so(
    part: Part, data: st.DataObject
) -> None:
    record = with_value(part, data.draw(values_of(part)))
    found = [problem for problem in problems(record) if problem.code is ProblemCode.PERSONAL_EMAIL]
    expected = [field_id for field_id, text in part.linted_texts(record) if SOMEBODY in text]
    if part.name != "board":
        assert [problem.field_id for problem in found] == expected


@by_name(tuple(part for part in STORED if part.columns))
@given(data=st.data())
@FEW
def test_a_part_fills_its_columns(part: Part, data: st.DataObject) -> None:
    record = with_value(part, data.draw(values_of(part)))
    row = dict(zip(column_names(), cells_of(record), strict=True))
    for name, cell in part.cells(record).items():
        assert row[name] == cell


def test_the_columns_of_the_csv_keep_their_places() -> None:
    assert column_names()[: len(FIRST_COLUMNS)] == FIRST_COLUMNS
    assert len(set(column_names())) == len(column_names())
    assert all(isinstance(column, Column) for part in PARTS for column in part.columns)


def a_full_record() -> Record:
    """A record in which every part says something."""
    day = date(2026, 5, 4)
    return Record(
        title="Gwên, a “smile” counter",
        organisation_name="Northmere Council",
        organisation_slug="northmere",
        kind="data_use",
        phase="public_beta",
        service_area="housing",
        language="cy",
        review_state=PublicReviewState.REVIEWED,
        fields=(
            ("summary", FieldValue.of("Counts smiles.")),
            ("goals", FieldValue.of(("One", "Two"), "a,b")),
            ("models", FieldValue.withheld("Crime prevention", "Head of Legal", date(2027, 1, 1))),
            ("scope", FieldValue.not_applicable("No scope")),
            ("benefits", FieldValue.unknown("Not yet")),
            ("tests", FieldValue.of(Table(("What", "When"), (("Trial", "May"), ("Audit", ""))))),
            ("impact", FieldValue(FieldState.NOT_ANSWERED)),
        ),
        board=BoardFindings(
            outcome=AdviceOutcome.NEXT_PHASE_ONLY,
            reasons="Try it first.",
            issued_on=day,
            conditions=(
                PublicCondition("Plain one"),
                PublicCondition(
                    "Full one", day, ConditionStatus.MET, "Done", "Director", day, day, day, date(2026, 5, 3)
                ),
            ),
            response_outcome=ResponseOutcome.ACCEPT_IN_PART,
            response_reasons="Most of it",
            responded_on=day,
            responder_post="Director",
            outcome_label="Good for a trial",
            for_phase="private_beta",
            decision=Decision(DecisionRule.VOTE, DecisionMethod.MEETING, 5, 2, 2, 1, True, 1),
            dissents=("Nobody asked.",),
            points=(PublicPoint("Plain one", ResponseOutcome.DEPART, "Too dear"),),
            appeal=PublicAppeal(
                "Wrong", AppealOutcome.CHANGED, day, "Right", day, AdviceOutcome.PROCEED, "Old"
            ),
        ),
        provenance=Provenance("nl-listing", "Source", "https://source.example", "7", day),
        confirmation=PublicConfirmation(day, "Director"),
        pause=Pause(day, "We look into it"),
        under_review=UnderReview(day, ("new_data", "odd")),
        incidents=(PublicIncident("Lost", IncidentSeverity.SERIOUS, day, "Found", "Look", day),),
    )


def test_the_bytes_and_the_hash_of_a_record_stay_what_they_were_before_there_was_a_table() -> None:
    record = a_full_record()
    assert sha256(record.to_json().encode()).hexdigest() == (
        "0cb5ebdb033b7b15a94cc51a3fe66257aceb129390fe0ef207bfc9336e8cb31b"
    )
    assert record.content_hash() == "7042060e68c2cfa83ad5bffd23bf7aaf12128b4c492c5ac8671a35a4b6ddbba1"
    assert Record("A", "B", "b").to_json() == (
        '{"format":1,"title":"A","organisation":{"name":"B","slug":"b"},"kind":"algorithm","phase":"",'
        '"service_area":"","language":"en","review_state":"none_known","fields":[],"board":null,'
        '"provenance":null}'
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": None}, r"^record\.kind: expected a text"),
        ({"review_state": "odd"}, r"^record\.review_state: expected one of none_known"),
        ({"board": 1}, r"^record\.board: expected an object"),
        ({"board": {"reasons": "Good"}}, r"^record\.board\.outcome: expected a text"),
        (
            {"board": {"outcome": "proceed", "reasons": "", "conditions": [{"text": "A"}]}},
            r"^record\.board\.conditions\[0\]\.status: expected a text",
        ),
        (
            {"board": {"outcome": "proceed", "reasons": "", "dissents": [1]}},
            r"^record\.board\.dissents: expected a list of texts",
        ),
        ({"incidents": [{"summary": "A", "severity": "minor"}]}, r"^record\.incidents\[0\]\.reported_on: "),
        ({"pause": {"since": "soon", "reason": ""}}, r"^record\.pause\.since: expected a date like"),
        ({"fields": [{"id": "a", "state": "unknown"}] * 2}, r"^record: a record names each field once"),
        (
            {"fields": [{"id": "a", "state": "given", "value": {"columns": ["a"], "rows": [["a", "b"]]}}]},
            r"^record\.fields\[0\]: every row of a table",
        ),
        ({"provenance": {}}, r"^record\.provenance\.standard: expected a text"),
    ],
)
def test_a_wrong_part_names_its_place(change: dict[str, object], message: str) -> None:
    data: Any = {**BASE.to_data(), **change}
    with pytest.raises(RecordError, match=message):
        Record.from_data(data)
