"""What waits for one person over all uses: threads that name them, sections and questions given to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.assessments.answers.queries import answers_of_many, frozen
from app.assessments.assigning.models import SECTION, Assignment
from app.assessments.assigning.queries import assigned_to
from app.assessments.models import Assessment, QuestionnaireVersion
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.talk.models import OPEN, Thread, ThreadPost
from app.assessments.talk.queries import concerns, visible
from app.database import db
from app.questionnaire.model import UNANSWERED, Answer, AnswerState, Questionnaire
from app.questionnaire.path.progress import progress
from app.questionnaire.path.walk import Path, path
from app.uses.models import UseCase
from app.web.roles import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class ThreadForYou:
    """An open thread that names the person; `assigned` when it is theirs to deal with."""

    thread: Thread
    use: UseCase
    question: str
    assigned: bool

    @property
    def due_on(self) -> date | None:
        """By when it is to be dealt with, if it is theirs."""
        return self.thread.due_on if self.assigned else None


@dataclass(frozen=True, slots=True)
class TaskForYou:
    """A section or question that the person has to deal with, and how many questions of it are left."""

    use: UseCase
    title: str
    is_section: bool
    page_id: str
    left: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ForYou:
    """Everything that waits for one person, the earliest date first."""

    threads: list[ThreadForYou]
    tasks: list[TaskForYou]

    def __bool__(self) -> bool:
        return bool(self.threads or self.tasks)

    def overdue(self, today: date) -> int:
        """How many of them are past their date."""
        days = [*(item.due_on for item in self.threads), *(item.due_on for item in self.tasks)]
        return sum(day is not None and day < today for day in days)


def for_you(actor: Actor) -> ForYou:
    """What waits for the actor: a fixed number of statements."""
    threads = [_thread(row, actor) for row in _threads(actor)]
    return ForYou(threads, [task for _row, task in tasks_of(assigned_to(actor))])


def tasks_of(given: Sequence[Assignment]) -> list[tuple[Assignment, TaskForYou]]:
    """What is left of each assignment, those with nothing left out: a fixed number of statements."""
    rows = answers_of_many({row.assessment_id for row in given})
    states = {
        row.assessment_id: _state(
            row.assessment, {name: frozen(a) for name, a in rows[row.assessment_id].items()}
        )
        for row in {row.assessment_id: row for row in given}.values()
    }
    tasks = ((row, _task(row, states[row.assessment_id])) for row in given)
    return [(row, task) for row, task in tasks if task is not None]


def _threads(actor: Actor) -> list[Thread]:
    return list(
        db.session.scalars(
            select(Thread)
            .join(Assessment, Assessment.id == Thread.assessment_id)
            .join(UseCase, UseCase.id == Assessment.use_id)
            .where(
                UseCase.organisation_id == actor.organisation_id,
                Thread.state == OPEN,
                visible(actor),
                concerns(actor),
            )
            .options(
                joinedload(Thread.assessment).joinedload(Assessment.use),
                joinedload(Thread.assessment)
                .joinedload(Assessment.questionnaire_version)
                .defer(QuestionnaireVersion.source),
                selectinload(Thread.posts).joinedload(ThreadPost.author),
            )
            .order_by(Thread.due_on.is_(None), Thread.due_on, Thread.last_at.desc(), Thread.id)
            .limit(MOST)
        )
    )


def _thread(thread: Thread, actor: Actor) -> ThreadForYou:
    questionnaire = questionnaire_of(thread.assessment)
    known = questionnaire.has(thread.question_id)
    return ThreadForYou(
        thread=thread,
        use=thread.assessment.use,
        question=questionnaire.question(thread.question_id).text if known else thread.question_id,
        assigned=thread.assignee_id == actor.person_id,
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """How far one assessment is."""

    questionnaire: Questionnaire
    answers: dict[str, Answer]
    path: Path
    missing: dict[str, tuple[str, ...]]


def _state(assessment: Assessment, answers: dict[str, Answer]) -> _Standing:
    questionnaire = questionnaire_of(assessment)
    found = path(questionnaire, answers)
    sections = progress(questionnaire, answers, found).sections
    return _Standing(questionnaire, answers, found, {each.section_id: each.missing for each in sections})


def _task(row: Assignment, state: _Standing) -> TaskForYou | None:
    """The task, None when all of it is dealt with or no longer asked."""
    questionnaire, name = state.questionnaire, row.target_id
    is_section = row.target == SECTION
    if is_section:
        left = state.missing.get(name, ())
    else:
        answered = state.answers.get(name, UNANSWERED).state is not AnswerState.NOT_ANSWERED
        left = (name,) if state.path.is_on(name) and not answered else ()
    if not left:
        return None
    return TaskForYou(
        use=row.assessment.use,
        title=questionnaire.section(name).title if is_section else questionnaire.question(name).text,
        is_section=is_section,
        page_id=questionnaire.page_of(left[0]).id,
        left=len(left),
        due_on=row.due_on,
    )
