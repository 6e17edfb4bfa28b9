"""Keeps what a harm said after each change; called inside the transaction of the change."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.assessments.harms.queries import facts
from app.assessments.models import Harm
from app.assessments.revisions.models import HarmRevision
from app.database import utcnow


def keep_harm(session: Session, harm: Harm, action: str, actor_id: int | None) -> None:
    """Adds the harm as it stands now to its history; `action` as in HarmRevision."""
    last = session.scalar(select(func.max(HarmRevision.number)).where(HarmRevision.harm_id == harm.id))
    session.add(
        HarmRevision(
            harm_id=harm.id,
            number=(last or 0) + 1,
            action=action,
            facts={name: value for name, value in asdict(facts(harm)).items() if name != "id"},
            saved_by_id=actor_id,
            saved_at=utcnow(),
        )
    )
    session.flush()
