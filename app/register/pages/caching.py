"""Lets browsers and caches keep public pages until the next publication, and never a signed-in person's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any, TypeVar

from flask import Response, current_app, g, make_response, request, session

from app.database import utcnow
from app.register.published.revision import RegisterRevision, kept_pages, read_state
from app.settings import ROOT
from app.web.language import current_language
from app.web.roles import current_actor

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC_CACHE = "public, max-age=0, stale-while-revalidate=60"
PRIVATE_CACHE = "private, no-store"
_SHOWN = ("templates", "static/css", "app/register/content", "app/translations")


@dataclass(frozen=True, slots=True)
class Build:
    """What pages are made from besides the register: a new release changes every tag."""

    stamp: str
    made_at: datetime


def register_state() -> RegisterRevision:
    """The register's state, read once a request."""
    if "register_state" not in g:
        g.register_state = read_state()
    state: RegisterRevision = g.register_state
    return state


def public_page(*, kept: bool = False) -> Callable[[View], View]:
    """Gives a public view its ETag, answers 304 without running it, and keeps its HTML when `kept` is set.

    Only pages that depend on nothing but path, language, day and the register may be kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(*args: Any, **kwargs: Any) -> Response:
            if not _is_shared():
                response: Response = make_response(view(*args, **kwargs))
                response.headers["Cache-Control"] = PRIVATE_CACHE
                return response
            state = register_state()
            tag = _tag(state)
            if request.if_none_match.contains_weak(tag):
                return _with_headers(Response(status=304), tag, state)
            keepable = kept and not request.args.keys() - {"lang"}
            body = kept_pages().find(state, _page_key()) if keepable else None
            if body is not None:
                return _with_headers(Response(body, mimetype="text/html"), tag, state)
            response = make_response(view(*args, **kwargs))
            if keepable and response.status_code == 200:
                data = response.get_data()
                kept_pages().keep(state, _page_key(), data, len(data) + 2 * len(request.path))
            return _with_headers(response, tag, state)

        return answer  # type: ignore[return-value]

    return decorate


def _is_shared() -> bool:
    """Whether everybody would get the same answer: nobody is signed in and no notice waits to be shown."""
    return current_actor() is None and "_flashes" not in session


def _page_key() -> tuple[str, str, str]:
    return request.path, current_language(), str(utcnow().date())


def _tag(state: RegisterRevision) -> str:
    moment = int(state.changed_at.timestamp() * 1_000_000)
    return f"{state.revision}-{moment:x}-{utcnow():%y%m%d}-{_build().stamp}"


def _with_headers(response: Response, tag: str, state: RegisterRevision) -> Response:
    if response.status_code in (200, 304):
        response.set_etag(tag, weak=True)
        midnight = utcnow().replace(hour=0, minute=0, second=0, microsecond=0)
        response.last_modified = max(state.changed_at, _build().made_at, midnight)
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.vary.add("Cookie")
    return response


def _build() -> Build:
    build: Build | None = current_app.extensions.get("candour-build")
    if build is None:
        build = _read_build()
        current_app.extensions["candour-build"] = build
    return build


def _read_build() -> Build:
    settings = current_app.extensions["candour"]
    digest = hashlib.sha256(f"{settings.service_name}{settings.brand_colour}".encode())
    newest = 0.0
    for folder in _SHOWN:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file():
                digest.update(file.read_bytes())
                newest = max(newest, file.stat().st_mtime)
    return Build(digest.hexdigest()[:10], datetime.fromtimestamp(newest, UTC))
