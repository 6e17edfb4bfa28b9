"""What reading a file has to say: the error that ends it, and the log of what was skipped or set right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from app.register.exchange.standards.model import RowProblem


class ReadError(ValueError):
    """A file is broken. `row` counts as a spreadsheet does; `column` is a heading, or empty."""

    def __init__(self, row: int, column: str, message: str) -> None:
        place = f"row {row}, column {column}" if column else f"row {row}"
        super().__init__(f"{place}: {message}")
        self.row = row
        self.column = column
        self.message = message


@dataclass
class Log:
    """What a reading has noted, and the open file, whose position tells how far it is."""

    notes: list[RowProblem] = field(default_factory=list)
    file: BinaryIO | None = None

    def note(self, row: int, column: str, message: str) -> None:
        """Note one thing."""
        self.notes.append(RowProblem(row, column, message))
