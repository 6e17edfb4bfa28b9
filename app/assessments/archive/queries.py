"""Reads of archives that wait, and of what an archive will meet here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Membership, Person
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


@dataclass(frozen=True, slots=True)
class ImportingColleague:
    """Somebody of the importing organisation."""

    id: int
    roles: frozenset[str]


def colleagues_by_email(organisation_id: int) -> dict[str, ImportingColleague]:
    """The people of an organisation by e-mail address in small letters: one statement."""
    found: dict[str, ImportingColleague] = {}
    rows = db.session.execute(
        select(Person.email, Person.id, Membership.role)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == organisation_id)
        .order_by(Person.id)
    )
    for email, key, role in rows:
        before = found.get(email.lower(), ImportingColleague(key, frozenset()))
        found[email.lower()] = ImportingColleague(key, before.roles | {role})
    return found


def known_hashes(archive: Archive) -> set[str]:
    """The questionnaires of the archive that this service has already: one statement."""
    wanted = QuestionnaireVersion.content_hash.in_(archive.questionnaires)
    return set(db.session.scalars(select(QuestionnaireVersion.content_hash).where(wanted)))
