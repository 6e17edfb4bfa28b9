"""Reads of everything that was changed in an assessment: a fixed number of statements a page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, func, literal, select, union_all
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.assessments.assigning.models import QUESTION, SECTION, AssignmentRevision
from app.assessments.changes.models import HarmRevision
from app.assessments.models import Answer as AnswerRow
from app.assessments.models import AnswerRevision, Assessment, Harm, Submission
from app.audit import AuditEvent
from app.database import db
from app.questionnaire.model import Questionnaire
from app.web.pagination import Pagination

PAGE_SIZE = 20
ANSWER, HARM, ASSIGNMENT, EVENT = "answer", "harm", "assignment", "event"
HARMS, WHOLE = "harms", "whole"  # what the filter by section offers beside the sections
EVENTS = (
    "use.started",
    "use.edited",
    "use.member_added",
    "use.member_removed",
    "assessment.submitted",
    "assessment.withdrawn",
    "assessment.reopened",
)
Row = tuple[str, int, datetime, int | None]


@dataclass(frozen=True, slots=True)
class Only:
    """What a reader asks to see: one person's changes, one section's (or HARMS, or WHOLE), or all."""

    person_id: int | None = None
    section_id: str = ""


@dataclass(frozen=True, slots=True)
class AssignmentChange:
    """One change of an assignment with the ids of people and the dates before and after."""

    target: str
    target_id: str
    person_id: int | None
    due_on: date | None
    person_before_id: int | None
    due_before: date | None


@dataclass(frozen=True, slots=True)
class ChangedRows:
    """One page of changes, the newest first, with the rows that they name by id."""

    pagination: Pagination
    rows: list[Row]
    answers: dict[int, tuple[str, AnswerRevision, AnswerRevision | None]]
    harms: dict[int, tuple[HarmRevision, HarmRevision | None]]
    assignments: dict[int, AssignmentChange]
    events: dict[int, AuditEvent]
    submissions: dict[int, int]
    names: dict[int, str]


def people_who_changed(assessment: Assessment, questionnaire: Questionnaire) -> list[tuple[int, str]]:
    """Id and name of everybody who changed something, by name: one statement."""
    everything = _everything(assessment, questionnaire, Only()).subquery()
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(Person.id.in_(select(everything.c.person_id)))
        .order_by(Person.name, Person.id)
    )
    return [(row.id, row.name) for row in rows]


def changed_rows(
    assessment: Assessment, questionnaire: Questionnaire, only: Only, number: int
) -> ChangedRows:
    """One page of changes: nine statements."""
    found = _everything(assessment, questionnaire, only).subquery()
    total = db.session.scalar(select(func.count()).select_from(found)) or 0
    pages = Pagination(1, PAGE_SIZE, total).pages
    pagination = Pagination(min(number, pages), PAGE_SIZE, total)
    rows: list[Row] = [
        (row.kind, row.id, row.at, row.person_id)
        for row in db.session.execute(
            select(found)
            .order_by(found.c.at.desc(), found.c.kind, found.c.id.desc())
            .limit(PAGE_SIZE)
            .offset((pagination.number - 1) * PAGE_SIZE)
        )
    ]
    ids = {kind: [row[1] for row in rows if row[0] == kind] for kind in (ANSWER, HARM, ASSIGNMENT, EVENT)}
    assignments = _assignments(ids[ASSIGNMENT])
    events = _events(ids[EVENT])
    return ChangedRows(
        pagination=pagination,
        rows=rows,
        answers=_answers(ids[ANSWER]),
        harms=_harms(ids[HARM]),
        assignments=assignments,
        events=events,
        submissions=_submissions(assessment),
        names=_names(rows, assignments.values(), events.values()),
    )


def _everything(assessment: Assessment, questionnaire: Questionnaire, only: Only) -> CompoundSelect[Any]:
    return union_all(
        _answer_rows(assessment, questionnaire, only),
        _harm_rows(assessment, only),
        _assignment_rows(assessment, questionnaire, only),
        _event_rows(assessment, only),
    )


def _columns(kind: str, row_id: Any, at: Any, person_id: Any) -> Select[Any]:
    kinds = literal(kind, String)
    return select(kinds.label("kind"), row_id.label("id"), at.label("at"), person_id.label("person_id"))


def _by(query: Select[Any], person_id: Any, only: Only) -> Select[Any]:
    return query if only.person_id is None else query.where(person_id == only.person_id)


def _questions(questionnaire: Questionnaire, section_id: str) -> list[str]:
    sections = [each for each in questionnaire.sections if each.id == section_id]
    return [question.id for section in sections for question in section.questions()]


def _answer_rows(assessment: Assessment, questionnaire: Questionnaire, only: Only) -> Select[Any]:
    saved = AnswerRevision
    query = _columns(ANSWER, saved.id, saved.saved_at, saved.saved_by_id)
    query = query.join(AnswerRow, AnswerRow.id == saved.answer_id)
    query = query.where(AnswerRow.assessment_id == assessment.id)
    if only.section_id:
        query = query.where(AnswerRow.question_id.in_(_questions(questionnaire, only.section_id)))
    return _by(query, saved.saved_by_id, only)


def _harm_rows(assessment: Assessment, only: Only) -> Select[Any]:
    saved = HarmRevision
    query = _columns(HARM, saved.id, saved.saved_at, saved.saved_by_id)
    query = query.join(Harm, Harm.id == saved.harm_id).where(Harm.assessment_id == assessment.id)
    if only.section_id not in ("", HARMS):
        query = query.where(saved.id < 0)
    return _by(query, saved.saved_by_id, only)


def _assignment_rows(assessment: Assessment, questionnaire: Questionnaire, only: Only) -> Select[Any]:
    saved = AssignmentRevision
    query = _columns(ASSIGNMENT, saved.id, saved.saved_at, saved.saved_by_id)
    query = query.where(saved.assessment_id == assessment.id)
    if only.section_id:
        section = (saved.target == SECTION) & (saved.target_id == only.section_id)
        question = (saved.target == QUESTION) & saved.target_id.in_(
            _questions(questionnaire, only.section_id)
        )
        query = query.where(section | question)
    return _by(query, saved.saved_by_id, only)


def _event_rows(assessment: Assessment, only: Only) -> Select[Any]:
    event = AuditEvent
    query = _columns(EVENT, event.sequence, event.at, event.actor_id).where(
        event.subject_type == "use", event.subject_id == str(assessment.use_id), event.action.in_(EVENTS)
    )
    if only.section_id not in ("", WHOLE):
        query = query.where(event.sequence < 0)
    return _by(query, event.actor_id, only)


def _answers(ids: Collection[int]) -> dict[int, tuple[str, AnswerRevision, AnswerRevision | None]]:
    earlier = aliased(AnswerRevision)
    before = (earlier.answer_id == AnswerRevision.answer_id) & (earlier.number == AnswerRevision.number - 1)
    rows = db.session.execute(
        select(AnswerRow.question_id, AnswerRevision, earlier)
        .join(AnswerRow, AnswerRow.id == AnswerRevision.answer_id)
        .outerjoin(earlier, before)
        .where(AnswerRevision.id.in_(ids))
        .order_by(AnswerRevision.id)
    )
    return {revision.id: (name, revision, old) for name, revision, old in rows}


def _harms(ids: Collection[int]) -> dict[int, tuple[HarmRevision, HarmRevision | None]]:
    earlier = aliased(HarmRevision)
    before = (earlier.harm_id == HarmRevision.harm_id) & (earlier.number == HarmRevision.number - 1)
    rows = db.session.execute(
        select(HarmRevision, earlier)
        .outerjoin(earlier, before)
        .where(HarmRevision.id.in_(ids))
        .order_by(HarmRevision.id)
    )
    return {revision.id: (revision, old) for revision, old in rows}


def _assignments(ids: Collection[int]) -> dict[int, AssignmentChange]:
    rows = db.session.scalars(
        select(AssignmentRevision).where(AssignmentRevision.id.in_(ids)).order_by(AssignmentRevision.id)
    )
    return {
        row.id: AssignmentChange(
            row.target, row.target_id, row.person_id, row.due_on, row.person_before_id, row.due_before
        )
        for row in rows
    }


def _events(ids: Collection[int]) -> dict[int, AuditEvent]:
    rows = db.session.scalars(
        select(AuditEvent).where(AuditEvent.sequence.in_(ids)).order_by(AuditEvent.sequence)
    )
    return {row.sequence: row for row in rows}


def _submissions(assessment: Assessment) -> dict[int, int]:
    """The number of each submission by id."""
    rows = db.session.execute(
        select(Submission.id, Submission.number)
        .where(Submission.assessment_id == assessment.id)
        .order_by(Submission.number)
    )
    return {row.id: row.number for row in rows}


def _names(
    rows: Collection[Row], assignments: Collection[AssignmentChange], events: Collection[AuditEvent]
) -> dict[int, str]:
    wanted: set[object] = {person_id for _kind, _id, _at, person_id in rows}
    for change in assignments:
        wanted |= {change.person_id, change.person_before_id}
    wanted |= {event.details.get("person") for event in events}
    ids = [each for each in wanted if isinstance(each, int)]
    found = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)).order_by(Person.id))
    return {row.id: row.name for row in found}
