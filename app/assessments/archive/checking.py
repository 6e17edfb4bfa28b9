"""Checks an archive's rows against the tables before anything is written; says all that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import UniqueConstraint

from app.assessments.archive.reading import NO_ARCHIVE, ArchiveError
from app.assessments.archive.shape import FORMAT, FORMAT_VERSION, ROOT_TABLE, Field, Kind, Shape, shapes
from app.assessments.archive.values import BadValue, check_answer, check_text, read_value
from app.assessments.archive.writing import Archive, Row, renumbered
from app.assessments.snapshot import Snapshot
from app.questionnaire.model import AnswerState

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
                    row[field.name] = self._value(shape, field, given[field.name], number)
                except BadValue as error:
                    self.say(f"{where}, {field.name}", error)
            elif field.required and field.column.default is None:
                self.say(f"{where}, {field.name}", _("missing"))
        return row

    def _value(self, shape: Shape, field: Field, value: object, number: int) -> Any:
        if value is None:
            if field.required:
                raise BadValue(_("missing"))
            return None
        if field.kind is Kind.PERSON:
            return check_text(value, LONGEST_EMAIL)
        if field.kind is Kind.QUESTIONNAIRE:
            if not isinstance(value, str) or value not in self.sources:
                raise BadValue(_("its questionnaire is not in the archive"))
            return value
        if field.kind is Kind.ROW:
            # Rows are written in order, so one of the same table has to come before those that name it.
            there = range(1, number) if field.target == shape.name else self.known[field.target]
            if type(value) is not int or value not in there:
                raise BadValue(_("there is no such row in %(table)s", table=field.target))
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


def checked(data: Mapping[str, Any], sources: Mapping[str, str]) -> Archive:
    """The archive with every row in its Python types.

    Raises:
        ArchiveError: with what is wrong, each naming table, row and column.
    """
    if data.get("format") != FORMAT:
        raise ArchiveError(NO_ARCHIVE)
    if data.get("version") != FORMAT_VERSION:
        raise ArchiveError(_("The archive comes from a newer or older service that writes them differently."))
    tables = data.get("tables")
    if not isinstance(tables, dict) or data.keys() != {"format", "version", "tables"}:
        raise ArchiveError(_("The archive does not hold what an archive holds."))
    checker = Checker(sources)
    for name in sorted(tables.keys() - {shape.name for shape in shapes()}):
        checker.say(name[:40], _("this table is not known here"))
    found = {shape.name: checker.rows(shape, tables.get(shape.name, [])) for shape in shapes()}
    if not checker.messages:
        _check_whole(checker, found)
    if checker.messages:
        raise ArchiveError(*checker.messages)
    return Archive(found, sources)


def _check_whole(checker: Checker, tables: Mapping[str, list[Row]]) -> None:
    for name in (ROOT_TABLE, "assessment"):
        if len(tables[name]) != 1:
            checker.say(name, _("there has to be exactly one"))
    for name in ("answer", "answer_revision"):
        checker.each(name, tables[name], check_answer)
    harms = dict.fromkeys(checker.known["harm"], 0)
    checker.each("submission", tables["submission"], lambda row: _check_snapshot(row["snapshot"], harms))
    used = {row["questionnaire_version_id"] for row in tables["assessment"]}
    if checker.sources.keys() - used:
        checker.say("questionnaires", _("one is not used by anything in the archive"))
    said = {row["answer_id"] for row in tables["answer_revision"]}
    if len(said) != len(tables["answer"]):
        checker.say("answer", _("one has no history"))


def _check_snapshot(snapshot: object, harms: Mapping[int, int]) -> None:
    try:
        if not isinstance(snapshot, dict):
            raise TypeError
        renumbered(snapshot, harms)
        read = Snapshot.from_data(snapshot)
        for column in ("kind", "phase", "service_area"):
            read_value(ROOT_TABLE, column, _type(ROOT_TABLE, column), snapshot[column])
        check_text(read.name, 200)
        for answer in snapshot["answers"].values():
            check_answer(answer)
            AnswerState(answer["state"])
        for harm in snapshot["harms"]:
            for column in ("principle", "severity", "likelihood", "severity_after", "likelihood_after"):
                read_value("harm", column, _type("harm", column), harm[column])
            read_value("harm", "reversible", _type("harm", "reversible"), harm["reversible"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadValue(_("its snapshot is not what was submitted")) from error


def _type(table: str, column: str) -> Any:
    shape = next(shape for shape in shapes() if shape.name == table)
    return shape.table.c[column].type
