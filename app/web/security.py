"""Headers of every answer, and refusal of bodies that no form sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, request

from app.database import READING
from app.settings import Settings
from app.web import addresses

View = TypeVar("View", bound=Callable[..., Any])

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def headers(production: bool) -> dict[str, str]:
    """The headers that every answer carries, static files included."""
    if not production:
        return _HEADERS
    return _HEADERS | {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


def takes_bodies(limit: Callable[[Settings], int]) -> Callable[[View], View]:
    """Lets one view take larger bodies than the rest; `limit` reads the number of bytes from the settings."""

    def declare(view: View) -> View:
        view.body_limit = limit  # type: ignore[attr-defined]
        return view

    return declare


def largest_body(app: Flask) -> int:
    """How many bytes the view that takes most lets in; nothing larger need reach the application."""
    settings: Settings = app.extensions["candour"]
    limits = [getattr(view, "body_limit", None) for view in app.view_functions.values()]
    return max([settings.max_upload_bytes, *(int(limit(settings)) for limit in limits if limit)])


def _raise_limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    limit = getattr(view, "body_limit", None)
    if limit is not None:
        request.max_content_length = limit(current_app.extensions["candour"])


def _refuse_other_bodies() -> None:
    """A body sent in pieces has no length, so its type is asked first."""
    has_body = bool(request.mimetype or request.content_length)
    if request.method not in READING and request.mimetype not in _FORM_TYPES and has_body:
        abort(415)


def init_app(app: Flask, production: bool) -> None:
    """Adds the headers; private pages are never kept by browsers or proxies."""
    common = headers(production)
    addresses.init_app(app)
    app.before_request(_raise_limit)
    app.before_request(_refuse_other_bodies)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in common.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
