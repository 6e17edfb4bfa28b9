"""Watches what requests write: a GET nothing, others only in `transaction()`, and all of it is committed."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, has_app_context, has_request_context, request, request_tearing_down
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from app.database import db

READING = frozenset({"GET", "HEAD", "OPTIONS"})
WRITE = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|ALTER|DROP|TRUNCATE|COPY)\b", re.IGNORECASE
)


class RequestWatch:
    """Collects the database rules that requests of one application break."""

    def __init__(self, app: Flask, engine: Engine) -> None:
        self.problems: list[str] = []
        self.statements: list[str] = []
        self.app = app
        app.extensions["candour-request-watch"] = self
        event.listen(engine, "before_cursor_execute", self._note_statement)
        event.listen(engine, "commit", self._note_end)
        event.listen(engine, "rollback", self._note_end)
        request_tearing_down.connect(self._check_session, app)

    @staticmethod
    def of(app: Flask) -> RequestWatch:
        """The watch of an application."""
        watch: RequestWatch = app.extensions["candour-request-watch"]
        return watch

    def clear(self) -> None:
        """Forgets what was seen."""
        self.problems.clear()

    def raise_problems(self) -> None:
        """Raises AssertionError when a request broke a rule."""
        if self.problems:
            raise AssertionError("\n".join(self.problems))

    def _note_statement(self, connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        self.statements.append(statement)
        if not WRITE.match(statement):
            return
        connection.info["unfinished_write"] = statement
        if has_request_context() and request.method in READING:
            self.problems.append(f"{request.method} {request.path} wrote: {statement[:200]}")
        if has_request_context() and not db.session().info.get("in_transaction"):
            self.problems.append(
                f"{request.method} {request.path} wrote outside transaction(): {statement[:200]}"
            )

    def _note_end(self, connection: Connection) -> None:
        connection.info.pop("unfinished_write", None)

    def _check_session(self, _sender: Flask, **_extra: Any) -> None:
        if not db.session.registry.has():
            return
        session = db.session()
        left = [*session.new, *session.dirty, *session.deleted]
        if left:
            self.problems.append(f"{request.method} {request.path} left uncommitted: {left}")
        if session.in_transaction():
            statement = session.connection().info.get("unfinished_write")
            if statement:
                self.problems.append(f"{request.method} {request.path} left uncommitted: {statement[:200]}")


def close_own_transaction() -> None:
    """Ends the test's own transaction before a request, which could otherwise wait for it for ever.

    Raises:
        AssertionError: the test changed something and did not commit it.
    """
    if not has_app_context() or not db.session.registry.has():
        return
    session = db.session()
    left = [*session.new, *session.dirty, *session.deleted]
    if left:
        raise AssertionError(f"Commit before the request, through an action or transaction(): {left}")
    session.rollback()
