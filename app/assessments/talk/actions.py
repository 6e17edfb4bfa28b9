"""Starting a thread, replying, resolving, reopening and giving it to somebody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.assessments.talk.mentions import ThreadReader, named
from app.assessments.talk.models import OPEN, RESOLVED, Thread, ThreadMention, ThreadPost
from app.assessments.talk.notifications import tell_given, tell_mentioned
from app.assessments.talk.queries import readers
from app.assessments.use_assessment import the_assessment
from app.database import transaction, utcnow
from app.uses.actions import WrongPerson
from app.uses.models import UseCase
from app.web.nonces import spend
from app.web.versions import Stale, lock_fresh, lock_if_version

RESOLVE = "resolve"
REOPEN = "reopen"
_DONE = {RESOLVE: (OPEN, RESOLVED, "resolved"), REOPEN: (RESOLVED, OPEN, "reopened")}


def start_thread(
    *,
    use: UseCase,
    question_id: str,
    text: str,
    actor_id: int,
    board_only: bool = False,
    mentioned: Collection[int] = (),
    assignee_id: int | None = None,
    due_on: date | None = None,
    nonce: str = "",
) -> Thread:
    """Starts a thread on a question; names after an @ in the text count as mentions too.

    Raises:
        AlreadyDone: the form with this nonce was sent before; its result is the thread's id.
        WrongPerson: somebody mentioned or assigned may not read the thread.
    """
    with transaction() as session:
        spent = spend(session, nonce) if nonce else None
        thread = Thread(
            assessment=the_assessment(use),
            question_id=question_id,
            board_only=board_only,
            started_by_id=actor_id,
            last_at=utcnow(),
        )
        session.add(thread)
        session.flush()
        said = ThreadPost(kind="said", text=text, author_id=actor_id)
        _add(session, thread, said, _readers(thread), mentioned)
        if assignee_id is not None:
            _give(session, thread, assignee_id, due_on, actor_id)
        if spent:
            spent.result = str(thread.id)
        audit.record(thread, "thread.started", actor_id=actor_id, board_only=board_only)
    return thread


def reply(
    *,
    thread: Thread,
    text: str,
    actor_id: int,
    mentioned: Collection[int] = (),
    move: str = "",
    seen: int = 0,
    nonce: str = "",
) -> Thread:
    """Says something in a thread, and with `move` resolves or reopens it; then the text may be empty.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
        Stale: with `move`, the thread is no longer the version `seen`; without, it was resolved meanwhile.
        WrongPerson: somebody mentioned may not read the thread.
    """
    with transaction() as session:
        if nonce:
            spend(session, nonce)
        fresh = lock_if_version(session, thread, seen) if move else lock_fresh(session, thread)
        before, after, done = _DONE[move] if move else (OPEN, OPEN, "said")
        if fresh.state != before:
            raise Stale(fresh)
        known = _readers(fresh)
        fresh.state = after
        _add(session, fresh, ThreadPost(kind=done, text=text, author_id=actor_id), known, mentioned)
        audit.record(fresh, f"thread.{done}", actor_id=actor_id)
    return fresh


def assign_thread(
    *, thread: Thread, assignee_id: int | None, due_on: date | None, seen: int, actor_id: int
) -> Thread:
    """Gives the thread to somebody who may read it, or to nobody.

    Raises:
        Stale: somebody wrote or changed the thread since the form was filled.
        WrongPerson: the person may not read the thread.
    """
    with transaction() as session:
        fresh = lock_if_version(session, thread, seen)
        if (fresh.assignee_id, fresh.due_on) != (assignee_id, due_on if assignee_id else None):
            _give(session, fresh, assignee_id, due_on, actor_id)
            audit.record(fresh, "thread.assigned", actor_id=actor_id, person=assignee_id)
    return fresh


def _add(
    session: Session,
    thread: Thread,
    post: ThreadPost,
    known: list[ThreadReader],
    mentioned: Collection[int] = (),
) -> None:
    """Adds a post and its mentions; the one write of the thread itself, so that its version grows by one."""
    wrong = set(mentioned) - {reader.id for reader in known}
    if wrong:
        raise WrongPerson(min(wrong))
    post.thread_id, post.written_at = thread.id, utcnow()
    thread.last_at = post.written_at
    session.add(post)
    session.flush()
    people = sorted({*mentioned, *named(post.text, known)} - {post.author_id})
    for person_id in people:
        session.add(ThreadMention(post_id=post.id, person_id=person_id))
    session.flush()
    tell_mentioned(session, thread, post, people)


def _give(
    session: Session, thread: Thread, assignee_id: int | None, due_on: date | None, actor_id: int
) -> None:
    known = _readers(thread)
    if assignee_id is not None and assignee_id not in {reader.id for reader in known}:
        raise WrongPerson(assignee_id)
    thread.assignee_id = assignee_id
    thread.due_on = due_on if assignee_id is not None else None
    post = ThreadPost(
        kind="assigned", text="", author_id=actor_id, person_id=assignee_id, due_on=thread.due_on
    )
    _add(session, thread, post, known)
    tell_given(session, thread, post)


def _readers(thread: Thread) -> list[ThreadReader]:
    return readers(thread.assessment.use, board_only=thread.board_only)
