"""The published register as a file of a standard, written piece by piece with a report of what is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from app.register.exchange.standards import FileFormat, LossReport, Place, RecordWriter
from app.register.published.batches import Exported
from app.register.record import Record
from app.web.spreadsheets import csv_line, safe_cell

Entries = Iterable[Exported]


def file_pieces(
    entries: Entries, writer: RecordWriter, file_format: FileFormat, kind: str, root: str
) -> Iterator[str]:
    """The entries in the form `kind` (csv or json); `root` is the address of the service, or empty."""
    return _csv(entries, writer, root) if kind == "csv" else _json(entries, writer, file_format, root)


def loss_lines(report: LossReport) -> Iterator[str]:
    """What is lost, one line for each kind of loss, the most frequent first."""
    for name, count in report.without_column.most_common():
        yield f"{name}: no place in this standard, left out of {count:,} of {report.records:,} records"
    for (column, code), count in report.without_value.most_common():
        yield f"{column}: no value of its own for {code}, in {count:,} of {report.records:,} records"
    for column, count in report.required_empty.most_common():
        yield f"{column}: required, but empty in {count:,} of {report.records:,} records"


def _rows(entries: Entries, writer: RecordWriter, root: str) -> Iterator[dict[str, str]]:
    for entry in entries:
        address = f"{root}/register/{entry.id}-{entry.slug}" if root else ""
        yield writer.row(Record.from_json(entry.record), Place(str(entry.id), address))


def _csv(entries: Entries, writer: RecordWriter, root: str) -> Iterator[str]:
    yield "\ufeff" + csv_line(column.key for column in writer.columns)
    for row in _rows(entries, writer, root):
        yield csv_line(safe_cell(cell) for cell in row.values())


def _json(entries: Entries, writer: RecordWriter, file_format: FileFormat, root: str) -> Iterator[str]:
    yield "".join(f"{{{json.dumps(key)}:" for key in file_format.list_keys) + "["
    between = "\n"
    for row in _rows(entries, writer, root):
        said = {key: text for key, text in row.items() if text}
        yield between + json.dumps(said, ensure_ascii=False)
        between = ",\n"
    yield "\n]" + "}" * len(file_format.list_keys) + "\n"
