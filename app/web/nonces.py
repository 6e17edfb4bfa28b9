"""Nonces: a form that creates something takes effect once, however often it is sent."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.database import Model, UTCDateTime, utcnow

LONGEST = 64


class FormNonce(Model):
    """A spent nonce and what came of it (an id or a code, for showing the first result again)."""

    __tablename__ = "form_nonce"

    nonce: Mapped[str] = mapped_column(String(LONGEST), primary_key=True)
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
    key = _key(nonce)
    before = session.get(FormNonce, key)
    if before is not None:
        raise AlreadyDone(before.result)
    row = FormNonce(nonce=key, spent_at=utcnow(), result="")
    try:
        with session.begin_nested():  # the rest of the transaction outlives a clash
            session.add(row)
    except IntegrityError as error:
        first = session.get(FormNonce, key, populate_existing=True)
        raise AlreadyDone(first.result if first else "") from error
    return row


def _key(nonce: str) -> str:
    """What to keep of a nonce: none at all protects nothing but harms nobody, an odd one is hashed to fit."""
    if not nonce:
        return new_nonce()
    if len(nonce) <= LONGEST and nonce.isascii() and nonce.isprintable():
        return nonce
    return hashlib.sha256(nonce.encode("utf-8", "replace")).hexdigest()
