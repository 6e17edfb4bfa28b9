"""Makes a new use of a checked archive, in one transaction with its audit event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from app import audit
from app.assessments.archive.links import to_service
from app.assessments.archive.models import HeldArchive
from app.assessments.archive.pack import Archive, Row
from app.assessments.archive.shape import FILE_TABLE, ROOT_TABLE, ColumnKind, Field, Shape, shapes
from app.assessments.archive.snapshots import PERSON, people_in, snapshot_hash, with_ids
from app.assessments.archive.unpack import ArchiveError
from app.assessments.events import tell_changed
from app.assessments.evidence.store import FolderStore, ScanFailed
from app.assessments.imported.models import ImportedFact, UseImport
from app.assessments.models import Assessment, QuestionnaireVersion
from app.assessments.questionnaire_store.queries import public_fields
from app.database import JSONText, transaction, utcnow
from app.questionnaire.checking.load import load
from app.questionnaire.model import Questionnaire
from app.questionnaire.reading.mistakes import QuestionnaireError
from app.uses.areas.names import folded
from app.uses.models import UseCase, UseMember

HELD_FOR = timedelta(days=1)
LOST = "0" * 64  # the checksum of a file whose content was lost before


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
    """One import under way: which new row each old one became, and what the archive says of people."""

    session: Session
    organisation_id: int
    actor_id: int
    files: frozenset[str]
    versions: dict[str, int] = field(default_factory=dict)
    versions_of_rows: dict[str, dict[int, int]] = field(default_factory=dict)
    new_ids: dict[str, dict[int, int]] = field(default_factory=dict)
    facts: list[dict[str, str | int]] = field(default_factory=list)

    def write(self, shape: Shape, rows: list[Row]) -> None:
        """Adds the rows of one table; those that cannot be without a person, as members, are left out."""
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
        for number, row in enumerate(rows, start=1):
            self._note(shape, row, new_ids[row["id"]] if shape.numbered else number)

    def _note(self, shape: Shape, row: Row, row_id: int) -> None:
        """Keeps whom the archive names in a row, as texts; where it names nobody, that too."""
        said = {
            each.name: row.get(each.name) or "" for each in shape.fields if each.kind is ColumnKind.PERSON
        }
        if shape.name == ROOT_TABLE and row.get("created_at"):
            said["created_at"] = row["created_at"].astimezone(UTC).isoformat()
        if shape.name == "submission":
            said |= people_in(row["snapshot"])
        self.facts += [
            {"table_name": shape.name, "row_id": row_id, "field": name, "said": text}
            for name, text in said.items()
        ]

    def _row(self, shape: Shape, row: Row) -> Row | None:
        new: Row = {}
        for each in shape.fields:
            if each.name not in row:
                continue
            value = self._value(each, row)
            if value is None and each.required:
                return None
            new[each.name] = value
        if shape.has_organisation:
            new["organisation_id"] = self.organisation_id
        if row.get("id") in self.versions_of_rows.get(shape.name, {}):
            new["version"] = self.versions_of_rows[shape.name][row["id"]]
        if shape.name == ROOT_TABLE:  # what this service saw is that it came in now
            new["created_by_id"] = self.actor_id
            new["created_at"] = new["imported_at"] = utcnow()
        if shape.name == "use_area":
            new["folded"] = folded(new["name"])
        elif shape.name == "submission":
            new["snapshot"] = with_ids(new["snapshot"], self._id_of)
            new["content_hash"] = snapshot_hash(new["snapshot"])
        elif shape.name == FILE_TABLE and new["checksum"] not in self.files:
            new["checksum"] = LOST  # never a content of the store that the archive does not hold
        return new

    def _id_of(self, table: str, key: Any) -> int | None:
        """The new id of what a snapshot names: of people none, whoever they are said to be."""
        return None if table == PERSON else self.new_ids[table].get(key)

    def _value(self, field: Field, row: Row) -> Any:
        value = row[field.name]
        if value is None or field.kind is ColumnKind.PERSON:
            return None
        if field.kind is ColumnKind.QUESTIONNAIRE:
            return self.versions[value]
        if field.kind is ColumnKind.ROW:
            return self.new_ids[field.table(row)].get(value)
        if isinstance(field.column.type, JSONText):
            return to_service(value, self.new_ids[ROOT_TABLE][1], self.new_ids.get(FILE_TABLE, {}))
        return value


def import_archive(
    *, archive: Archive, organisation_id: int, actor_id: int, store: FolderStore, archive_hash: str = ""
) -> UseCase:
    """Makes a new use of an archive; whoever imports it is its team, and it is with the team.

    An archive can say of anybody that they did anything. So the people in it stay texts, also those who have
    an account here: none of them is on the team, owns the use, or is shown as the author of anything.

    Raises:
        ArchiveError: its questionnaire has mistakes, or the virus scanner refuses a file.
    """
    new_files: list[str] = []
    try:
        for content in archive.files.values():
            checksum, is_new = store.put(content)
            new_files += [checksum] if is_new else []
        with transaction() as session:
            use = _write(session, archive, organisation_id, actor_id, archive_hash)
    except BaseException as error:
        for checksum in new_files:
            store.remove(checksum)
        if isinstance(error, ScanFailed):
            raise ArchiveError(_("The virus scanner does not let a file of the archive through.")) from error
        raise
    return use


def _write(
    session: Session, archive: Archive, organisation_id: int, actor_id: int, archive_hash: str
) -> UseCase:
    work = _Import(session, organisation_id, actor_id, frozenset(archive.files))
    work.versions = {key: _version(session, key, text) for key, text in archive.questionnaires.items()}
    work.versions_of_rows = _last_revisions(archive)
    for shape in shapes():
        work.write(shape, list(archive.tables[shape.name]))
    use = session.get_one(UseCase, work.new_ids[ROOT_TABLE][1])
    session.add(UseMember(use_id=use.id, person_id=actor_id))
    session.add(
        UseImport(
            use_id=use.id,
            imported_by_id=actor_id,
            imported_at=use.imported_at or utcnow(),
            archive_hash=archive_hash,
        )
    )
    session.flush()
    session.execute(insert(ImportedFact), [{"use_id": use.id, **fact} for fact in work.facts])
    assessment = session.get_one(Assessment, work.new_ids["assessment"][1])
    tell_changed(session, assessment)
    audit.record(
        use, "use.imported", actor_id=actor_id, **({"archive": archive_hash} if archive_hash else {})
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
                archive=archive,
                organisation_id=held.organisation_id,
                actor_id=actor_id,
                store=store,
                archive_hash=held.content_hash,
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
