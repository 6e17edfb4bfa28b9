"""Makes a new use of a checked archive, in one transaction with its audit event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from app import audit
from app.assessments.archive.links import to_service
from app.assessments.archive.models import HeldArchive
from app.assessments.archive.pack import Archive, Row
from app.assessments.archive.queries import ImportingColleague, colleagues_by_email
from app.assessments.archive.shape import FILE_TABLE, ROOT_TABLE, ColumnKind, Field, Shape, shapes
from app.assessments.archive.snapshots import PERSON, snapshot_hash, with_ids
from app.assessments.archive.unpack import ArchiveError
from app.assessments.events import changed
from app.assessments.evidence.store import FolderStore, ScanFailed
from app.assessments.models import Assessment, QuestionnaireVersion
from app.assessments.questionnaire_store.queries import public_fields
from app.database import JSONText, transaction, utcnow
from app.questionnaire.loading import load
from app.questionnaire.mistakes import QuestionnaireError
from app.questionnaire.model import Questionnaire
from app.uses.areas.names import folded
from app.uses.models import UseCase, UseMember, UseOwner
from app.web.roles import Role

HELD_FOR = timedelta(days=1)
LOST = "0" * 64  # the checksum of a file whose content was lost before
NEEDED_ROLES = {
    ("use_member", "person_id"): Role.TEAM_MEMBER,
    (ROOT_TABLE, "owner_id"): Role.ACCOUNTABLE_OWNER,
}


def read_questionnaire(source: str) -> Questionnaire:
    """The questionnaire of a source in the archive.

    Raises:
        ArchiveError: with its first mistakes.
    """
    try:
        return load(source, "questionnaire", public_fields())
    except QuestionnaireError as error:
        first = [str(mistake) for mistake in error.mistakes[:5]]
        raise ArchiveError(_("The questionnaire in the archive has mistakes."), *first) from error


@dataclass(slots=True)
class _Import:
    """One import under way: what is known of people, and which new row each old one became."""

    session: Session
    organisation_id: int
    people: Mapping[str, ImportingColleague]
    files: frozenset[str]
    versions: dict[str, int] = field(default_factory=dict)
    versions_of_rows: dict[str, dict[int, int]] = field(default_factory=dict)
    new_ids: dict[str, dict[int, int]] = field(default_factory=dict)

    def write(self, shape: Shape, rows: list[Row]) -> None:
        """Adds the rows of one table; those that need somebody who is not here are left out."""
        new_ids = self.new_ids[shape.name] = {}
        own_kind = any(each.kind is ColumnKind.ROW and each.target == shape.name for each in shape.fields)
        for part in [[row] for row in rows] if own_kind else [rows]:
            written = [(row.get("id", 0), self._row(shape, row)) for row in part]
            kept = [(key, row) for key, row in written if row is not None]
            values = [row for _key, row in kept]
            if values and shape.numbered:
                statement = insert(shape.table).returning(shape.table.c.id, sort_by_parameter_order=True)
                ids = self.session.scalars(statement, values).all()
                new_ids.update(zip((key for key, _row in kept), ids, strict=True))
            elif values:
                self.session.execute(insert(shape.table), values)

    def _row(self, shape: Shape, row: Row) -> Row | None:
        new: Row = {}
        for each in shape.fields:
            if each.name not in row:
                continue
            value = self._value(shape.name, each, row)
            if value is None and each.required:
                return None
            new[each.name] = value
        if shape.has_organisation:
            new["organisation_id"] = self.organisation_id
        if row.get("id") in self.versions_of_rows.get(shape.name, {}):
            new["version"] = self.versions_of_rows[shape.name][row["id"]]
        if shape.name == "use_area":
            new["folded"] = folded(new["name"])
        elif shape.name == "submission":
            new["snapshot"] = with_ids(new["snapshot"], self._id_of)
            new["content_hash"] = snapshot_hash(new["snapshot"])
        elif shape.name == FILE_TABLE and new["checksum"] not in self.files:
            new["checksum"] = LOST  # never a content of the store that the archive does not hold
        return new

    def _id_of(self, table: str, key: Any) -> int | None:
        """The new id of what a snapshot names."""
        if table == PERSON:
            person = self.people.get(str(key).lower())
            return person.id if person else None
        return self.new_ids[table].get(key)

    def _value(self, table: str, field: Field, row: Row) -> Any:
        value = row[field.name]
        if value is None:
            return None
        if field.kind is ColumnKind.PERSON:
            person = self.people.get(value.lower())
            role = NEEDED_ROLES.get((table, field.name))
            return person.id if person and (role is None or role.value in person.roles) else None
        if field.kind is ColumnKind.QUESTIONNAIRE:
            return self.versions[value]
        if field.kind is ColumnKind.ROW:
            return self.new_ids[field.table(row)].get(value)
        if isinstance(field.column.type, JSONText):
            return to_service(value, self.new_ids[ROOT_TABLE][1], self.new_ids.get(FILE_TABLE, {}))
        return value


def import_archive(*, archive: Archive, organisation_id: int, actor_id: int, store: FolderStore) -> UseCase:
    """Makes a new use of an archive; whoever imports it is on its team, and it is with the team.

    People are matched by e-mail address within the organisation; the names of others are left out.

    Raises:
        ArchiveError: its questionnaire has mistakes, or the virus scanner refuses a file.
    """
    new_files: list[str] = []
    try:
        for content in archive.files.values():
            checksum, is_new = store.put(content)
            new_files += [checksum] if is_new else []
        with transaction() as session:
            use = _write(session, archive, organisation_id, actor_id)
    except BaseException as error:
        for checksum in new_files:
            store.remove(checksum)
        if isinstance(error, ScanFailed):
            raise ArchiveError(_("The virus scanner does not let a file of the archive through.")) from error
        raise
    return use


def _write(session: Session, archive: Archive, organisation_id: int, actor_id: int) -> UseCase:
    work = _Import(session, organisation_id, colleagues_by_email(organisation_id), frozenset(archive.files))
    work.versions = {key: _version(session, key, text) for key, text in archive.questionnaires.items()}
    work.versions_of_rows = _last_revisions(archive)
    for shape in shapes():
        work.write(shape, list(archive.tables[shape.name]))
    use = session.get_one(UseCase, work.new_ids[ROOT_TABLE][1])
    if session.get(UseMember, (use.id, actor_id)) is None:
        session.add(UseMember(use_id=use.id, person_id=actor_id))
    if use.owner_id is not None:
        session.add(UseOwner(use_id=use.id, person_id=use.owner_id))
    assessment = session.get_one(Assessment, work.new_ids["assessment"][1])
    changed.send(session, assessment=assessment)
    audit.record(
        session,
        action="use.imported",
        subject_type="use",
        subject_id=use.id,
        actor_id=actor_id,
        organisation_id=organisation_id,
    )
    return use


def hold(*, content: bytes, content_hash: str, organisation_id: int, person_id: int) -> HeldArchive:
    """Keeps a sound archive until its owner says yes; one at a time, for a day at most."""
    with transaction() as session:
        forgotten = or_(HeldArchive.person_id == person_id, HeldArchive.held_at < utcnow() - HELD_FOR)
        session.execute(delete(HeldArchive).where(forgotten))
        held = HeldArchive(
            organisation_id=organisation_id,
            person_id=person_id,
            content=content,
            content_hash=content_hash,
            held_at=utcnow(),
        )
        session.add(held)
    return held


def drop(*, held: HeldArchive) -> None:
    """Forgets an archive that was not wanted after all."""
    with transaction() as session:
        session.delete(held)


def import_held(*, held: HeldArchive, archive: Archive, actor_id: int, store: FolderStore) -> int:
    """Imports an archive that was held, once however often it is asked for; gives the use's id.

    Raises:
        ArchiveError: its questionnaire has mistakes, or the virus scanner refuses a file.
    """
    with transaction() as session:
        fresh = session.scalars(
            select(HeldArchive)
            .where(HeldArchive.id == held.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        if fresh.use_id is None:
            use = import_archive(
                archive=archive, organisation_id=held.organisation_id, actor_id=actor_id, store=store
            )
            fresh.use_id, fresh.content = use.id, b""
        return fresh.use_id


def _last_revisions(archive: Archive) -> dict[str, dict[int, int]]:
    """For rows with a history the number of its last entry, which is their version, by table and row."""
    found: dict[str, dict[int, int]] = {}
    for shape in shapes():
        if shape.is_history and shape.owner is not None:
            last = found.setdefault(shape.owner.target, {})
            for row in archive.tables[shape.name]:
                key = row[shape.owner.name]
                last[key] = max(row["number"], last.get(key, 0))
    return found


def _version(session: Session, content_hash: str, source: str) -> int:
    """The questionnaire version with this source; one that is new here is kept for this use alone."""
    found = session.scalars(
        select(QuestionnaireVersion.id).where(QuestionnaireVersion.content_hash == content_hash)
    ).one_or_none()
    if found is not None:
        return found
    questionnaire = read_questionnaire(source)
    number = select(func.max(QuestionnaireVersion.number)).where(
        QuestionnaireVersion.key == questionnaire.key
    )
    version = QuestionnaireVersion(
        key=questionnaire.key,
        number=(session.scalar(number) or 0) + 1,
        title=questionnaire.title,
        source=source,
        content_hash=content_hash,
        state="superseded",
        published_at=utcnow(),
    )
    session.add(version)
    session.flush()
    return version.id
