"""What changed between two versions of a record, for the history that residents read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.register.record.board import BoardFindings
from app.register.record.core import Record
from app.register.record.values import NOT_ANSWERED, FieldValue

ATTRIBUTES = ("title", "organisation_name", "kind", "phase", "service_area", "language", "review_state")


class ChangePart(StrEnum):
    """Which part of a record changed."""

    ATTRIBUTE = "attribute"
    FIELD = "field"
    BOARD = "board"
    UPKEEP = "upkeep"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One difference. For attributes and board codes `before.code` and `after.code` hold the code.

    Board changes are named outcome, reasons, issued_on, response_outcome, response_reasons, responded_on,
    responder_post, for_phase, appeal, and condition-1, dissent-1, point-1, … in the board's order, upkeep
    changes confirmation, pause, under_review (whose code joins codes by spaces) and incident-1, …; numbered
    ones hold texts and a code (status, outcome or severity).
    """

    part: ChangePart
    field_id: str
    before: FieldValue
    after: FieldValue


def differences(before: Record, after: Record) -> tuple[FieldChange, ...]:
    """Give every difference: attributes, fields in the later record's order, the board, what came after."""
    pairs = (
        *((ChangePart.ATTRIBUTE, *pair) for pair in _attributes(before, after)),
        *((ChangePart.FIELD, *pair) for pair in _fields(before, after)),
        *((ChangePart.BOARD, *pair) for pair in _board(before, after)),
        *((ChangePart.UPKEEP, *pair) for pair in _upkeep(before, after)),
    )
    return tuple(FieldChange(part, name, old, new) for part, name, old, new in pairs if old != new)


Pair = tuple[str, FieldValue, FieldValue]


def _attributes(before: Record, after: Record) -> Iterator[Pair]:
    for name in ATTRIBUTES:
        yield name, _coded(getattr(before, name)), _coded(getattr(after, name))


def _fields(before: Record, after: Record) -> Iterator[Pair]:
    names = dict.fromkeys([*(name for name, _ in after.fields), *(name for name, _ in before.fields)])
    for name in names:
        yield name, before.field(name), after.field(name)


def _board(before: Record, after: Record) -> Iterator[Pair]:
    old, new = _board_values(before.board), _board_values(after.board)
    for name in dict.fromkeys([*new, *old]):
        yield name, old.get(name, NOT_ANSWERED), new.get(name, NOT_ANSWERED)


def _coded(code: str | None) -> FieldValue:
    return FieldValue.of(code, code or "") if code and code.strip() else NOT_ANSWERED


def _dated(day: date | None) -> FieldValue:
    return FieldValue.of(None if day is None else day.isoformat())


def _board_values(board: BoardFindings | None) -> dict[str, FieldValue]:
    if board is None:
        return {}
    values = {
        "outcome": _coded(board.outcome),
        "reasons": FieldValue.of(board.reasons),
        "issued_on": _dated(board.issued_on),
        "response_outcome": _coded(board.response_outcome),
        "response_reasons": FieldValue.of(board.response_reasons),
        "responded_on": _dated(board.responded_on),
        "responder_post": FieldValue.of(board.responder_post),
    }
    if board.for_phase:
        values["for_phase"] = _coded(board.for_phase)
    for number, condition in enumerate(board.conditions, start=1):
        due = "" if condition.due_on is None else condition.due_on.isoformat()
        note = (condition.text, condition.owner_post, due, condition.status_note)
        # Evidence that waits for the board is told by a code of its own.
        values[f"condition-{number}"] = _lines(
            note, "evidence_given" if condition.evidence_on else condition.status
        )
    for number, dissent in enumerate(board.dissents, start=1):
        values[f"dissent-{number}"] = FieldValue.of(dissent)
    for number, point in enumerate(board.points, start=1):
        values[f"point-{number}"] = _lines((point.asked, point.reasons), point.outcome)
    if board.appeal is not None:
        values["appeal"] = _lines((board.appeal.grounds, board.appeal.reasons), board.appeal.outcome)
    return values


def _lines(lines: tuple[str, ...], code: str = "") -> FieldValue:
    said = tuple(line for line in lines if line.strip())
    return FieldValue.of(said, code) if said else NOT_ANSWERED


def _upkeep(before: Record, after: Record) -> Iterator[Pair]:
    old, new = _upkeep_values(before), _upkeep_values(after)
    for name in dict.fromkeys([*new, *old]):
        yield name, old.get(name, NOT_ANSWERED), new.get(name, NOT_ANSWERED)


def _upkeep_values(record: Record) -> dict[str, FieldValue]:
    values = {}
    if record.confirmation is not None:
        confirmed = record.confirmation
        values["confirmation"] = _lines((confirmed.on.isoformat(), confirmed.by_post))
    if record.pause is not None:
        values["pause"] = _lines((record.pause.since.isoformat(), record.pause.reason))
    if record.under_review is not None:
        again = record.under_review
        values["under_review"] = FieldValue.of(again.since.isoformat(), " ".join(again.because))
    for number, incident in enumerate(record.incidents, start=1):
        told = (incident.reported_on.isoformat(), incident.summary, incident.done, incident.learnt)
        values[f"incident-{number}"] = _lines(told, incident.severity)
    return values
