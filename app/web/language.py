"""English and Welsh: the language is part of the address (`?lang=cy`), so that pages can be shared."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_translations

LANGUAGES = {"en": "English", "cy": "Cymraeg"}
DEFAULT = "en"

babel = Babel()


def current_language() -> str:
    """The language of this request: `en` unless the address asks for another one that we have."""
    if not has_request_context():
        return DEFAULT
    asked = request.args.get("lang", DEFAULT)
    return asked if asked in LANGUAGES else DEFAULT


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    language = g.get("language", DEFAULT)
    if language != DEFAULT and endpoint != "static":
        values.setdefault("lang", language)


def _gettext(text: str) -> str:
    """Gettext for templates. Looks the catalogue up once a request, since a page calls it a hundred times."""
    catalogue = g.get("catalogue")
    if catalogue is None:
        catalogue = g.catalogue = get_translations()
    translated: str = catalogue.gettext(text)
    return translated


def _ngettext(one: str, many: str, count: int) -> str:
    translated: str = get_translations().ngettext(one, many, count)
    return translated


def init_app(app: Flask) -> None:
    """Chooses each request's language and keeps it in the links of the page."""
    babel.init_app(app, locale_selector=current_language, default_translation_directories="translations")

    @app.before_request
    def remember_language() -> None:
        g.language = current_language()

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the i18n extension
        _gettext, _ngettext, newstyle=True
    )
    app.url_default_functions.setdefault(None, []).append(_keep_language)
