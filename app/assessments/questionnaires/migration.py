"""Moves a running assessment to another version of its questionnaire, in one transaction; nothing is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.assessments.answers.actions import NotEditable, write_answer
from app.assessments.answers.queries import frozen, rows_of
from app.assessments.assigning.models import QUESTION, Assignment
from app.assessments.events import tell_changed
from app.assessments.lifecycle import EDITABLE
from app.assessments.models import AnswerRow, Assessment, QuestionnaireVersion
from app.assessments.questionnaire_store.queries import questionnaire_of_version
from app.assessments.questionnaires.migration_view import report_of
from app.assessments.questionnaires.models import QuestionnaireMove
from app.assessments.questionnaires.recheck import ask_for_another_look
from app.assessments.talk.models import Thread
from app.database import transaction, utcnow
from app.questionnaire.model import UNANSWERED, Questionnaire
from app.questionnaire.values.check import validate_answer
from app.questionnaire.versions.migration import Fate, MigrationPreview, migration
from app.web.versions import Stale, lock_if_version


def preview_move(assessment: Assessment, to: QuestionnaireVersion) -> MigrationPreview:
    """What moving the assessment as it stands would do."""
    answers = {name: frozen(row) for name, row in rows_of(assessment).items()}
    before = questionnaire_of_version(assessment.questionnaire_version)
    return migration(before, questionnaire_of_version(to), answers)


def move(
    *, assessment: Assessment, to: QuestionnaireVersion, seen: int, actor_id: int | None
) -> QuestionnaireMove:
    """Moves the assessment to the version `to`, if it is still the version `seen` of which a preview told.

    Raises:
        Stale: somebody changed it since.
        NotEditable: it is not with the team.
    """
    with transaction() as session:
        fresh = lock_if_version(session, assessment, seen)
        if fresh.state not in EDITABLE:
            raise NotEditable
        if to.state != "published" or to.key != fresh.questionnaire_version.key:
            raise Stale(fresh)
        found, after = preview_move(fresh, to), questionnaire_of_version(to)
        rows = rows_of(fresh)
        _carry(session, fresh, found, rows, actor_id)
        _make_room(session, fresh, after, rows, {fate.to for fate in _carried(found)}, actor_id)
        _rename(session, fresh, found)
        ask_for_another_look(session, fresh, _looks(found.needs_another_look))
        made = QuestionnaireMove(
            assessment_id=fresh.id,
            from_version_id=fresh.questionnaire_version_id,
            to_version_id=to.id,
            report=report_of(found),
            moved_by_id=actor_id,
        )
        session.add(made)
        fresh.questionnaire_version = to
        fresh.moved_at = utcnow()
        session.flush()
        moved = {"from": made.from_version_id, "to": made.to_version_id}
        audit.record(fresh, "assessment.moved", actor_id=actor_id, **moved)
        tell_changed(session, fresh)
    return made


def _carried(found: MigrationPreview) -> tuple[Fate, ...]:
    return (*found.kept, *found.moved, *found.needs_another_look)


def _carry(
    session: Session,
    assessment: Assessment,
    found: MigrationPreview,
    rows: Mapping[str, AnswerRow],
    actor_id: int | None,
) -> None:
    """Writes what changes: another id, or choices that are no more. A row keeps its history with it."""
    for fate in _carried(found):
        if fate.to is None or fate.after is None:
            continue
        if fate.to != fate.question_id or fate.after != fate.before:
            row = rows.get(fate.to) or rows[fate.question_id]
            write_answer(session, assessment, row, fate.to, fate.after, actor_id)


def _make_room(
    session: Session,
    assessment: Assessment,
    after: Questionnaire,
    rows: Mapping[str, AnswerRow],
    carried: Collection[str | None],
    actor_id: int | None,
) -> None:
    """Takes away what the question with the same id cannot hold; the history and the report keep it."""
    for name, row in rows.items():
        if name in carried or row.question_id != name or not after.has(name):
            continue
        answer, question = frozen(row), after.question(name)
        if validate_answer(question, answer):
            kept = replace(UNANSWERED, note=answer.note)
            write_answer(session, assessment, row, name, kept, actor_id)


def _rename(session: Session, assessment: Assessment, found: MigrationPreview) -> None:
    """Takes talk and assignments along to questions that have another id."""
    for fate in (*found.moved, *found.needs_another_look):
        if fate.to is None or fate.to == fate.question_id:
            continue
        threads = select(Thread).filter_by(assessment_id=assessment.id, question_id=fate.question_id)
        for thread in session.scalars(threads):
            thread.question_id = fate.to
        assignments = select(Assignment).filter_by(
            assessment_id=assessment.id, target=QUESTION, target_id=fate.question_id
        )
        for assignment in session.scalars(assignments):
            assignment.target_id = fate.to


def _looks(fates: Collection[Fate]) -> dict[str, list[str]]:
    return {fate.to: [reason.value for reason in fate.reasons] for fate in fates if fate.to}
