"""What pages of a use show of the work of several people on it: threads, and who deals with what by when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from app.assessments.assigning.queries import Assigned, assignments_of
from app.assessments.rules import EDIT
from app.assessments.talk.queries import Beside, beside, count_open
from app.assessments.use_assessment import the_assessment
from app.database import utcnow
from app.questionnaire.model import Answers, AnswerState
from app.uses.models import UseCase
from app.web.access import allowed
from app.web.roles import Actor


@dataclass(frozen=True, slots=True)
class PageTalk:
    """Threads beside questions, assignments, and the day that tells which are overdue.

    `dealt_with` are the questions that somebody answered, so that they cannot be overdue; `open_threads` is
    None for somebody who has no part in them.
    """

    assigned: Assigned
    may_assign: bool
    today: date
    dealt_with: frozenset[str] = frozenset()
    talk: Beside = field(default_factory=lambda: Beside(may_talk=False))
    open_threads: int | None = None


def beside_questions(
    use: UseCase, actor: Actor, answers: Answers, question_ids: Collection[str] | None = None
) -> PageTalk:
    """What stands beside these questions (or all) for the actor: two statements."""
    return PageTalk(
        assigned=assignments_of(the_assessment(use)),
        may_assign=allowed(EDIT, actor, use=use),
        today=utcnow().date(),
        dealt_with=frozenset(
            name for name, answer in answers.items() if answer.state is not AnswerState.NOT_ANSWERED
        ),
        talk=beside(use, actor, question_ids),
    )


def beside_tasks(use: UseCase, actor: Actor) -> PageTalk:
    """What the task list shows: two statements."""
    return PageTalk(
        assigned=assignments_of(the_assessment(use)),
        may_assign=allowed(EDIT, actor, use=use),
        today=utcnow().date(),
        open_threads=count_open(use, actor),
    )
