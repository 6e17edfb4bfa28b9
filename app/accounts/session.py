"""Who is signed in: the cookie holds a token, the server holds the session."""

from __future__ import annotations

from flask import Flask, g, session

from app.accounts.queries import actor_by_token
from app.web.roles import Actor

KEY = "token"


def token() -> str:
    """The token in the cookie, or an empty text."""
    value = session.get(KEY, "")
    return value if isinstance(value, str) else ""


def start(new_token: str) -> None:
    """Puts the token into the cookie; everything from before sign-in is dropped."""
    session.clear()
    session[KEY] = new_token
    session.permanent = True


def end() -> None:
    """Empties the cookie."""
    session.clear()


def _identify() -> None:
    found: Actor | None = None
    if KEY in session:
        found = actor_by_token(token())
    g.actor = found


def init_app(app: Flask) -> None:
    """Finds out before each request who is signed in."""
    app.before_request(_identify)
