"""Register standards as data: what their files look like and how each row becomes a Record; no database."""

from __future__ import annotations

from app.register.exchange.standards.file_format import FileFormat
from app.register.exchange.standards.identity import HeldRecord, RowClaim, likeness_of, pair
from app.register.exchange.standards.loading import load_format, load_standard, parse_standard, standard_names
from app.register.exchange.standards.mapping import (
    Converted,
    Converter,
    FileOrigin,
    numbered_id,
)
from app.register.exchange.standards.model import FileRow, RowProblem, Standard, StandardError
from app.register.exchange.standards.record_rows import LossReport, Place, RecordWriter

__all__ = [
    "Converted",
    "Converter",
    "FileFormat",
    "FileOrigin",
    "FileRow",
    "HeldRecord",
    "LossReport",
    "Place",
    "RecordWriter",
    "RowClaim",
    "RowProblem",
    "Standard",
    "StandardError",
    "likeness_of",
    "load_format",
    "load_standard",
    "numbered_id",
    "pair",
    "parse_standard",
    "standard_names",
]
