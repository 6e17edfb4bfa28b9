"""Reads of where a use came from and of what its archive says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, select

from app.accounts.models import Person
from app.assessments.imported.models import ImportedFact, UseImport
from app.assessments.models import Submission
from app.database import db
from app.uses.models import UseCase
from app.web.templating import day

Place = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class UseOrigin:
    """Who imported a use and when, and what the archive says by table, row and column."""

    imported_by: str
    imported_at: datetime
    facts: Mapping[Place, str]

    def credit(self, table: str, row_id: int, column: str) -> str | None:
        """Who the archive says it was, as imported; None for what this service saw itself."""
        said = self.facts.get((table, row_id, column))
        if said is None:
            return None
        who = {"importer": self.imported_by, "day": day(self.imported_at)}
        if not said:
            return _("somebody (not named in the archive that %(importer)s imported on %(day)s)", **who)
        return _("%(name)s (named in an archive that %(importer)s imported on %(day)s)", name=said, **who)

    def notice(self) -> str:
        """The sentence that tells readers where this use comes from."""
        return _(
            "%(importer)s imported this use from an archive on %(day)s. What is dated before, and the names"
            " with it, is what the archive says. This service did not see it.",
            importer=self.imported_by,
            day=day(self.imported_at),
        )


def origin_of(use: UseCase) -> UseOrigin | None:
    """Where a use came from; None when it was begun here. No statement, two for an imported use."""
    if use.imported_at is None:
        return None
    row = db.session.execute(
        select(UseImport.imported_at, Person.name)
        .join(Person, Person.id == UseImport.imported_by_id)
        .where(UseImport.use_id == use.id)
    ).first()
    return UseOrigin(row.name, row.imported_at, facts_of(use.id)) if row else None


def came_with_an_archive(table: type[Submission]) -> ColumnElement[bool]:
    """Whether rows of a table are what an archive says, and not what this service saw."""
    return exists().where(ImportedFact.table_name == table.__tablename__, ImportedFact.row_id == table.id)


def facts_of(use_id: int) -> dict[Place, str]:
    """Everything that the archive of a use says of people and moments, by table, row and column."""
    rows = db.session.execute(
        select(ImportedFact.table_name, ImportedFact.row_id, ImportedFact.field, ImportedFact.said)
        .where(ImportedFact.use_id == use_id)
        .order_by(ImportedFact.id)
    )
    return {(row.table_name, row.row_id, row.field): row.said for row in rows}
