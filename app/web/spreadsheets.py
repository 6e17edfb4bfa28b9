"""Lists as CSV that spreadsheets read as UTF-8 and take for no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_RISKY) else text


def csv_line(cells: Iterable[str]) -> str:
    """One line of a sheet that is written piece by piece; the caller has made its cells safe."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def sheet(headings: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """The headings and a line for each row, every cell made safe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([safe_cell(str(cell)) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def sheet_reply(text: str, name: str) -> Response:
    """A sheet as the file `name`.csv, which no cache keeps unless a public view allows it."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.csv"',
        "Cache-Control": "private, no-store",
    }
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)
