"""CSV as public bodies publish it, streamed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.register.exchange.formats.encodings import FileEncoding, encoding_of, mended
from app.register.exchange.formats.errors import Log, ReadError
from app.register.exchange.standards.matching import Headings
from app.register.exchange.standards.model import FileRow, Standard

CELL_LIMIT = 1_000_000
HEADER_WITHIN = 25
WIDEST = 1_000
LEAST_HEADINGS = 2
DELIMITERS = ",;\t"
MOST_SEEN = 12


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    delimiter: str
    cells: tuple[str, ...]
    keys: tuple[str | None, ...]


def csv_rows(standard: Standard, path: Path, log: Log) -> Iterator[FileRow]:
    """Give the rows below the header, blank rows and repeated headers left out. Raises ReadError."""
    csv.field_size_limit(CELL_LIMIT)
    encoding = encoding_of(path)
    if encoding.note:
        log.note(0, "", encoding.note)
    header = _find_header(standard, path, encoding)
    _note_header(header, log)
    plan = [(index, key) for index, key in enumerate(header.keys) if key is not None]
    unnamed: set[int] = set()
    for number, cells in _records(path, encoding, header.delimiter, log):
        if encoding.has_wrong_bytes:
            cells = _mend(number, cells, header, log)
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


def _records(path: Path, encoding: FileEncoding, delimiter: str, log: Log) -> Iterator[tuple[int, list[str]]]:
    number = 0
    with path.open("rb") as file, _text_of(file, encoding) as text:
        log.file = file
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), start=1):
                yield number, cells
        except csv.Error as error:
            raise ReadError(number + 1, "", _csv_message(str(error))) from error


def _text_of(file: BinaryIO, encoding: FileEncoding) -> io.TextIOWrapper:
    """Invalid bytes are read as surrogates, each to be corrected in its own cell."""
    return io.TextIOWrapper(file, encoding.name, errors="surrogateescape", newline="")


def _mend(number: int, cells: list[str], header: _Header, log: Log) -> list[str]:
    """Give the cells of a row with bytes that are not UTF-8 read one by one, each noted with its place."""
    read = []
    for index, cell in enumerate(cells):
        text, wrong = mended(cell)
        if wrong:
            name = header.cells[index] if number > header.row and index < len(header.cells) else ""
            log.note(number, _short(name) or f"{index + 1}", wrong)
        read.append(text)
    return read


def _csv_message(message: str) -> str:
    if "unexpected end" in message:
        return "the file ends inside a quoted cell; it is cut off or a closing quotation mark is missing"
    if "field larger" in message:
        return (
            f"a cell is longer than {CELL_LIMIT:,} characters; a closing quotation mark is probably missing"
        )
    return f"not CSV: {message}"


def _find_header(standard: Standard, path: Path, encoding: FileEncoding) -> _Header:
    """Look for the row with the standard's headings among the first rows, whatever separates the cells.

    An error with one separator counts only when the file reads cleanly with none.
    """
    headings = Headings(standard)
    needed = set(standard.title_keys)
    errors: list[ReadError] = []
    seen: list[str] = []
    for delimiter in DELIMITERS:
        widest: list[str] = []
        try:
            for number, raw in _records(path, encoding, delimiter, Log()):
                if number > HEADER_WITHIN:
                    break
                _refuse_width(number, raw)
                cells = [mended(cell)[0] for cell in raw] if encoding.has_wrong_bytes else raw
                keys = tuple(
                    headings.key_of(" ".join(cell.split())) if cell.strip() else None for cell in cells
                )
                if len(set(keys) - {None}) >= LEAST_HEADINGS and needed & set(keys):
                    return _Header(number, delimiter, tuple(cells), keys)
                widest = max(widest, [cell for cell in cells if cell.strip()], key=len)
        except _TooWide:
            raise
        except ReadError as error:
            errors.append(error)
        else:
            seen = max(seen, widest, key=len)
    if errors and (not seen or len(errors) == len(DELIMITERS)):
        raise errors[0]
    raise ReadError(1, "", _no_headings(standard, seen))


def _no_headings(standard: Standard, seen: list[str]) -> str:
    names = [column.headings[-1] for column in standard.columns if column.key in standard.title_keys]
    shown = ", ".join(_short(cell) for cell in seen[:MOST_SEEN]) or "nothing"
    more = f" and {len(seen) - MOST_SEEN} more" if len(seen) > MOST_SEEN else ""
    wanted = " or ".join(names)
    return f"no row with the headings of {standard.name} found; seen: {shown}{more}; expected {wanted}"


class _TooWide(ReadError):
    """So many cells that no other separator is worth a try."""


def _refuse_width(number: int, cells: list[str]) -> None:
    if len(cells) > WIDEST:
        raise _TooWide(
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
