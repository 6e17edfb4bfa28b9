"""Counts SQL statements, so that a page which asks more with more rows fails its test."""

from __future__ import annotations

from types import TracebackType
from typing import Any


class StatementCounter:
    """The statements executed inside its `with` block."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self._counting = False

    @property
    def total(self) -> int:
        """How many there were."""
        return len(self.statements)

    def note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        """Takes a statement from SQLAlchemy."""
        if self._counting and not statement.startswith(("PRAGMA", "BEGIN")):
            self.statements.append(statement)

    def __enter__(self) -> StatementCounter:
        self.statements.clear()
        self._counting = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._counting = False
