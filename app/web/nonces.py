"""Nonces: a form that creates something takes effect once, however often it is sent."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.database import Model, UTCDateTime, utcnow


class FormNonce(Model):
    """A spent nonce and what came of it (an id or a code, for showing the first result again)."""

    __tablename__ = "form_nonce"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    result: Mapped[str] = mapped_column(String(200), default="")


class AlreadyDone(Exception):
    """The form was sent before; `result` is what its first sending made."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result


def new_nonce() -> str:
    """A fresh nonce for a form."""
    return secrets.token_urlsafe(24)


def spend(session: Session, nonce: str) -> FormNonce:
    """Marks the nonce as spent in this transaction; fill in `.result` before it ends.

    Raises:
        AlreadyDone: it was spent before.
    """
    before = session.get(FormNonce, nonce)
    if before is not None:
        raise AlreadyDone(before.result)
    row = FormNonce(nonce=nonce, spent_at=utcnow(), result="")
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyDone("") from error
    return row
