"""A row in every table that travels, made from the columns: new tables are tried without a word here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Integer, func, insert, select

from app.assessments.archive.shape import ColumnKind, Field, Shape, shape_of, shapes
from app.assessments.archive.values import CODES
from app.assessments.models import QuestionnaireVersion
from app.database import JSONText, UTCDateTime, db, transaction

JSON = {
    "report": {
        **{name: [] for name in ("kept", "moved", "needs_another_look", "set_aside", "to_answer")},
        "score_before": None,
        "score_after": None,
    },
    "principles": ["justice"],
    "facts": {"who": "Tenants’ panel"},
    "scores": {"justice:best": "much_better"},
    "answers": {"a": {"link": "/uses/1/evidence/1"}},
}


def fill_empty_tables(person_id: int) -> None:
    """Adds a row to each archived table that has none."""
    with transaction() as session:
        for shape in shapes():
            if not session.scalar(select(func.count()).select_from(shape.table)):
                row = {field.name: _value(shape, field, person_id) for field in shape.fields}
                session.execute(insert(shape.table).values(row))


def _value(shape: Shape, field: Field, person_id: int) -> Any:
    kind = field.column.type
    if (shape.name, field.name) in CODES:
        return max(CODES[(shape.name, field.name)], key=str)
    if field.kind is ColumnKind.PERSON:
        return person_id
    if field.kind is ColumnKind.QUESTIONNAIRE:
        return db.session.scalar(select(func.max(QuestionnaireVersion.id)))
    if field.kind is ColumnKind.ROW:
        named = {name: max(codes, key=str) for (table, name), codes in CODES.items() if table == shape.name}
        table = shape_of(field.table(named)).table
        return db.session.scalar(select(func.min(table.c.id)))
    if isinstance(kind, JSONText):
        return JSON.get(field.name, [])
    if isinstance(kind, UTCDateTime):
        return datetime(2026, 3, 1, 12, 30, 0, 123_456, UTC)
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Date):
        return date(2026, 3, 2)
    return 1 if isinstance(kind, Integer) else "Words"[: getattr(kind, "length", None) or 9]
