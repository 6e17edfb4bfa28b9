"""Reads of archives that wait, and of what an archive will meet here."""

from __future__ import annotations

from sqlalchemy import select

from app.assessments.archive.models import HeldArchive
from app.assessments.archive.pack import Archive
from app.assessments.models import QuestionnaireVersion
from app.database import db
from app.web.access import loads


@loads("held_id", "held")
def held_archive(organisation_id: int, held_id: int) -> HeldArchive | None:
    """One uploaded archive of the organisation."""
    return db.session.scalars(
        select(HeldArchive).where(HeldArchive.organisation_id == organisation_id, HeldArchive.id == held_id)
    ).one_or_none()


def known_hashes(archive: Archive) -> set[str]:
    """The questionnaires of the archive that this service has already: one statement."""
    wanted = QuestionnaireVersion.content_hash.in_(archive.questionnaires)
    return set(db.session.scalars(select(QuestionnaireVersion.content_hash).where(wanted)))
