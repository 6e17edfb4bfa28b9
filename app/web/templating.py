"""What templates can call: form components, Markdown, dates, addresses of static files, navigation."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for
from flask_babel import format_date, format_datetime
from jinja2 import Undefined

from app.settings import ROOT, Settings
from app.web.brand import has_own_colour
from app.web.forms import error_summary, field_html
from app.web.language import LANGUAGES
from app.web.markdown import render_markdown
from app.web.navigation import navigation
from app.web.roles import current_actor


@lru_cache(maxsize=200)
def static_file(path: str) -> str:
    """Address of a static file with its checksum, so that browsers may keep it for a year."""
    content = (ROOT / "static" / path).read_bytes()
    return f"/static/{path}?v={hashlib.sha256(content).hexdigest()[:12]}"


def day(value: date | datetime | None) -> str:
    """A day in words, like 3 March 2027, in the page's language."""
    return format_date(value, "d MMMM y") if value else ""


def iso_day(text: str) -> str:
    """A day given as an ISO date, in words; any other text as it is."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def moment(value: datetime) -> str:
    """A day and time, like 3 March 2027, 14:05."""
    return str(format_datetime(value, "d MMMM y, HH:mm"))


def other_languages() -> list[tuple[str, str, str]]:
    """Code, own name and address of this page in each other language."""
    here = g.get("language", "en")
    if not request.endpoint or request.method != "GET":
        return []
    path = url_for(request.endpoint, **g.get("address_arguments", request.view_args or {})).split("?")[0]
    # Not through url_for: it takes names like `_external` and `endpoint` for its own.
    asked = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return [
        (code, name, f"{path}?{urlencode([*asked, ('lang', code)])}")
        for code, name in LANGUAGES.items()
        if code != here
    ]


def _page_globals() -> dict[str, Any]:
    settings: Settings = current_app.extensions["candour"]
    actor = current_actor()
    return {
        "service_name": settings.service_name,
        "actor": actor,
        "navigation": navigation(actor),
        "language": g.get("language", "en"),
        "settings": settings,
        "has_own_colour": has_own_colour(settings),
    }


def init_app(app: Flask) -> None:
    """Gives every template its filters and functions."""
    app.jinja_env.globals.update(
        static_file=static_file,
        field_html=field_html,
        error_summary=error_summary,
        other_languages=other_languages,
    )
    app.jinja_env.filters.update(markdown=render_markdown, day=day, iso_day=iso_day, moment=moment)
    app.context_processor(_page_globals)
    # GOV.UK's macros ask for parameters that nobody gave; our own templates may not.
    app.extensions["govuk_templates"] = app.jinja_env.overlay(undefined=Undefined)
