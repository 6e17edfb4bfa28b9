"""Published records as JSON and CSV, written piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from app.register.published.batches import Exported
from app.register.record import FieldState, FieldValue, Record
from app.register.record.parts import cells_of, column_names
from app.register.record.public_fields import all_fields
from app.web.spreadsheets import csv_line, safe_cell

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
ENTRY_COLUMNS = (
    "id",
    "address",
    "version",
    "published_at",
)
_SILENT = {
    FieldState.WITHHELD: "[withheld]",
    FieldState.NOT_APPLICABLE: "[does not apply]",
    FieldState.UNKNOWN: "[not known yet]",
}


def entry_data(entry: Exported, root: str) -> dict[str, Any]:
    """One entry as JSON values; `root` is the address of the service without a slash at its end."""
    return {
        "id": entry.id,
        "address": f"{root}/register/{entry.id}-{entry.slug}",
        "version": entry.number,
        "published_at": entry.published_at.isoformat(),
        "licence": LICENCE,
    }


def json_pieces(entries: Iterable[Exported], root: str, name: str) -> Iterator[str]:
    """The whole register as one JSON document; the stored records go out as they are, without being read."""
    yield f'{{"register":{json.dumps(name)},"licence":{json.dumps(LICENCE)},"entries":['
    between = ""
    for entry in entries:
        head = json.dumps(entry_data(entry, root))[:-1]
        yield f'{between}\n{head},"record":{entry.record}}}'
        between = ","
    yield "\n]}\n"


def csv_pieces(entries: Iterable[Exported], root: str) -> Iterator[str]:
    """The whole register as CSV, one entry a row, in a form that spreadsheets read as UTF-8."""
    fields = [field.id for field in all_fields().fields]
    yield "\ufeff" + csv_line([*ENTRY_COLUMNS, *column_names(), *fields])
    for entry in entries:
        record = Record.from_json(entry.record)
        yield csv_line(
            [safe_cell(c) for c in _first_cells(entry, record, root)]
            + [safe_cell(_cell(record.field(f))) for f in fields]
        )


def _first_cells(entry: Exported, record: Record, root: str) -> list[str]:
    return [
        str(entry.id),
        f"{root}/register/{entry.id}-{entry.slug}",
        str(entry.number),
        entry.published_at.isoformat(),
        *cells_of(record),
    ]


def _cell(value: FieldValue) -> str:
    if value.state is FieldState.GIVEN:
        return value.text
    return f"{_SILENT.get(value.state, '')} {value.reason}".strip()
