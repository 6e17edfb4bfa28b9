"""A year's figures as CSV, from the same values as its tables and charts."""

from __future__ import annotations

import csv
import io

from app.board.figures.model import Row, Year
from app.board.figures.words import PARTS, ROWS
from app.register.public.exporting import safe_cell

HEADINGS = ("year", "part", "figure", "part_in_words", "figure_in_words", "value", "of", "unit", "longest")


def csv_of(year: Year) -> str:
    """One line for each figure, in a form that spreadsheets read as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for part in year.parts:
        for row in part.rows:
            names = (part.code, row.code, str(PARTS[part.code]), str(ROWS[part.code][row.code]))
            writer.writerow([safe_cell(cell) for cell in (str(year.year), *names, *_numbers(row))])
    return "\ufeff" + out.getvalue()


def _numbers(row: Row) -> tuple[str, str, str, str]:
    return (number(row.value), number(row.of), row.unit, number(row.most))


def number(value: float | None) -> str:
    """A figure without needless decimals; empty where there is none."""
    return "" if value is None else f"{value:g}"
