"""Loads a standard from its YAML file and says what is wrong with the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.data_files import Report, quoted, read_data
from app.register.exchange.standards.file_format import FORMATS, WHOLE_DOCUMENT, FileFormat
from app.register.exchange.standards.model import (
    Attribute,
    ColumnType,
    Standard,
    StandardColumn,
    StandardError,
)
from app.register.record import FieldState
from app.vocabulary.public_facts import CHALLENGE_ROUTES, PERSONAL_DATA
from app.vocabulary.uses import PHASES, SERVICE_AREAS, USE_KINDS

FOLDER = Path(__file__).parent

# Columns that go to one of these must use its codes.
CODES = {
    Attribute.PHASE: ("", *PHASES),
    Attribute.SERVICE_AREA: ("", *SERVICE_AREAS),
    "personal_data": PERSONAL_DATA,
    "challenge_route": CHALLENGE_ROUTES,
}


def standard_names() -> tuple[str, ...]:
    """Give the names that `load_standard` takes, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _StandardFile(Standard):
    """The whole file: a standard, and how its files are written."""

    format: str
    json_path: str = WHOLE_DOCUMENT


@cache
def load_standard(name: str) -> Standard:
    """Load one of the project's standards by name. Raises StandardError."""
    return parse_standard(_text_of(name), f"{name}.yaml")


@cache
def load_format(name: str) -> FileFormat:
    """Load how the files of one of the project's standards are written. Raises StandardError."""
    return parse_format(_text_of(name), f"{name}.yaml")


def _text_of(name: str) -> str:
    if name not in standard_names():
        raise StandardError(f"no standard {name}; there are {', '.join(standard_names())}")
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def parse_format(text: str, filename: str = "<standard>") -> FileFormat:
    """Read how a standard's files are written from its YAML text. Raises DataFileError with every mistake."""
    found = _parsed(text, filename)
    return FileFormat(found.format, found.json_path)


def parse_standard(text: str, filename: str = "<standard>") -> Standard:
    """Read a standard from YAML text. Raises DataFileError with every mistake."""
    return _parsed(text, filename)


def _parsed(text: str, filename: str) -> _StandardFile:
    report = Report(filename)
    found = read_data(text, report, _StandardFile, aliases=True)
    if found is not None:
        _check_word(found.format, FORMATS, "format", report)
        _check(found, report)
    return report.sound(found)


def _check(standard: Standard, report: Report) -> None:
    _check_word(standard.kind, USE_KINDS, "kind", report)
    for index, column in enumerate(standard.columns):
        _check_column(column, f"columns[{index}]", report)
    keys = [column.key for column in standard.columns]
    for path, named in (("summary.from", standard.summary.sources), ("id_scope", standard.id_scope)):
        for name in named:
            if name not in keys:
                report.add(path, f"there is no column {quoted(name)}{report.suggest(name, keys)}")


def _check_column(column: StandardColumn, path: str, report: Report) -> None:
    report.claim("column", column.key, f"{path}.key")
    if bool(column.values) != (column.type in (ColumnType.CHOICE, ColumnType.LIST)):
        report.add(path, "a choice or list has values, other types have none")
    for target in (column.attribute, *column.to):
        for index, value in enumerate(column.values):
            if target in CODES and value.state is FieldState.GIVEN:
                for code in (value.code, *value.also):
                    _check_word(code, CODES[target], f"{path}.values[{index}]", report)


def _check_word(word: str, fitting: tuple[str, ...], path: str, report: Report) -> None:
    if word not in fitting:
        hint = report.suggest(word, fitting) or f" (one of {', '.join(filter(None, fitting))})"
        report.add(path, f"{quoted(word)} cannot be used here{hint}")
