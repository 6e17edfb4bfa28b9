"""Reads of archives that wait."""

from __future__ import annotations

from sqlalchemy import select

from app.assessments.archive.models import HeldArchive
from app.database import db
from app.web.access import loads


@loads("held_id", "held")
def held_archive(organisation_id: int, held_id: int) -> HeldArchive | None:
    """One uploaded archive of the organisation."""
    return db.session.scalars(
        select(HeldArchive).where(HeldArchive.organisation_id == organisation_id, HeldArchive.id == held_id)
    ).one_or_none()
