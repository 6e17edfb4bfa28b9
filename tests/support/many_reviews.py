"""Thousands of open reviews, straight into the tables: with teams, triage, reviewers and declarations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from app.assessments.models import Assessment, Submission
from app.board.interests.models import Interest
from app.board.interests.standing import InterestKind
from app.board.models import Review
from app.board.triage.models import ReviewAssignment, ReviewTriage
from app.database import db, utcnow
from app.uses.models import UseCase
from app.web.roles import Role
from tests.support.people import Council

BASE, AT_ONCE = 100_000, 500
LEVELS = ("low", "medium", "high")


def many_reviews(council: Council, count: int) -> None:
    """Adds them beside at least one use that went the usual way. Needs a context."""
    template = db.session.scalars(select(Assessment)).first()
    assert template is not None
    numbers = range(BASE, BASE + count)
    _put(UseCase, (_use(council, n) for n in numbers))
    version = template.questionnaire_version_id
    _put(
        Assessment,
        ({"id": n, "use_id": n, "questionnaire_version_id": version, "state": "submitted"} for n in numbers),
    )
    empty = {"number": 1, "snapshot": {}}
    _put(Submission, ({"id": n, "assessment_id": n, "content_hash": f"{n:064}", **empty} for n in numbers))
    _put(Review, (_review(council, n) for n in numbers))
    _beside(council, numbers)
    db.session.commit()


def _put(model: type, rows: Iterable[dict[str, Any]]) -> None:
    listed = list(rows)
    for start in range(0, len(listed), AT_ONCE):
        db.session.execute(insert(model), listed[start : start + AT_ONCE])


def _use(council: Council, n: int) -> dict[str, Any]:
    return {
        "id": n,
        "organisation_id": council.organisation_id,
        "name": f"Use number {n}",
        "kind": "algorithm",
        "phase": "idea",
        "service_area": "housing",
        "owner_id": council.people[Role.ACCOUNTABLE_OWNER],
    }


def _review(council: Council, n: int) -> dict[str, Any]:
    return {
        "id": n,
        "organisation_id": council.organisation_id,
        "submission_id": n,
        "state": "open",
        "opened_at": utcnow() - timedelta(days=n % 90),
        "level": LEVELS[n % 3],
        "flags": n % 7,
        "unknowns": n % 5,
    }


def _beside(council: Council, numbers: Iterable[int]) -> None:
    """Half of them are triaged, two of three have a reviewer, and two people have declared on each."""
    now, listed = utcnow(), list(numbers)
    chair, member = council.people[Role.BOARD_CHAIR], council.people[Role.BOARD_MEMBER]
    triaged = {"due_on": now.date(), "triaged_by_id": chair, "triaged_at": now}
    _put(ReviewTriage, ({"review_id": n, **triaged} for n in listed if n % 2))
    given = {"person_id": member, "assigned_by_id": chair}
    _put(ReviewAssignment, ({"review_id": n, **given} for n in listed if n % 3))
    said = [
        {"kind": InterestKind.NONE.value, "person_id": who, "recorded_by_id": who} for who in (chair, member)
    ]
    _put(Interest, ({"review_id": n, "assessment_id": n, **each} for n in listed for each in said))
