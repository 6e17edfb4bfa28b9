"""Reads a register's file row by row as published, and names the place where it is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.register.exchange.formats.csv_rows import csv_rows
from app.register.exchange.formats.errors import Log, ReadError
from app.register.exchange.formats.json_rows import json_lines_rows, json_rows
from app.register.exchange.standards.file_format import FileFormat
from app.register.exchange.standards.loading import load_format
from app.register.exchange.standards.model import FileRow, RowProblem, Standard

FORMATS = {".csv": "csv", ".tsv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
SIGNATURES = (
    (b"PK\x03\x04", "this is an Excel workbook or a ZIP file; save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "this is an old Excel or Word file; save it as CSV"),
    (b"%PDF", "this is a PDF, not a table"),
    (b"\x1f\x8b", "this is a compressed file; unpack it first"),
    (b"\xff\xfe", "this file is UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "this file is UTF-16; save it as UTF-8"),
    (b"\x89PNG", "this is a picture, not a table"),
)

__all__ = ["FileRows", "ReadError", "read"]


class FileRows:
    """The rows of one file. Iterate it once; `notes` fills as it goes with what was skipped or set right."""

    def __init__(self, standard: Standard, path: Path, file_format: FileFormat) -> None:
        self.standard = standard
        self.file_format = file_format
        self.path = path
        self._log = Log()
        self._size = 0

    @property
    def notes(self) -> list[RowProblem]:
        """What was skipped or set right so far; row 0 is the file as a whole."""
        return self._log.notes

    @property
    def fraction(self) -> float:
        """How much of the file is read, from 0 to 1, for a progress bar."""
        file = self._log.file
        if file is None or not self._size:
            return 0.0
        return 1.0 if file.closed else min(1.0, file.tell() / self._size)

    def __iter__(self) -> Iterator[FileRow]:
        """Give the rows one at a time. Raises ReadError with row and column when the file is broken."""
        try:
            self._size = self.path.stat().st_size
            _refuse_other_files(self.path)
            kind = FORMATS.get(self.path.suffix.lower(), self.file_format.kind)
            if kind == "csv":
                yield from csv_rows(self.standard, self.path, self._log)
            elif kind == "json":
                yield from json_rows(self.standard, self.file_format, self.path, self._log)
            else:
                yield from json_lines_rows(self.standard, self.path, self._log)
        except OSError as error:
            raise ReadError(0, "", f"cannot read the file: {error.strerror}") from error


def read(standard: Standard, path: Path, file_format: FileFormat | None = None) -> FileRows:
    """Open a file of a standard for reading; nothing is read before the first row is asked for.

    Without `file_format` the standard's usual one is expected; the name of the file goes before both.
    """
    return FileRows(standard, path, file_format or load_format(standard.name))


def _refuse_other_files(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise ReadError(1, "", "the file is empty")
    for signature, message in SIGNATURES:
        if start.startswith(signature):
            raise ReadError(1, "", message)
