"""Reads of threads: never one of the board's own for anybody else, always a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.accounts.models import Membership, Person
from app.assessments.lifecycle import AssessmentState
from app.assessments.models import Assessment
from app.assessments.rules import is_submitted
from app.assessments.talk.mentions import ThreadReader
from app.assessments.talk.models import OPEN, RESOLVED, Thread, ThreadMention, ThreadPost
from app.assessments.talk.rules import of_the_board, takes_part
from app.assessments.use_assessment import assessment_of
from app.database import db
from app.uses.access import barred_people, not_barred
from app.uses.models import UseCase, UseMember
from app.web.access import loads
from app.web.lists import ListAddress, ListFilter, ListView, on_page
from app.web.pagination import Pagination
from app.web.roles import BOARD, Actor, Role, current_actor

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Beside:
    """The threads that stand beside the questions of a page, by question id."""

    may_talk: bool
    threads: dict[str, list[Thread]] = field(default_factory=dict)

    def open_on(self, question_id: str) -> list[Thread]:
        """Open threads on a question, the oldest first."""
        return [thread for thread in self.threads.get(question_id, []) if thread.state == OPEN]

    def resolved_on(self, question_id: str) -> list[Thread]:
        """Resolved threads on a question, the oldest first."""
        return [thread for thread in self.threads.get(question_id, []) if thread.state == RESOLVED]


def _talk() -> tuple[ExecutableOption, ...]:
    return (
        selectinload(Thread.posts).options(joinedload(ThreadPost.author), joinedload(ThreadPost.person)),
        selectinload(Thread.posts).selectinload(ThreadPost.mentioned),
        joinedload(Thread.assignee),
    )


@loads("thread_id", "thread")
def thread(organisation_id: int, thread_id: int) -> Thread | None:
    """One thread of the organisation; one of the board alone does not exist for anybody else."""
    found = db.session.scalars(
        select(Thread)
        .join(Assessment, Assessment.id == Thread.assessment_id)
        .join(UseCase, UseCase.id == Assessment.use_id)
        .where(UseCase.organisation_id == organisation_id, Thread.id == thread_id)
        .options(
            *_talk(), joinedload(Thread.assessment).joinedload(Assessment.use).selectinload(UseCase.team)
        )
    ).one_or_none()
    actor = current_actor()
    if found is None or actor is None:
        return None
    hidden = found.board_only and not of_the_board(found.assessment.use, actor)
    return None if hidden else found


def readers(use: UseCase, *, board_only: bool) -> list[ThreadReader]:
    """Everybody who may read a thread of the use, by name: a fixed number of statements."""
    team = {person.id for person in use.team}
    others = {*team, use.owner_id or 0, *barred_people(use)}
    board = and_(_holds(use, *BOARD), Person.id.not_in(others))
    allowed = board if is_submitted(use) else false()
    if not board_only:
        on_team = and_(_holds(use, Role.TEAM_MEMBER), Person.id.in_(team))
        allowed = or_(allowed, on_team, Person.id == (use.owner_id or 0))
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(allowed, Person.active.is_(True))
        .order_by(Person.name, Person.id)
    )
    return [ThreadReader(row.id, row.name) for row in rows]


def _holds(use: UseCase, *roles: Role) -> ColumnElement[bool]:
    return exists().where(
        Membership.person_id == Person.id,
        Membership.organisation_id == use.organisation_id,
        Membership.role.in_([role.value for role in roles]),
    )


def beside(use: UseCase, actor: Actor, question_ids: Collection[str] | None = None) -> Beside:
    """The threads on these questions (or on all) that the actor may read: one statement."""
    if assessment_of(use) is None or not takes_part(use, actor):
        return Beside(may_talk=False)
    query = _of_use(use, actor).join(Thread.posts).join(ThreadPost.author)
    if question_ids is not None:
        query = query.where(Thread.question_id.in_(question_ids))
    rows = db.session.scalars(
        query.options(
            contains_eager(Thread.posts).contains_eager(ThreadPost.author), joinedload(Thread.assignee)
        ).order_by(Thread.id, ThreadPost.id)
    ).unique()
    threads: dict[str, list[Thread]] = {}
    for row in rows:
        threads.setdefault(row.question_id, []).append(row)
    return Beside(may_talk=True, threads=threads)


def count_open(use: UseCase, actor: Actor) -> int | None:
    """How many open threads of the use the actor may read; None when the actor has no part in them."""
    if assessment_of(use) is None or not takes_part(use, actor):
        return None
    query = _of_use(use, actor).where(Thread.state == OPEN)
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _of_use(use: UseCase, actor: Actor) -> Select[Thread]:
    assessment = assessment_of(use)
    query = select(Thread).where(Thread.assessment_id == (assessment.id if assessment else 0))
    return query if of_the_board(use, actor) else query.where(Thread.board_only.is_(False))


def concerns(actor: Actor) -> ColumnElement[bool]:
    """Whether the thread is given to the actor, or mentions the actor after the actor's last word in it."""
    own = select(func.max(ThreadPost.id)).where(
        ThreadPost.thread_id == Thread.id, ThreadPost.author_id == actor.person_id
    )
    mentioned = exists().where(
        ThreadMention.post_id == ThreadPost.id,
        ThreadMention.person_id == actor.person_id,
        ThreadPost.thread_id == Thread.id,
        ThreadPost.id > func.coalesce(own.correlate(Thread).scalar_subquery(), 0),
    )
    return or_(Thread.assignee_id == actor.person_id, mentioned)


def mine(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor started the thread, spoke in it, is mentioned in it or has it to deal with."""
    spoke = exists().where(ThreadPost.thread_id == Thread.id, ThreadPost.author_id == actor.person_id)
    return or_(spoke, concerns(actor))


def visible(actor: Actor) -> ColumnElement[bool]:
    """What rules.TALK and the board's wall let the actor read, for a query that joins UseCase."""
    member = exists().where(UseMember.use_id == UseCase.id, UseMember.person_id == actor.person_id)
    owner = func.coalesce(UseCase.owner_id, 0) == actor.person_id
    own = or_(member, owner) if actor.has(Role.TEAM_MEMBER) else owner
    board: ColumnElement[bool] = false()
    if actor.has(*BOARD):
        board = and_(Assessment.state != AssessmentState.DRAFT.value, ~member, ~owner, not_barred(actor))
    return or_(board, and_(own, Thread.board_only.is_(False)))


TABS = ("open", "mine", "resolved")


class ThreadsAddress(ListAddress):
    """A tab, a section of the questionnaire, who reads the threads, a page."""

    parts = (
        ListView("show", TABS, usual=TABS[0]),
        ListFilter("section", bool),
        ListFilter("reader", bool),
    )


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of a use's threads on a tab, and how many there are on each tab."""

    threads: list[Thread]
    pagination: Pagination
    counts: dict[str, int]


def list_threads(
    use: UseCase,
    actor: Actor,
    tab: str,
    number: int,
    question_ids: Collection[str] | None,
    board_only: bool | None = None,
) -> ThreadPage:
    """The threads of a use on a tab, the newest word first; on these questions, or on all with None."""
    query = _of_use(use, actor)
    if question_ids is not None:
        query = query.where(Thread.question_id.in_(question_ids))
    if board_only is not None:
        query = query.where(Thread.board_only.is_(board_only))
    tabs = {"open": Thread.state == OPEN, "mine": mine(actor), "resolved": Thread.state == RESOLVED}
    counted = [
        select(func.count()).select_from(query.where(tabs[name]).subquery()).scalar_subquery()
        for name in TABS
    ]
    counts = dict(zip(TABS, db.session.execute(select(*counted)).one(), strict=True))
    pagination = Pagination.within(number, PAGE_SIZE, counts[tab])
    shown = query.where(tabs[tab]).options(*_talk()).order_by(Thread.last_at.desc(), Thread.id.desc())
    return ThreadPage(list(db.session.scalars(on_page(shown, pagination))), pagination, counts)
