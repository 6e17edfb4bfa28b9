"""Reads everything that belongs to a use and packs it: the same content always gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.assessments.archive.shape import FORMAT, FORMAT_VERSION, ROOT_TABLE, Kind, Shape, shapes
from app.assessments.models import QuestionnaireVersion, UseCase
from app.database import db

DATA, QUESTIONNAIRES = "archive.json", "questionnaires/"
_OLDEST = (1980, 1, 1, 0, 0, 0)  # zip knows no earlier day, and a clock would change the bytes
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds: rows by table, and questionnaire sources by their SHA-256."""

    tables: Mapping[str, list[Row]]
    questionnaires: Mapping[str, str]

    def to_data(self) -> dict[str, Any]:
        """The content of archive.json."""
        return {"format": FORMAT, "version": FORMAT_VERSION, "tables": dict(self.tables)}


def archive_of(use: UseCase) -> Archive:
    """Everything that belongs to a use: one statement for each table, one for people, one for sources."""
    stored: dict[str, list[Row]] = {}
    ids: dict[str, list[int]] = {}
    for shape in shapes():
        rows = db.session.execute(
            select(shape.table).where(_belongs(shape, use, ids)).order_by(*shape.table.primary_key)
        )
        stored[shape.name] = [dict(row._mapping) for row in rows]
        ids[shape.name] = [row["id"] for row in stored[shape.name]] if shape.numbered else []
    numbers = {name: {key: n for n, key in enumerate(keys, start=1)} for name, keys in ids.items()}
    people = _look_up(Person.id, Person.email, _used(stored, Kind.PERSON))
    hashes = _look_up(
        QuestionnaireVersion.id, QuestionnaireVersion.content_hash, _used(stored, Kind.QUESTIONNAIRE)
    )
    sources = _look_up(
        QuestionnaireVersion.content_hash, QuestionnaireVersion.source, _used(stored, Kind.QUESTIONNAIRE)
    )
    names: dict[Kind, Mapping[Any, Any]] = {Kind.PERSON: people, Kind.QUESTIONNAIRE: hashes}
    tables = {shape.name: _rows(shape, stored[shape.name], numbers, names) for shape in shapes()}
    return Archive(tables, sources)


def to_zip(archive: Archive) -> bytes:
    """The archive as one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        text = json.dumps(archive.to_data(), ensure_ascii=False, indent=1)
        _add(file, DATA, text)
        for key, source in sorted(archive.questionnaires.items()):
            _add(file, f"{QUESTIONNAIRES}{key}.yaml", source)
    return out.getvalue()


def snapshot_hash(snapshot: Mapping[str, Any]) -> str:
    """The content hash of a submission's snapshot, as app/assessments/snapshot.py makes it."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def renumbered(snapshot: Mapping[str, Any], numbers: Mapping[int, int]) -> dict[str, Any]:
    """The snapshot with other numbers for its harms.

    Raises:
        KeyError: it names a harm that has no number.
    """
    return {**snapshot, "harms": [{**harm, "id": numbers[harm["id"]]} for harm in snapshot["harms"]]}


def _add(file: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _OLDEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    file.writestr(info, text)


def _belongs(shape: Shape, use: UseCase, ids: Mapping[str, list[int]]) -> ColumnElement[bool]:
    if shape.name == ROOT_TABLE:
        return shape.table.c.id == use.id
    found = [field.column.in_(ids[field.target]) for field in shape.parents() if ids[field.target]]
    return or_(*found) if found else false()


def _used(stored: Mapping[str, list[Row]], kind: Kind) -> set[int]:
    return {
        row[field.name]
        for shape in shapes()
        for field in shape.fields
        if field.kind is kind
        for row in stored[shape.name]
        if row[field.name] is not None
    }


def _look_up(
    key: InstrumentedAttribute[Any], value: InstrumentedAttribute[Any], ids: Iterable[int]
) -> dict[Any, Any]:
    rows = db.session.execute(select(key, value).where(key.class_.id.in_(ids)).order_by(key.class_.id))
    return {row[0]: row[1] for row in rows}


def _rows(
    shape: Shape,
    stored: Iterable[Row],
    numbers: Mapping[str, Mapping[int, int]],
    names: Mapping[Kind, Mapping[Any, Any]],
) -> list[Row]:
    found = []
    for row in stored:
        written: Row = {"id": numbers[shape.name][row["id"]]} if shape.numbered else {}
        for field in shape.fields:
            value = row[field.name]
            if field.kind is Kind.ROW:
                written[field.name] = None if value is None else numbers[field.target][value]
            elif field.kind is Kind.VALUE:
                written[field.name] = _json(value)
            else:
                written[field.name] = names[field.kind].get(value)
        if shape.name == "submission":
            written["snapshot"] = renumbered(written["snapshot"], numbers["harm"])
        found.append(written)
    return found if shape.numbered else sorted(found, key=lambda row: json.dumps(row, sort_keys=True))


def _json(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
