"""Triage in tests: a decision, one more member, and how many refusals were noted."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.accounts import actions as accounts
from app.audit import AuditEvent
from app.board.triage.actions import TriageInput
from app.database import db, utcnow
from app.web.roles import Role
from tests.support.people import Council


def given(**other: object) -> TriageInput:
    """A decision: due in five days, at a meeting, nobody reviews it."""
    facts: dict[str, object] = {
        "due_on": (utcnow() + timedelta(days=5)).date(),
        "route": "meeting",
        "priority": "normal",
        "note": "",
        "reviewers": (),
    }
    return TriageInput(**(facts | other))  # type: ignore[arg-type]


def a_member(council: Council, name: str, *roles: Role) -> int:
    """One more person on the board."""
    return accounts.add_person(
        organisation_id=council.organisation_id,
        name=name,
        email=f"{name.lower().replace(' ', '.')}@northmere.example",
        roles=list(roles or (Role.BOARD_MEMBER,)),
    ).id


def refusals(app: Flask, action: str = "access.refused") -> int:
    """How many refusals the audit has."""
    with app.app_context():
        return db.session.query(AuditEvent).filter_by(action=action).count()
