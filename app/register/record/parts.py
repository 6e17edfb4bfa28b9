"""The table of the parts of a Record: what difference, merge, linter, search, editing and pages do with each.

A public fact is one row here and one attribute of a dataclass, which tells its JSON (`shape`). The fields of
`fields.yaml` are one row together; that file describes each. docs/adding-a-public-fact.md has the steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

from app.register.record.after_review import Pause, PublicConfirmation, PublicIncident, UnderReview
from app.register.record.board import BoardFindings, PublicAppeal, PublicCondition, PublicPoint
from app.register.record.part_model import ChangePart, Column, Merge, Part, Shown, Weight
from app.register.record.values import NOT_ANSWERED, FieldValue

# Marks a text for the catalogue; pages pass it through gettext.
N_ = str


def _coded(code: str | None) -> FieldValue:
    return FieldValue.of(code, code or "") if code and code.strip() else NOT_ANSWERED


def _dated(day: date | None) -> FieldValue:
    return FieldValue.of(None if day is None else day.isoformat())


def _lines(lines: tuple[str, ...], code: str = "") -> FieldValue:
    said = tuple(line for line in lines if line.strip())
    return FieldValue.of(said, code) if said else NOT_ANSWERED


def _alone(text: str) -> tuple[str]:
    return (text,)


def _field_texts(named: tuple[tuple[str, FieldValue], ...]) -> Iterator[str]:
    """Every field but the summary, which has a column of its own; nothing that is withheld."""
    return (value.text for field_id, value in named if field_id != "summary" and value.value)


def _field_lint(named: tuple[tuple[str, FieldValue], ...]) -> Iterator[tuple[str, str]]:
    for field_id, value in named:
        yield field_id, value.text or value.reason
        yield field_id, value.authorised_by


def _condition(condition: PublicCondition) -> FieldValue:
    """Evidence that waits for the board is told by a code of its own."""
    due = "" if condition.due_on is None else condition.due_on.isoformat()
    lines = (condition.text, condition.owner_post, due, condition.status_note)
    return _lines(lines, "evidence_given" if condition.evidence_on else condition.status)


def _condition_lint(conditions: tuple[PublicCondition, ...]) -> Iterator[tuple[str, str]]:
    for condition in conditions:
        yield "board_conditions", condition.text
        yield "board_conditions", condition.status_note


def _condition_cell(board: BoardFindings) -> str:
    """Each condition on a line with its codes, the answer to it beside it."""
    answers = {point.asked: point for point in board.points}
    lines = []
    for condition in board.conditions:
        due = f", due {condition.due_on.isoformat()}" if condition.due_on else ""
        answer = answers.get(condition.text)
        said = f"; answer {answer.outcome.value}: {answer.reasons}".rstrip(": ") if answer else ""
        lines.append(f"{condition.text} [{condition.status.value}{due}{said}]")
    return "\n".join(lines)


def _point(point: PublicPoint) -> FieldValue:
    return _lines((point.asked, point.reasons), point.outcome)


def _appeal(appeal: PublicAppeal) -> FieldValue:
    return _lines((appeal.grounds, appeal.reasons), appeal.outcome)


def _appeal_lint(appeal: PublicAppeal | None) -> Iterator[tuple[str, str]]:
    if appeal is not None:
        yield "board_appeal", appeal.grounds
        yield "board_appeal", appeal.reasons


def _appeal_cell(board: BoardFindings) -> str:
    appeal = board.appeal
    return "" if appeal is None else f"{appeal.grounds} [{appeal.outcome.value}] {appeal.reasons}".strip()


def _confirmation(confirmation: PublicConfirmation) -> FieldValue:
    return _lines((confirmation.on.isoformat(), confirmation.by_post))


def _pause(pause: Pause) -> FieldValue:
    return _lines((pause.since.isoformat(), pause.reason))


def _under_review(again: UnderReview) -> FieldValue:
    return FieldValue.of(again.since.isoformat(), " ".join(again.because))


def _incident(incident: PublicIncident) -> FieldValue:
    told = (incident.reported_on.isoformat(), incident.summary, incident.done, incident.learnt)
    return _lines(told, incident.severity)


def _source_name(record: Any) -> str:
    return "" if record.provenance is None else str(record.provenance.source_name)


def _source_address(record: Any) -> str:
    return "" if record.provenance is None else str(record.provenance.source_url)


ATTRIBUTE, BOARD, UPKEEP = ChangePart.ATTRIBUTE, ChangePart.BOARD, ChangePart.UPKEEP

# The board's findings, in the order in which a difference tells them.
_BOARD_PARTS = (
    Part(
        "outcome",
        BOARD,
        N_("The board’s advice"),
        compared=_coded,
        codes="advice",
        code_alone=True,
        columns=(Column("advice", lambda board: board.outcome.value),),
    ),
    Part("outcome_label", BOARD),
    Part(
        "reasons",
        BOARD,
        N_("The board’s reasons"),
        compared=FieldValue.of,
        searched=Weight.BODY,
        texts=_alone,
        linted=lambda text: (("board_reasons", text),),
        columns=(Column("advice_reasons", lambda board: board.reasons),),
    ),
    Part("issued_on", BOARD, N_("Day of the advice"), compared=_dated),
    Part("decision", BOARD),
    Part(
        "response_outcome",
        BOARD,
        N_("The response"),
        N_("The owner’s answer"),
        compared=_coded,
        codes="responses",
        code_alone=True,
        columns=(Column("response", lambda board: str(board.response_outcome or "")),),
    ),
    Part(
        "response_reasons",
        BOARD,
        N_("Reasons for the response"),
        N_("The owner’s reasons"),
        compared=FieldValue.of,
        searched=Weight.BODY,
        texts=_alone,
        linted=lambda text: (("board_response_reasons", text),),
        columns=(Column("response_reasons", lambda board: board.response_reasons),),
    ),
    Part("responded_on", BOARD, N_("Day of the response"), N_("Day of the answer"), compared=_dated),
    Part("responder_post", BOARD, N_("Who responded"), N_("Who answered"), compared=FieldValue.of),
    Part(
        "for_phase",
        BOARD,
        N_("The stage that the advice is for"),
        N_("The phase that the advice is for"),
        compared=_coded,
        codes="phases",
        code_alone=True,
    ),
    Part(
        "conditions",
        BOARD,
        N_("Condition"),
        compared=_condition,
        each="condition",
        codes="conditions",
        searched=Weight.BODY,
        texts=lambda conditions: (condition.text for condition in conditions),
        linted=_condition_lint,
        columns=(Column("conditions", _condition_cell),),
    ),
    Part(
        "dissents",
        BOARD,
        N_("What a member who disagreed said"),
        compared=FieldValue.of,
        each="dissent",
    ),
    Part(
        "points",
        BOARD,
        N_("Answer to the board"),
        compared=_point,
        each="point",
        codes="points",
        linted=lambda points: (("board_response_reasons", point.reasons) for point in points),
    ),
    Part(
        "appeal",
        BOARD,
        N_("A second look that the team asked for"),
        N_("The team’s appeal"),
        compared=_appeal,
        codes="appeals",
        linted=_appeal_lint,
        columns=(Column("second_look", _appeal_cell),),
    ),
)

# The record's own attributes in their order, which JSON has too; the board's findings follow their row.
PARTS: tuple[Part, ...] = (
    Part(
        "title",
        ATTRIBUTE,
        N_("Title"),
        compared=_coded,
        searched=Weight.TITLE,
        texts=_alone,
        linted=lambda text: (("title", text),),
        merged=Merge.EDITED,
        by_hand=True,
        columns=(Column("title", lambda record: record.title),),
    ),
    Part(
        "organisation_name",
        ATTRIBUTE,
        N_("Organisation"),
        compared=_coded,
        searched=Weight.BODY,
        texts=_alone,
        merged=Merge.EDITED,
        columns=(Column("organisation", lambda record: record.organisation_name),),
    ),
    Part("organisation_slug", ATTRIBUTE, merged=Merge.EDITED, shown=Shown.NOWHERE),
    Part(
        "kind",
        ATTRIBUTE,
        N_("Kind"),
        compared=_coded,
        codes="kinds",
        code_alone=True,
        merged=Merge.EDITED,
        by_hand=True,
        columns=(Column("kind", lambda record: record.kind),),
    ),
    Part(
        "phase",
        ATTRIBUTE,
        N_("Phase"),
        compared=_coded,
        codes="phases",
        code_alone=True,
        merged=Merge.EDITED,
        by_hand=True,
        columns=(Column("phase", lambda record: record.phase),),
    ),
    Part(
        "service_area",
        ATTRIBUTE,
        N_("Service"),
        N_("Service area"),
        compared=_coded,
        codes="service_areas",
        code_alone=True,
        merged=Merge.EDITED,
        by_hand=True,
        columns=(Column("service_area", lambda record: record.service_area),),
    ),
    Part(
        "language",
        ATTRIBUTE,
        N_("Language"),
        compared=_coded,
        merged=Merge.EDITED,
        shown=Shown.NOWHERE,
        columns=(Column("language", lambda record: record.language),),
    ),
    Part(
        "review_state",
        ATTRIBUTE,
        N_("Ethics review"),
        compared=_coded,
        codes="reviews",
        code_alone=True,
        columns=(Column("review_state", lambda record: record.review_state.value),),
    ),
    # Each field of fields.yaml is compared, edited and shown as that file describes it.
    Part(
        "fields",
        ChangePart.FIELD,
        searched=Weight.BODY,
        texts=_field_texts,
        linted=_field_lint,
        merged=Merge.FIELD_BY_FIELD,
    ),
    Part("board", ATTRIBUTE),
    *_BOARD_PARTS,
    Part(
        "provenance",
        ATTRIBUTE,
        columns=(
            Column("source", _source_name),
            Column("source_address", _source_address),
        ),
    ),
    Part(
        "confirmation",
        UPKEEP,
        N_("When it was last confirmed"),
        N_("Confirmed as unchanged"),
        compared=_confirmation,
        merged=Merge.KEPT,
    ),
    Part("pause", UPKEEP, N_("Pause"), compared=_pause, merged=Merge.KEPT),
    Part(
        "under_review",
        UPKEEP,
        N_("Under review again since"),
        compared=_under_review,
        codes="again",
        merged=Merge.KEPT,
    ),
    Part(
        "incidents",
        UPKEEP,
        N_("Problem"),
        compared=_incident,
        each="incident",
        codes="severities",
        merged=Merge.KEPT,
    ),
    # The facets are read from fields.
    Part(
        "personal_data",
        ChangePart.FIELD,
        derived=True,
        columns=(Column("personal_data", lambda record: record.personal_data),),
    ),
    Part(
        "challenge_route",
        ChangePart.FIELD,
        derived=True,
        columns=(Column("challenge_route", lambda record: record.challenge_route),),
    ),
)

# Spreadsheets count columns, so these keep their places; what is not named here comes after them.
FIRST_COLUMNS = (
    "title",
    "organisation",
    "kind",
    "phase",
    "service_area",
    "personal_data",
    "challenge_route",
    "review_state",
    "advice",
    "response",
    "advice_reasons",
    "response_reasons",
    "conditions",
    "second_look",
    "language",
    "source",
    "source_address",
)


@cache
def parts_in_json_order() -> tuple[Part, ...]:
    """The parts as JSON has them: the board's findings in the order of their attributes."""
    order = {field.name: position for position, field in enumerate(fields(BoardFindings))}
    board = sorted(_BOARD_PARTS, key=lambda part: order[part.name])
    others = [part for part in PARTS if part.section is not ChangePart.BOARD]
    place = next(position for position, part in enumerate(others) if part.name == "board") + 1
    return (*others[:place], *board, *others[place:])


@cache
def parts_by_hand() -> tuple[Part, ...]:
    """The parts that editors change among the basics of an entry."""
    return tuple(part for part in PARTS if part.by_hand)


def parts_merged(merge: Merge) -> tuple[str, ...]:
    """The names of the record's own attributes that are merged in one way."""
    return tuple(part.name for part in PARTS if part.merged is merge and part.section is not ChangePart.BOARD)


@cache
def _by_name() -> dict[str, Part]:
    return {part.each or part.name: part for part in PARTS if part.compared is not None}


def part_of_change(name: str) -> Part | None:
    """The part that a difference is about, `condition-2` too; None for a name that none is compared by."""
    kind, dash, number = name.rpartition("-")
    return _by_name().get(kind if dash and number.isdecimal() else name)


def column_names() -> tuple[str, ...]:
    """The columns of a record in the register's CSV, before those of its fields."""
    found = [column.name for part in PARTS for column in part.columns]
    return (*FIRST_COLUMNS, *(name for name in found if name not in FIRST_COLUMNS))


def cells_of(record: Any) -> list[str]:
    """The cells of `column_names` for one record."""
    cells: dict[str, str] = {}
    for part in PARTS:
        cells.update(part.cells(record))
    return [cells[name] for name in column_names()]
