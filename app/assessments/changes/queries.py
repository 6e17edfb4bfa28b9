"""Reads of everything that was changed in an assessment: a fixed number of statements a page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.assessments.assigning.models import AssignmentRevision
from app.assessments.changes.statement import ANSWER, ASSIGNMENT, DUTY, EVENT, HARM, LISTED, Only, everything
from app.assessments.duties.models import DutySheet, DutySheetRevision
from app.assessments.imported.queries import UseOrigin, origin_of
from app.assessments.models import AnswerRevision, AnswerRow, Assessment, Submission
from app.assessments.revisions.models import HarmRevision, ListedChange
from app.audit import AuditEvent
from app.database import db
from app.questionnaire.model import Questionnaire
from app.web.lists import on_page
from app.web.pagination import Pagination

PAGE_SIZE = 20
TABLES = {
    ANSWER: AnswerRevision.__tablename__,
    HARM: HarmRevision.__tablename__,
    LISTED: ListedChange.__tablename__,
    DUTY: DutySheetRevision.__tablename__,
}
Row = tuple[str, int, datetime, int | None]


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
class DutyChange:
    """One saved state of what a team says to a duty, or of the facts, and the state before it."""

    page: str
    revision: DutySheetRevision
    earlier: DutySheetRevision | None


@dataclass(frozen=True, slots=True)
class ChangedRows:
    """One page of changes, the newest first, with the rows that they name by id."""

    pagination: Pagination
    rows: list[Row]
    answers: dict[int, tuple[str, AnswerRevision, AnswerRevision | None]]
    harms: dict[int, tuple[HarmRevision, HarmRevision | None]]
    listed: dict[int, tuple[ListedChange, ListedChange | None]]
    duties: dict[int, DutyChange]
    assignments: dict[int, AssignmentChange]
    events: dict[int, AuditEvent]
    submissions: dict[int, int]
    names: dict[int, str]
    imported: dict[tuple[str, int], str]


def people_who_changed(assessment: Assessment, questionnaire: Questionnaire) -> list[tuple[int, str]]:
    """Id and name of everybody who changed something, by name: one statement."""
    found = everything(assessment, questionnaire, Only()).subquery()
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(Person.id.in_(select(found.c.person_id)))
        .order_by(Person.name, Person.id)
    )
    return [(row.id, row.name) for row in rows]


def changed_rows(
    assessment: Assessment, questionnaire: Questionnaire, only: Only, number: int
) -> ChangedRows:
    """One page of changes: eleven statements, two more for an imported use."""
    found = everything(assessment, questionnaire, only).subquery()
    total = db.session.scalar(select(func.count()).select_from(found)) or 0
    pagination = Pagination.within(number, PAGE_SIZE, total)
    rows: list[Row] = [
        (row.kind, row.id, row.at, row.person_id)
        for row in db.session.execute(
            on_page(select(found).order_by(found.c.at.desc(), found.c.kind, found.c.id.desc()), pagination)
        )
    ]
    kinds = (ANSWER, HARM, LISTED, DUTY, ASSIGNMENT, EVENT)
    ids = {kind: [row[1] for row in rows if row[0] == kind] for kind in kinds}
    assignments = _assignments(ids[ASSIGNMENT])
    events = _events(ids[EVENT])
    return ChangedRows(
        pagination=pagination,
        rows=rows,
        answers=_answers(ids[ANSWER]),
        harms=_harms(ids[HARM]),
        listed=_listed(ids[LISTED]),
        duties=_duties(ids[DUTY]),
        assignments=assignments,
        events=events,
        submissions=_submissions(assessment),
        names=_names(rows, assignments.values(), events.values()),
        imported=_imported(rows, origin_of(assessment.use)),
    )


def _imported(rows: Collection[Row], origin: UseOrigin | None) -> dict[tuple[str, int], str]:
    """Who the archive says it was, by kind and id, for rows that came in with one."""
    if origin is None:
        return {}
    found = {
        (kind, row_id): origin.credit(TABLES[kind], row_id, "saved_by_id")
        for kind, row_id, _at, _person_id in rows
        if kind in TABLES
    }
    return {place: said for place, said in found.items() if said is not None}


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


def _listed(ids: Collection[int]) -> dict[int, tuple[ListedChange, ListedChange | None]]:
    earlier = aliased(ListedChange)
    same_row = (earlier.kind == ListedChange.kind) & (earlier.row_id == ListedChange.row_id)
    rows = db.session.execute(
        select(ListedChange, earlier)
        .outerjoin(earlier, same_row & (earlier.number == ListedChange.number - 1))
        .where(ListedChange.id.in_(ids))
        .order_by(ListedChange.id)
    )
    return {change.id: (change, old) for change, old in rows}


def _duties(ids: Collection[int]) -> dict[int, DutyChange]:
    earlier, saved = aliased(DutySheetRevision), DutySheetRevision
    before = (earlier.sheet_id == saved.sheet_id) & (earlier.number == saved.number - 1)
    rows = db.session.execute(
        select(DutySheet.page, saved, earlier)
        .join(DutySheet, DutySheet.id == saved.sheet_id)
        .outerjoin(earlier, before)
        .where(saved.id.in_(ids))
        .order_by(saved.id)
    )
    return {revision.id: DutyChange(page, revision, old) for page, revision, old in rows}


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
