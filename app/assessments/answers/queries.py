"""Reads of answers and of what was said before; the engine's frozen answers come from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.assessments.models import AnswerRevision, AnswerRow, Assessment
from app.database import db
from app.questionnaire.model import Answer, AnswerState, Evidence


def frozen(row: AnswerRow | AnswerRevision) -> Answer:
    """A stored answer or revision as the engine's value."""
    return Answer(
        state=AnswerState(row.state),
        value=row.value,
        reason=row.reason,
        note=row.note,
        evidence=tuple(Evidence(each["title"], each.get("link", "")) for each in row.evidence),
    )


def rows_of(assessment: Assessment) -> dict[str, AnswerRow]:
    """The present answers by question id, each with the person who saved it, read afresh: one statement."""
    rows = db.session.scalars(
        select(AnswerRow)
        .where(AnswerRow.assessment_id == assessment.id)
        .options(joinedload(AnswerRow.updated_by))
        .order_by(AnswerRow.question_id)
        .execution_options(populate_existing=True)
    )
    return {row.question_id: row for row in rows}


def answers_of(assessment: Assessment) -> dict[str, Answer]:
    """The present answers by question id, as the engine takes them: one statement."""
    return {name: frozen(row) for name, row in rows_of(assessment).items()}


def versions_of(assessment: Assessment) -> dict[str, int]:
    """The version of each present answer by question id: one statement."""
    rows = db.session.execute(
        select(AnswerRow.question_id, AnswerRow.version)
        .where(AnswerRow.assessment_id == assessment.id)
        .order_by(AnswerRow.question_id)
    )
    return {row.question_id: row.version for row in rows}


def answers_of_many(assessment_ids: Iterable[int]) -> dict[int, dict[str, AnswerRow]]:
    """The present answers of several assessments by assessment and question id: one statement."""
    found: dict[int, dict[str, AnswerRow]] = {name: {} for name in assessment_ids}
    rows = db.session.scalars(
        select(AnswerRow).where(AnswerRow.assessment_id.in_(found)).order_by(AnswerRow.id)
    )
    for row in rows:
        found[row.assessment_id][row.question_id] = row
    return found


def seen_answers(rows: Mapping[str, AnswerRow], seen: Mapping[str, int]) -> dict[str, Answer]:
    """What the answers said in the versions `seen`, by question id; unknown versions are left out."""
    wanted = {rows[name].id: (name, version) for name, version in seen.items() if name in rows}
    revisions = db.session.scalars(
        select(AnswerRevision)
        .where(
            AnswerRevision.answer_id.in_(wanted), AnswerRevision.number.in_({v for _n, v in wanted.values()})
        )
        .order_by(AnswerRevision.id)
    )
    return {
        wanted[revision.answer_id][0]: frozen(revision)
        for revision in revisions
        if wanted[revision.answer_id][1] == revision.number
    }


def history(assessment: Assessment, question_id: str) -> list[tuple[AnswerRevision, str]]:
    """Every saved state of one answer with the name of who saved it, newest first: one statement."""
    rows = db.session.execute(
        select(AnswerRevision, Person.name)
        .join(AnswerRow, AnswerRow.id == AnswerRevision.answer_id)
        .outerjoin(Person, Person.id == AnswerRevision.saved_by_id)
        .where(AnswerRow.assessment_id == assessment.id, AnswerRow.question_id == question_id)
        .order_by(AnswerRevision.number.desc())
    )
    return [(revision, name or "") for revision, name in rows]
