"""Checks an archive's rows against the tables before anything is written; says all that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import UniqueConstraint

from app.assessments.archive.json_shapes import (
    check_answer,
    check_card,
    check_facts,
    check_option,
    check_said,
    check_snapshot,
)
from app.assessments.archive.pack import Archive, Row
from app.assessments.archive.shape import (
    FILE_TABLE,
    FORMAT,
    FORMAT_VERSION,
    ROOT_TABLE,
    ColumnKind,
    Field,
    Shape,
    shapes,
)
from app.assessments.archive.unpack import NO_ARCHIVE, ArchiveError, Opened
from app.assessments.archive.values import BadValue, check_text, read_value
from app.assessments.evidence.file_kinds import RefusedFile, kind_of

MOST_ROWS = 50_000
MOST_MESSAGES = 20
LONGEST_EMAIL = 254


class Checker:
    """Goes through the tables once, parents first, and collects what is wrong."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = sources
        self.messages: list[str] = []
        self.known: dict[str, set[int]] = {}

    def say(self, where: str, what: object) -> None:
        """Notes a mistake; stops when there are too many to read.

        Raises:
            ArchiveError: with all of them so far.
        """
        self.messages.append(f"{where}: {what}")
        if len(self.messages) >= MOST_MESSAGES:
            raise ArchiveError(*self.messages)

    def rows(self, shape: Shape, given: object) -> list[Row]:
        """The rows of one table in their Python types."""
        self.known[shape.name] = set()
        if not isinstance(given, list) or len(given) > MOST_ROWS:
            self.say(shape.name, _("not a list of rows, or too many of them"))
            return []
        found = [self._row(shape, row, number) for number, row in enumerate(given, start=1)]
        self.known[shape.name] = {row["id"] for row in found if "id" in row}
        self._check_unique(shape, found)
        return found

    def _row(self, shape: Shape, given: object, number: int) -> Row:
        where = f"{shape.name} {number}"
        if not isinstance(given, dict):
            self.say(where, _("not a row"))
            return {}
        wanted = {field.name for field in shape.fields} | ({"id"} if shape.numbered else set())
        for name in sorted(given.keys() - wanted):
            self.say(where, _("“%(name)s” does not belong here", name=name[:40]))
        row: Row = {}
        if shape.numbered:
            if type(given.get("id")) is not int or given["id"] != number:
                self.say(where, _("rows are numbered 1, 2, 3 and so on"))
            row["id"] = number
        for field in shape.fields:
            if field.name in given:
                try:
                    row[field.name] = self._value(shape, field, given[field.name], row)
                except BadValue as error:
                    self.say(f"{where}, {field.name}", error)
            elif field.required and field.column.default is None:
                self.say(f"{where}, {field.name}", _("missing"))
        return row

    def _value(self, shape: Shape, field: Field, value: object, row: Row) -> Any:
        if value is None:
            if field.required:
                raise BadValue(_("missing"))
            return None
        if field.kind is ColumnKind.PERSON:
            return check_text(value, LONGEST_EMAIL)
        if field.kind is ColumnKind.QUESTIONNAIRE:
            if not isinstance(value, str) or value not in self.sources:
                raise BadValue(_("its questionnaire is not in the archive"))
            return value
        if field.kind is ColumnKind.ROW:
            # Rows are written in order, so one of the same table has to come before those that name it.
            target = field.table(row)
            there = range(1, row["id"]) if target == shape.name else self.known.get(target, ())
            if type(value) is not int or value not in there:
                raise BadValue(_("there is no such row in %(table)s", table=target))
            return value
        return read_value(shape.name, field.name, field.column.type, value)

    def _check_unique(self, shape: Shape, rows: list[Row]) -> None:
        groups = [c.columns.keys() for c in shape.table.constraints if isinstance(c, UniqueConstraint)]
        if not shape.numbered:
            groups.append([column.name for column in shape.table.primary_key])
        for names in groups:
            keys = [tuple(row[name] for name in names) for row in rows if all(name in row for name in names)]
            if len(set(keys)) != len(keys):
                self.say(shape.name, _("two rows have the same %(names)s", names=", ".join(names)))

    def each(self, table: str, rows: list[Row], check: Callable[[Row], None]) -> None:
        """Applies a further check to every row of a table."""
        for number, row in enumerate(rows, start=1):
            try:
                check(row)
            except BadValue as error:
                self.say(f"{table} {number}", error)


def checked(opened: Opened) -> Archive:
    """The archive with every row in its Python types.

    Raises:
        ArchiveError: with what is wrong, each naming table, row and column.
    """
    data = opened.data
    if data.get("format") != FORMAT:
        raise ArchiveError(NO_ARCHIVE)
    if data.get("version") != FORMAT_VERSION:
        raise ArchiveError(_("The archive comes from a newer or older service that writes them differently."))
    tables = data.get("tables")
    if not isinstance(tables, dict) or data.keys() != {"format", "version", "tables"}:
        raise ArchiveError(_("The archive does not hold what an archive holds."))
    checker = Checker(opened.questionnaires)
    for name in sorted(tables.keys() - {shape.name for shape in shapes()}):
        checker.say(name[:40], _("this table is not known here"))
    found = {shape.name: checker.rows(shape, tables.get(shape.name, [])) for shape in shapes()}
    if not checker.messages:
        _check_whole(checker, found, opened.files)
    if checker.messages:
        raise ArchiveError(*checker.messages)
    return Archive(found, opened.questionnaires, opened.files)


def _check_whole(checker: Checker, tables: Mapping[str, list[Row]], files: Mapping[str, bytes]) -> None:
    for name in (ROOT_TABLE, "assessment"):
        if len(tables[name]) != 1:
            checker.say(name, _("there has to be exactly one"))
    for name in ("answer", "answer_revision"):
        checker.each(name, tables[name], check_answer)
    checker.each(
        "submission", tables["submission"], lambda row: check_snapshot(row["snapshot"], checker.known)
    )
    checker.each("harm_revision", tables.get("harm_revision", []), lambda row: check_facts(row["facts"]))
    checker.each("listed_change", tables.get("listed_change", []), lambda row: check_said(row["facts"]))
    checker.each(FILE_TABLE, tables.get(FILE_TABLE, []), lambda row: _check_file(row, files))
    checker.each("trade_off_card", tables.get("trade_off_card", []), check_card)
    checker.each("trade_off_option", tables.get("trade_off_option", []), check_option)
    used = {
        row[field.name]
        for shape in shapes()
        for field in shape.fields
        if field.kind is ColumnKind.QUESTIONNAIRE
        for row in tables[shape.name]
    }
    named = {row["checksum"] for row in tables.get(FILE_TABLE, [])}
    if checker.sources.keys() - used or files.keys() - named:
        checker.say(_("files"), _("one is not used by anything in the archive"))
    for shape in shapes():
        if shape.is_history and shape.owner:
            with_history = {row[shape.owner.name] for row in tables[shape.name]}
            if shape.owner.target == "answer" and len(with_history) != len(tables["answer"]):
                checker.say(shape.owner.target, _("one has no history"))


def _check_file(row: Row, files: Mapping[str, bytes]) -> None:
    """Holds a file to what its row says of it; one whose content is missing was lost before."""
    content = files.get(row["checksum"])
    if content is None:
        return
    try:
        kind = kind_of(content, row["filename"])
    except RefusedFile as error:
        raise BadValue(_("its content is not let in, or its name lies about it")) from error
    if len(content) != row["size"] or kind.media_type != row["media_type"]:
        raise BadValue(_("its content is not what its row says"))
    if not row["filename"].isprintable() or set(row["filename"]) & set('/\\"<>|:*?'):
        raise BadValue(_("its name cannot be a file's name"))
