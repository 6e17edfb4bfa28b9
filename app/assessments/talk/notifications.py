"""Tells people who were mentioned in a thread, and to whom one was given."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.assessments.questionnaire_store.queries import questionnaire_of
from app.assessments.talk.models import Thread, ThreadPost
from app.messages import MessageKind, tell


def tell_mentioned(session: Session, thread: Thread, post: ThreadPost, people: Collection[int]) -> None:
    """One message to each person whom the post names; the post's own words stay in the thread."""
    if people:
        tell(
            session,
            kind=MessageKind.MENTION,
            to=people,
            key=f"mention-{post.id}",
            **_facts(session, thread, post),
        )


def tell_given(session: Session, thread: Thread, post: ThreadPost) -> None:
    """One message to whoever has to deal with the thread now."""
    if post.person_id is not None:
        facts = _facts(session, thread, post)
        if post.due_on is not None:
            facts["words"]["due"] = post.due_on
        tell(session, kind=MessageKind.ASSIGNED, to=[post.person_id], key=f"thread-given-{post.id}", **facts)


def _facts(session: Session, thread: Thread, post: ThreadPost) -> dict[str, Any]:
    use = thread.assessment.use
    author = session.get(Person, post.author_id)
    return {
        "organisation_id": use.organisation_id,
        "about": use.name,
        "endpoint": "assessments.thread",
        "arguments": {"use_id": use.id, "thread_id": thread.id},
        "words": {"what": question_text(thread), "by": author.name if author else ""},
        "actor_id": post.author_id,
    }


def question_text(thread: Thread) -> str:
    """The question that the thread is about; its id when the questionnaire has it no more."""
    questionnaire = questionnaire_of(thread.assessment)
    known = questionnaire.has(thread.question_id)
    return questionnaire.question(thread.question_id).text if known else thread.question_id
