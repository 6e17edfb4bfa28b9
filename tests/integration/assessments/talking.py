"""Threads for tests: on a use with the board, said by its people through the same actions as in service."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.assessments.talk.actions import start_thread
from app.assessments.talk.models import Thread
from app.assessments.use_list.queries import use_case
from app.database import db
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.people import Council

SECRET = "Nobody-but-the-board-reads-4711"
QUESTION = "EXP-01"
FAR = date(2099, 1, 31)


def fresh(council: Council, use_id: int) -> UseCase:
    """The use as the database has it. Needs a context."""
    found = use_case(council.organisation_id, use_id)
    assert found is not None
    return found


def a_thread(council: Council, use_id: int, by: str = Role.TEAM_MEMBER, **more: Any) -> int:
    """The id of a thread that the council's person with role `by` starts. Needs a context."""
    facts: dict[str, Any] = {"question_id": QUESTION, "text": "Is this the newest text?"}
    thread = start_thread(use=fresh(council, use_id), actor_id=council.people[by], **(facts | more))
    db.session.commit()
    return thread.id


def the_thread(thread_id: int) -> Thread:
    """The thread as the database has it. Needs a context."""
    return db.session.get_one(Thread, thread_id, populate_existing=True)


def day_parts(day: date | None, name: str = "due_on") -> dict[str, str]:
    """A date as its three inputs send it."""
    parts = {"day": day.day, "month": day.month, "year": day.year} if day else {}
    return {f"{name}-{part}": str(parts.get(part, "")) for part in ("day", "month", "year")}
