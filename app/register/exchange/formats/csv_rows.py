"""CSV as public bodies publish it, streamed."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.register.exchange.formats.errors import Log, ReadError
from app.register.exchange.standards.matching import Headings
from app.register.exchange.standards.model import FileRow, Standard

CELL_LIMIT = 1_000_000
HEADER_WITHIN = 25
WIDEST = 1_000
LEAST_HEADINGS = 2
DELIMITERS = ",;\t"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    has_nul: bool


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    delimiter: str
    cells: tuple[str, ...]
    keys: tuple[str | None, ...]


def csv_rows(standard: Standard, path: Path, log: Log) -> Iterator[FileRow]:
    """Give the rows below the header, blank rows and repeated headers left out. Raises ReadError."""
    csv.field_size_limit(CELL_LIMIT)
    encoding = _encoding(path, log)
    header = _find_header(standard, path, encoding.name)
    _note_header(header, log)
    plan = [(index, key) for index, key in enumerate(header.keys) if key is not None]
    unnamed: set[int] = set()
    for number, cells in _records(path, encoding.name, header.delimiter, log):
        if number <= header.row or not any(cells):
            continue
        if encoding.has_nul:
            _refuse_nul(number, cells, header)
        if tuple(cells[: len(header.cells)]) == header.cells:
            log.note(number, "", "the headings are repeated here; row skipped")
            continue
        _check_width(number, cells, header, log)
        _note_unnamed(number, cells, header, unnamed, log)
        found: dict[str, str] = {}
        for index, key in plan:
            if index < len(cells) and cells[index] and not found.get(key):
                found[key] = cells[index]
        if any(map(str.strip, cells)):
            yield FileRow(number, found)


def _records(path: Path, encoding: str, delimiter: str, log: Log) -> Iterator[tuple[int, list[str]]]:
    number = 0
    with path.open("rb") as file, io.TextIOWrapper(file, encoding, newline="") as text:
        log.file = file
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), start=1):
                yield number, cells
        except csv.Error as error:
            raise ReadError(number + 1, "", _csv_message(str(error))) from error


def _csv_message(message: str) -> str:
    if "unexpected end" in message:
        return "the file ends inside a quoted cell; it is cut off or a closing quotation mark is missing"
    if "field larger" in message:
        return (
            f"a cell is longer than {CELL_LIMIT:,} characters; a closing quotation mark is probably missing"
        )
    return f"not CSV: {message}"


def _encoding(path: Path, log: Log) -> _Encoding:
    """Read the file once as bytes: UTF-8 if all of it is, else Windows-1252, with a note of the line."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    has_nul, line, bad_line = False, 1, 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            has_nul = has_nul or b"\x00" in chunk
            if not bad_line:
                bad_line = _undecodable(decoder, chunk, line)
            line += chunk.count(b"\n")
    if not bad_line:
        bad_line = _undecodable(decoder, b"", line)
    if not bad_line:
        return _Encoding("utf-8-sig", has_nul)
    try:
        with path.open(encoding="cp1252", newline="") as text:
            while text.read(CHUNK):
                pass
    except UnicodeDecodeError as error:
        message = "not text: neither UTF-8 nor Windows-1252"
        raise ReadError(bad_line, "", message) from error
    log.note(0, "", f"not UTF-8 (first seen on line {bad_line}); read as Windows-1252")
    return _Encoding("cp1252", has_nul)


def _undecodable(decoder: codecs.IncrementalDecoder, chunk: bytes, line: int) -> int:
    """Give the line of the first byte that is not UTF-8, 0 when there is none."""
    try:
        decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        return line + error.object.count(b"\n", 0, error.start)
    return 0


def _find_header(standard: Standard, path: Path, encoding: str) -> _Header:
    """Look for the row with the standard's headings among the first rows, whatever separates the cells."""
    headings = Headings(standard)
    needed = set(standard.title_keys)
    first_error: ReadError | None = None
    for delimiter in DELIMITERS:
        try:
            for number, cells in _records(path, encoding, delimiter, Log()):
                if number > HEADER_WITHIN:
                    break
                _refuse_width(number, cells)
                keys = tuple(
                    headings.key_of(" ".join(cell.split())) if cell.strip() else None for cell in cells
                )
                if len(set(keys) - {None}) >= LEAST_HEADINGS and needed & set(keys):
                    return _Header(number, delimiter, tuple(cells), keys)
        except ReadError as error:
            first_error = first_error or error
    if first_error is not None:
        raise first_error
    names = [column.names[-1] for column in standard.columns if column.key in needed]
    raise ReadError(
        1, "", f"no row with the headings of {standard.name} found; expected {' or '.join(names)}"
    )


def _refuse_width(number: int, cells: list[str]) -> None:
    if len(cells) > WIDEST:
        raise ReadError(
            number, "", f"{len(cells):,} cells in one row; a register has at most {WIDEST:,} columns"
        )


def _note_header(header: _Header, log: Log) -> None:
    if header.row > 1:
        log.note(header.row, "", f"{header.row - 1} rows above the headings skipped")
    seen: set[str] = set()
    for cell, key in zip(header.cells, header.keys, strict=True):
        if key is None and cell.strip():
            name = _short(cell)
            log.note(header.row, name, "not a column of this standard; left out")
        elif key is not None and key in seen:
            log.note(header.row, _short(cell), "heading repeated; used where the first is empty")
        if key is not None:
            seen.add(key)


def _note_unnamed(number: int, cells: list[str], header: _Header, unnamed: set[int], log: Log) -> None:
    """Say once for each column without a heading that something stands in it."""
    for index, name in enumerate(header.cells):
        if not name.strip() and index not in unnamed and index < len(cells) and cells[index].strip():
            unnamed.add(index)
            log.note(number, f"{index + 1}", "this column has no heading; left out")


def _check_width(number: int, cells: list[str], header: _Header, log: Log) -> None:
    width = len(header.cells)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        raise ReadError(
            number, "", f"{len(cells)} cells under {width} headings; a quotation mark may be missing"
        )
    if len(cells) < width:
        log.note(number, "", f"only {len(cells)} cells of {width}; the rest is taken as empty")


def _refuse_nul(number: int, cells: list[str], header: _Header) -> None:
    for index, cell in enumerate(cells):
        if "\x00" in cell:
            name = header.cells[index] if index < len(header.cells) else ""
            raise ReadError(
                number, _short(name) or f"{index + 1}", "a NUL byte; the file is damaged or not text"
            )


def _short(heading: str) -> str:
    """Give a heading in one short line."""
    line = " ".join(heading.replace("\x00", "").split())
    return line if len(line) <= 60 else line[:59] + "…"
