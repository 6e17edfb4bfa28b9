"""Reads everything that belongs to a use and packs it: the same content always gives the same bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.assessments.archive.links import to_archive
from app.assessments.archive.shape import (
    FILE_TABLE,
    FORMAT,
    FORMAT_VERSION,
    ROOT_TABLE,
    ColumnKind,
    Shape,
    shape_of,
    shapes,
)
from app.assessments.archive.snapshots import IDS, PERSON, put_people_in, with_ids
from app.assessments.evidence.store import FolderStore
from app.assessments.imported.queries import Place, facts_of
from app.assessments.models import QuestionnaireVersion
from app.database import JSONText, db
from app.uses.models import UseCase

DATA, QUESTIONNAIRES, FILES = "archive.json", "questionnaires/", "files/"
BEGUN = ("created_by_id", "created_at")  # of a use: by whom and when, where it was begun
_OLDEST = (1980, 1, 1, 0, 0, 0)  # zip knows no earlier day, and a clock would change the bytes
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds: rows by table, questionnaire sources and files by their SHA-256."""

    tables: Mapping[str, list[Row]]
    questionnaires: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """The content of archive.json."""
        return {"format": FORMAT, "version": FORMAT_VERSION, "tables": dict(self.tables)}


@dataclass(slots=True)
class _Names:
    """What stands in the archive for ids of the database: numbers of rows, e-mail addresses, hashes.

    `said` is what the archive said that the use itself came from.
    """

    use_id: int
    said: Mapping[Place, str]
    numbers: dict[str, dict[int, int]] = field(default_factory=dict)
    others: dict[ColumnKind, dict[int, str]] = field(default_factory=dict)

    def of(self, table: str, key: int) -> int | str | None:
        """What stands for an id inside a snapshot; a row that is gone for good has nothing."""
        if table == PERSON:
            return self.others[ColumnKind.PERSON].get(key)
        return self.numbers.get(table, {}).get(key)


def archive_of(use: UseCase, store: FolderStore) -> Archive:
    """Everything that belongs to a use: one statement for each table, one for people, two for sources."""
    stored: dict[str, list[Row]] = {}
    names = _Names(use.id, facts_of(use.id))
    for shape in shapes():
        rows = db.session.execute(
            select(shape.table)
            .where(_belongs(shape, use, names))
            .order_by(*(column for column in shape.table.primary_key))
        )
        stored[shape.name] = [dict(row._mapping) for row in rows]
        if shape.numbered:
            ids = [row["id"] for row in stored[shape.name]]
            names.numbers[shape.name] = {key: number for number, key in enumerate(ids, start=1)}
    versions = _used(stored, ColumnKind.QUESTIONNAIRE)
    hashes = _look_up(QuestionnaireVersion.id, QuestionnaireVersion.content_hash, versions)
    sources = _look_up(QuestionnaireVersion.content_hash, QuestionnaireVersion.source, versions)
    people = _look_up(Person.id, Person.email, _used(stored, ColumnKind.PERSON) | _named(stored))
    names.others = {ColumnKind.PERSON: people, ColumnKind.QUESTIONNAIRE: hashes}
    tables = {shape.name: _rows(shape, stored[shape.name], names) for shape in shapes()}
    return Archive(tables, sources, _files(tables.get(FILE_TABLE, ()), store))


def to_zip(archive: Archive) -> bytes:
    """The archive as one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        text = json.dumps(archive.to_data(), ensure_ascii=False, indent=1)
        _add(file, DATA, text.encode())
        for key, source in sorted(archive.questionnaires.items()):
            _add(file, f"{QUESTIONNAIRES}{key}.yaml", source.encode())
        for key, content in sorted(archive.files.items()):
            _add(file, f"{FILES}{key}", content)
    return out.getvalue()


def _add(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _OLDEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    file.writestr(info, content)


def _belongs(shape: Shape, use: UseCase, names: _Names) -> ColumnElement[bool]:
    if shape.name == ROOT_TABLE:
        return shape.table.c.id == use.id
    if shape.owner is None:  # evidence files: their link to the use says which
        link: Table = shape_of("evidence_use").table
        return shape.table.c.id.in_(select(link.c.file_id).where(link.c.use_id == use.id))
    return shape.owner.column.in_(names.numbers[shape.owner.target])


def _used(stored: Mapping[str, list[Row]], kind: ColumnKind) -> set[int]:
    return {
        row[field.name]
        for shape in shapes()
        for field in shape.fields
        if field.kind is kind
        for row in stored[shape.name]
        if row[field.name] is not None
    }


def _named(stored: Mapping[str, list[Row]]) -> set[int]:
    """The people whose ids stand inside snapshots."""
    parts = [(part, key) for part, _inner, key, table in IDS if table == PERSON]
    return {
        item[key]
        for row in stored["submission"]
        for part, key in parts
        for item in row["snapshot"].get(part, [])
        if item[key] is not None
    }


def _look_up(
    key: InstrumentedAttribute[Any], value: InstrumentedAttribute[Any], ids: Iterable[int]
) -> dict[Any, Any]:
    rows = db.session.execute(select(key, value).where(key.class_.id.in_(ids)).order_by(key.class_.id))
    return {row[0]: row[1] for row in rows}


def _rows(shape: Shape, stored: Iterable[Row], names: _Names) -> list[Row]:
    found = []
    for row in stored:
        written: Row = {"id": names.numbers[shape.name][row["id"]]} if shape.numbered else {}
        for each in shape.fields:
            value = row[each.name]
            if each.kind is ColumnKind.ROW:
                written[each.name] = None if value is None else names.numbers[each.table(row)][value]
            elif each.kind is not ColumnKind.VALUE:
                written[each.name] = names.others[each.kind].get(value)
            elif isinstance(each.column.type, JSONText):
                written[each.name] = to_archive(value, names.use_id, names.numbers.get(FILE_TABLE, {}))
            else:
                written[each.name] = _json(value)
        if shape.name == "submission":
            written["snapshot"] = with_ids(written["snapshot"], names.of)
        _put_said(shape, row.get("id", 0), written, names.said)
        found.append(written)
    if shape.name == "use_member":
        found += _said_members(found, names.said)
    return found if shape.numbered else sorted(found, key=lambda row: json.dumps(row, sort_keys=True))


def _put_said(shape: Shape, row_id: int, written: Row, said: Mapping[Place, str]) -> None:
    """Puts what an earlier archive said where nobody of ours stands, and when a use began elsewhere."""
    for each in shape.fields:
        before = said.get((shape.name, row_id, each.name))
        if before and (written[each.name] is None or each.name in BEGUN):
            written[each.name] = before
    if shape.name == "submission":
        own = {
            field: text for (table, key, field), text in said.items() if (table, key) == (shape.name, row_id)
        }
        put_people_in(written["snapshot"], own)


def _said_members(found: list[Row], said: Mapping[Place, str]) -> list[Row]:
    here = {row["person_id"].lower() for row in found}
    named = {text for (table, _key, _field), text in said.items() if table == "use_member"}
    return [{"use_id": 1, "person_id": name} for name in sorted(named) if name.lower() not in here]


def _json(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _files(rows: Iterable[Row], store: FolderStore) -> dict[str, bytes]:
    """The contents of the files by checksum; one that the store has lost is left out."""
    found = {}
    for row in rows:
        try:
            found[row["checksum"]] = store.get(row["checksum"]).read_bytes()
        except FileNotFoundError:
            continue
    return found
