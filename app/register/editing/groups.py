"""The parts of an entry as editors walk through them, each with what is given, missing and doubtful."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.register import words as public_words
from app.register.editing import words
from app.register.linter.problems import RecordProblem, Severity, problems
from app.register.record import FieldState, Record
from app.register.record.public_fields import PublicField, all_fields, public_field

BASICS = "basics"
AROUND = 45


@dataclass(frozen=True, slots=True)
class EntryPart:
    """One part: how many of its fields say something, are unanswered, are wrong or deserve a look."""

    id: str
    label: str
    given: int
    missing: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A problem in its place: the part and field it is in, and the text around what was found."""

    part: str
    field_id: str
    field_label: str
    text: str
    stops: bool
    before: str = ""
    found: str = ""
    after: str = ""


def group_ids() -> tuple[str, ...]:
    """The parts' ids in page order, the basics first."""
    return (BASICS, *(group.id for group in all_fields().groups))


def label_of_group(group_id: str) -> str:
    """A part's heading."""
    if group_id == BASICS:
        return str(words.BASICS)
    return next(_(group.label) for group in all_fields().groups if group.id == group_id)


def label_of_field(field_id: str) -> str:
    """A field's or attribute's label; the parts of the board's findings share one."""
    field = public_field(field_id)
    if field is not None:
        return str(_(field.label))
    return public_words.label_of_part(field_id, editors=True) or str(words.BOARD)


def part_of(field_id: str) -> str:
    """The part that a field or attribute stands in."""
    field = public_field(field_id)
    return BASICS if field is None else field.group


def parts(record: Record, notices: tuple[Notice, ...]) -> tuple[EntryPart, ...]:
    """Every part of an entry."""
    return tuple(_part(group_id, record, notices) for group_id in group_ids())


def _part(group_id: str, record: Record, notices: tuple[Notice, ...]) -> EntryPart:
    named = dict(record.fields)
    states = [named[field.id].state for field in fields_of(group_id) if field.id in named]
    here = [notice for notice in notices if notice.part == group_id]
    return EntryPart(
        id=group_id,
        label=label_of_group(group_id),
        given=sum(state is not FieldState.NOT_ANSWERED for state in states),
        missing=sum(state is FieldState.NOT_ANSWERED for state in states),
        errors=sum(notice.stops for notice in here),
        warnings=sum(not notice.stops for notice in here),
    )


def fields_of(group_id: str) -> tuple[PublicField, ...]:
    """A part's fields in page order."""
    return all_fields().of_group(group_id)


def notices(record: Record) -> tuple[Notice, ...]:
    """Everything to fix or check, errors first."""
    return tuple(_notice(record, problem) for problem in problems(record))


def _notice(record: Record, problem: RecordProblem) -> Notice:
    value = record.field(problem.field_id)
    text = record.title if problem.field_id == "title" else value.text or value.reason
    inside = text[problem.start : problem.end] == problem.found and problem.found
    return Notice(
        part=part_of(problem.field_id),
        field_id=problem.field_id,
        field_label=label_of_field(problem.field_id),
        text=str(words.PROBLEMS[problem.code]),
        stops=problem.severity is Severity.ERROR,
        before=_end_of(text[: problem.start]) if inside else "",
        found=problem.found,
        after=_start_of(text[problem.end :]) if inside else "",
    )


def _end_of(text: str) -> str:
    """The last words of a text, with a mark where something was cut off."""
    if len(text) <= AROUND:
        return text
    return "…" + text[-AROUND:].partition(" ")[2]


def _start_of(text: str) -> str:
    """The first words of a text, with a mark where something was cut off."""
    if len(text) <= AROUND:
        return text
    return text[:AROUND].rpartition(" ")[0] + " …"
