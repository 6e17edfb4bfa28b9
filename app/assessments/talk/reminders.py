"""Reminds people, once a day at most, of threads, sections and questions of theirs that are due or late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from app.assessments.assigning.models import Assignment
from app.assessments.lifecycle import EDITABLE
from app.assessments.models import Assessment, QuestionnaireVersion
from app.assessments.talk.for_you import tasks_of
from app.assessments.talk.models import OPEN, Thread
from app.assessments.talk.notifications import question_text
from app.messages import MessageKind, tell
from app.uses.models import UseCase, UseMember

BEFORE = timedelta(days=3)
EVERY = 7  # days between two reminders of something overdue
LONGEST = timedelta(weeks=8)  # after that nobody is reminded any more


def step(due_on: date, today: date) -> str:
    """Which reminder it is, so that each is sent once: `soon`, then one a week once the day has passed."""
    late = (today - due_on).days
    return "soon" if late <= 0 else f"late-{(late - 1) // EVERY}"


def _near(column: InstrumentedAttribute[date | None], today: date) -> ColumnElement[bool]:
    return column.between(today - LONGEST, today + BEFORE)


def remind_of_threads(session: Session, today: date) -> int:
    """Tells of open threads that are due within three days or overdue; gives how many people were told."""
    rows = session.scalars(
        select(Thread)
        .where(Thread.state == OPEN, Thread.assignee_id.is_not(None), _near(Thread.due_on, today))
        .options(
            joinedload(Thread.assessment).joinedload(Assessment.use),
            joinedload(Thread.assessment)
            .joinedload(Assessment.questionnaire_version)
            .defer(QuestionnaireVersion.source),
        )
        .order_by(Thread.id)
    )
    return sum(
        _remind(
            session,
            thread.assessment.use,
            thread.assignee_id,
            thread.due_on,
            today,
            key=f"thread-{thread.id}",
            what=question_text(thread),
            page=("assessments.thread", {"use_id": thread.assessment.use_id, "thread_id": thread.id}),
        )
        for thread in rows
    )


def remind_of_tasks(session: Session, today: date) -> int:
    """Tells of sections and questions with something left to answer; gives how many people were told."""
    rows = session.scalars(
        select(Assignment)
        .join(Assessment, Assessment.id == Assignment.assessment_id)
        .join(
            UseMember,
            (UseMember.use_id == Assessment.use_id) & (UseMember.person_id == Assignment.person_id),
        )
        .where(_near(Assignment.due_on, today), Assessment.state.in_([state.value for state in EDITABLE]))
        .options(
            joinedload(Assignment.assessment).joinedload(Assessment.use),
            joinedload(Assignment.assessment)
            .joinedload(Assessment.questionnaire_version)
            .defer(QuestionnaireVersion.source),
        )
        .order_by(Assignment.id)
    ).all()
    return sum(
        _remind(
            session,
            task.use,
            row.person_id,
            row.due_on,
            today,
            key=f"task-{row.id}",
            what=task.title,
            page=("assessments.question", {"use_id": task.use.id, "page_id": task.page_id}),
        )
        for row, task in tasks_of(rows)
    )


def _remind(
    session: Session,
    use: UseCase,
    person_id: int | None,
    due_on: date | None,
    today: date,
    *,
    key: str,
    what: str,
    page: tuple[str, dict[str, Any]],
) -> int:
    if person_id is None or due_on is None:
        return 0
    return tell(
        session,
        kind=MessageKind.DUE,
        organisation_id=use.organisation_id,
        to=[person_id],
        about=use.name,
        endpoint=page[0],
        arguments=page[1],
        words={"what": what, "due": due_on},
        key=f"due-{key}-{person_id}-{due_on}-{step(due_on, today)}",
    )
