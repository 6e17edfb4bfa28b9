"""Reads of uses."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.assessments.models import Assessment, UseCase
from app.database import db
from app.web.access import loads


@loads("use_id", "use")
def use_case(organisation_id: int, use_id: int) -> UseCase | None:
    """One use of the organisation with its team, owner and assessment."""
    return db.session.scalars(
        select(UseCase)
        .where(UseCase.organisation_id == organisation_id, UseCase.id == use_id)
        .options(
            joinedload(UseCase.owner),
            selectinload(UseCase.team),
            joinedload(UseCase.assessment).joinedload(Assessment.questionnaire_version),
        )
    ).one_or_none()
