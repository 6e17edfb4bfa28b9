"""A year's figures as CSV, from the same values as its tables and charts."""

from __future__ import annotations

from app.board.figures.model import FigureGroup, FigureRow, Year
from app.board.figures.words import PARTS, ROWS
from app.web.spreadsheets import sheet

HEADINGS = ("year", "part", "figure", "part_in_words", "figure_in_words", "value", "of", "unit", "longest")


def csv_of(year: Year) -> str:
    """One line for each figure, in a form that spreadsheets read as UTF-8."""
    return sheet(HEADINGS, (_cells(year, part, row) for part in year.parts for row in part.rows))


def _cells(year: Year, part: FigureGroup, row: FigureRow) -> tuple[object, ...]:
    names = (part.code, row.code, PARTS[part.code], ROWS[part.code][row.code])
    return (year.year, *names, number(row.value), number(row.of), row.unit, number(row.most))


def number(value: float | None) -> str:
    """A figure without needless decimals; empty where there is none."""
    return "" if value is None else f"{value:g}"
