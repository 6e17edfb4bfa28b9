"""The council's own colour as a style sheet, for installations that set one."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request
from werkzeug.wrappers import Response as WerkzeugResponse

from app.settings import BRAND_COLOUR, Settings
from app.web.access import PUBLIC, access

bp = Blueprint("brand", __name__)


def has_own_colour(settings: Settings) -> bool:
    """Whether the installation's colour differs from the one in the style sheets."""
    return settings.brand_colour.casefold() != BRAND_COLOUR


@bp.get("/brand.css")
@access(get=PUBLIC)
def colours() -> WerkzeugResponse:
    settings: Settings = current_app.extensions["candour"]
    colour = settings.brand_colour
    text = f":root {{ --c-brand: {colour}; --govuk-brand-colour: {colour}; }}\n"
    response = Response(text, mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.add_etag()
    return response.make_conditional(request)
