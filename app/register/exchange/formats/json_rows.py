"""JSON documents with one long list, and JSON lines, streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import ijson

from app.json_bounds import JsonBounds, read_json
from app.register.exchange.formats.errors import Log, ReadError
from app.register.exchange.standards.file_format import WHOLE_DOCUMENT, FileFormat
from app.register.exchange.standards.matching import Headings
from app.register.exchange.standards.model import FileRow, Standard

LINE_LIMIT = 4_000_000
LEAST_KEYS = 2
DEEPEST = 5
DEEPEST_DOCUMENT = 40
BOUNDS = JsonBounds(depth=DEEPEST_DOCUMENT, values=100_000, items=50_000)
BOM = b"\xef\xbb\xbf"


def json_rows(standard: Standard, file_format: FileFormat, path: Path, log: Log) -> Iterator[FileRow]:
    """Give each object of the standard's list, or of a list that is the whole document. Raises ReadError."""
    understand = _Understanding(standard, log)
    number = 0
    with path.open("rb") as file:
        log.file = file
        place = _list_path(file_format, file)
        try:
            for number, item in enumerate(ijson.items(_few_in_each(_events(file), place), place), start=1):
                yield understand.row(number, item)
        except (ijson.JSONError, UnicodeDecodeError, _TooDeepError) as error:
            raise ReadError(number + 1, "", f"not complete JSON: {_first_line(error)}") from error
        if number == 0 and not _has_list(file, place):
            where = place.removesuffix(".item")
            raise ReadError(1, "", f"no list found at {where}; the file is not a {standard.name} register")


def json_lines_rows(standard: Standard, path: Path, log: Log) -> Iterator[FileRow]:
    """Give one object for each line; blank lines are left out. Raises ReadError."""
    understand = _Understanding(standard, log)
    with path.open("rb") as file:
        log.file = file
        number = 0
        while line := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(line) > LINE_LIMIT:
                raise ReadError(number, "", f"the line is longer than {LINE_LIMIT:,} bytes")
            line = line.removeprefix(BOM) if number == 1 else line
            if not line.strip():
                continue
            try:
                item = read_json(line.decode("utf-8", "surrogatepass"), BOUNDS)
            except (ValueError, RecursionError) as error:
                raise ReadError(number, "", f"not JSON: {_first_line(error)}") from error
            yield understand.row(number, item)


def _list_path(file_format: FileFormat, file: BinaryIO) -> str:
    """Leave the file at its first character after a byte order mark, and say where the list is."""
    start = len(BOM) if file.read(3) == BOM else 0
    file.seek(start)
    first = file.read(4096).lstrip()[:1]
    file.seek(start)
    if first not in (b"[", b"{"):
        raise ReadError(1, "", "not JSON: it starts with neither [ nor {")
    if first == b"[":
        return "item"
    if file_format.list_path == WHOLE_DOCUMENT:
        raise ReadError(1, "", "expected a list of objects, found one object")
    return file_format.list_path


class _TooDeepError(ValueError):
    """Lists in lists without end: the streaming parser's time grows with the square of their depth.

    Or too many values in one object, which is kept whole in memory.
    """


def _events(file: BinaryIO) -> Iterator[tuple[str, str, object]]:
    """Give the parser's events with their paths. Raises _TooDeepError before the depth costs anything."""
    events: Iterator[tuple[str, str, object]] = ijson.parse(_shallow(ijson.basic_parse(file)))
    return events


def _few_in_each(events: Iterable[tuple[str, str, object]], place: str) -> Iterator[tuple[str, str, object]]:
    """Gives the events on. Raises _TooDeepError before one object of the list holds too many values."""
    values = 0
    for event in events:
        values = values + 1 if event[0].startswith(place) and event[0] != place else 0
        if values > 2 * BOUNDS.values:  # a value and its name
            raise _TooDeepError(f"more than {BOUNDS.values} values in one object")
        yield event


def _shallow(events: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    depth = 0
    for event in events:
        if event[0] in ("start_map", "start_array"):
            depth += 1
            if depth > DEEPEST_DOCUMENT:
                raise _TooDeepError(f"more than {DEEPEST_DOCUMENT} lists and objects inside each other")
        elif event[0] in ("end_map", "end_array"):
            depth -= 1
        yield event


def _has_list(file: BinaryIO, place: str) -> bool:
    file.seek(0)
    file.seek(len(BOM) if file.read(3) == BOM else 0)
    wanted = "" if place == "item" else place.removesuffix(".item")
    return any(prefix == wanted and event == "start_array" for prefix, event, _ in _events(file))


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


class _Understanding:
    """Turns objects into rows of one standard and notes each unknown key once."""

    def __init__(self, standard: Standard, log: Log) -> None:
        self.standard = standard
        self.log = log
        self.headings = Headings(standard)
        self.unknown: set[str] = set()

    def row(self, number: int, item: object) -> FileRow:
        """Give the row. Raises ReadError when it is no object, is of another standard or holds a NUL."""
        if not isinstance(item, Mapping):
            raise ReadError(number, "", "expected an object with named values")
        cells: dict[str, str] = {}
        for name, value in item.items():
            text = _text(value)
            if "\x00" in text:
                raise ReadError(number, name, "a NUL character; the file is damaged")
            key = self.headings.key_of(name)
            if key is None:
                self._note(number, name)
            elif text and not cells.get(key):
                cells[key] = text
        if number == 1:
            self._refuse_other_standard(item)
        return FileRow(number, cells)

    def _note(self, number: int, name: str) -> None:
        if name not in self.unknown:
            self.unknown.add(name)
            self.log.note(number, name, "not a field of this standard; left out")

    def _refuse_other_standard(self, item: Mapping[str, object]) -> None:
        known = {key for key in map(self.headings.key_of, item) if key is not None}
        if len(known) < LEAST_KEYS or not known & set(self.standard.title_keys):
            names = ", ".join(list(item)[:8])
            raise ReadError(1, "", f"these are not the fields of {self.standard.name}: {names}")


def _text(value: object, depth: int = 0) -> str:
    if value is None or depth > DEEPEST:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(part, depth + 1)}" for name, part in value.items())
    if isinstance(value, Sequence):
        return "; ".join(text for part in value if (text := _text(part, depth + 1)))
    return str(value)
