"""Register standards as data: what their files look like and how each row becomes a Record; no database."""

from __future__ import annotations

from app.register.exchange.formats.rows import FileRows, ReadError, read
from app.register.exchange.standards.identity import Claim, Held, likeness_of, pair
from app.register.exchange.standards.loading import load_standard, parse_standard, standard_names
from app.register.exchange.standards.mapping import (
    Converted,
    Converter,
    FileOrigin,
    convert,
    convert_all,
    numbered_id,
)
from app.register.exchange.standards.model import FileRow, RowProblem, Standard, StandardError

__all__ = [
    "Claim",
    "Converted",
    "Converter",
    "FileOrigin",
    "FileRow",
    "FileRows",
    "Held",
    "ReadError",
    "RowProblem",
    "Standard",
    "StandardError",
    "convert",
    "convert_all",
    "likeness_of",
    "load_standard",
    "numbered_id",
    "pair",
    "parse_standard",
    "read",
    "standard_names",
]
