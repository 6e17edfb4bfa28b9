"""Reads data files (YAML, JSON) into frozen dataclasses and says what is wrong by file, line and path."""

from __future__ import annotations

from app.data_files.conversion import RawPart, convert, read_data, read_file
from app.data_files.mistakes import DataFileError, Mistake, Report, quoted
from app.data_files.scalars import Written
from app.data_files.shapes import NOT_EMPTY, ONE_OR_MORE, Made, key, whole

__all__ = [
    "NOT_EMPTY",
    "ONE_OR_MORE",
    "DataFileError",
    "Made",
    "Mistake",
    "RawPart",
    "Report",
    "Written",
    "convert",
    "key",
    "quoted",
    "read_data",
    "read_file",
    "whole",
]
