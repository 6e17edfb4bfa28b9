"""Error pages: say what happened and what to do, and give back every word that was sent."""

from __future__ import annotations

import structlog
from flask import Flask, Request, Response, make_response, render_template, request
from flask.globals import request_ctx
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, MethodNotAllowed

from app.database import db
from app.web.fields import without_unusable
from app.web.language import current_language
from app.web.refusals import Refusal, answer_to_refusal
from app.web.versions import Stale

log = structlog.get_logger(__name__)
_NOT_TEXT = frozenset({"csrf_token", "nonce", "version", "password", "new_password", "repeated_password"})
# Beside a text, forms send its version, its state and what it was: nobody typed these.
_MACHINE_ENDINGS = ("_version", "_state", "_conflict", "_resolve", "-was")
_BARE_PAGE = (
    '<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><h1>{title}</h1><p>{text}</p></body></html>\n"
)
# Set by what stands before the application (web server, static files) when it refuses a request itself.
REFUSED = "candour.refused"
_UNAVAILABLE = (OperationalError, InterfaceError, PoolTimeout)


class FormRequest(Request):
    """A request whose damaged body is always a 400, whatever its parser stumbles over."""

    def _load_form_data(self) -> None:
        try:
            super()._load_form_data()
            if None in self.form or None in self.files:
                raise ValueError("a part has no name")
        except HTTPException:
            raise
        except Exception as error:
            vars(self)["form"] = ImmutableMultiDict()
            vars(self).setdefault("files", ImmutableMultiDict())
            raise BadRequest from error


def kept_texts() -> list[tuple[str, str]]:
    """What the person had typed in the form that failed: field name and text, secrets left out."""
    if request.method == "GET":
        return []
    return [
        (without_unusable(name), without_unusable(value))
        for name, value in request.form.items(multi=True)
        if value.strip() and name not in _NOT_TEXT and not name.endswith(_MACHINE_ENDINGS) and value[0] != ":"
    ]


def _titles() -> dict[int, str]:
    return {
        400: _("This could not be read"),
        401: _("Sign in again"),
        403: _("You cannot do this"),
        404: _("Page not found"),
        405: _("This page does not take that"),
        408: _("That took too long"),
        409: _("Somebody else saved first"),
        410: _("This has gone"),
        413: _("That is too large"),
        414: _("That is too large"),
        415: _("This page does not take that"),
        429: _("Too many tries"),
        431: _("That is too large"),
        500: _("Something went wrong"),
        503: _("Sorry, the service is busy") if request.method == "GET" else _("Not saved, try again"),
    }


def _explanations() -> dict[int, str]:
    return {
        400: _("Something in the request was missing or damaged. Go back and try again."),
        404: _("Check the address. The page may have moved, or it belongs to another organisation."),
        405: _("Go back and use the buttons on the page."),
        408: _("Your request did not arrive in time. Go back and send it again."),
        413: _("Go back: your text should still be there. Shorten it, or choose a smaller file."),
        414: _("This address is too long. Go back and use the links on the page."),
        415: _("Go back and use the form on the page."),
        429: _("Wait a few minutes, then try again."),
        431: _("Your browser sent too much. Delete the cookies of this site, then try again."),
        500: _("The problem is on our side and has been logged. Nothing was saved. Try again in a minute."),
        503: _("The database did not answer in time. Nothing was saved. Try again in a minute."),
    }


def error_page(status: int, sentence: str = "") -> tuple[str, int]:
    """An error page with its status; `sentence` replaces the usual explanation."""
    title = _titles().get(status, _("Something went wrong"))
    text = sentence or _explanations().get(status) or _explanations()[500 if status >= 500 else 400]
    try:
        kept = kept_texts()
    except HTTPException:  # the body itself could not be read
        kept = []
    bare = _BARE_PAGE.format(language=current_language(), title=escape(title), text=escape(text))
    if request_ctx.url_adapter is None:  # a Host that is not ours: no page of ours could link to anything
        return bare, status
    try:
        page = render_template(
            "error.html", title=title, text=text, kept=kept, status=status, back=_readable_address()
        )
    except Exception:
        log.exception("no error page", path=request.path, status=status)
        page = bare
    return page, status


def _readable_address() -> str | None:
    """This address, when one can come back to it after signing in; not one that only takes forms."""
    adapter = request_ctx.url_adapter
    return request.full_path.rstrip("?") if adapter and adapter.test(method="GET") else None


def _on_http(error: HTTPException) -> Response:
    status = error.code or 500
    if request_ctx.url_adapter is None:  # a Host that is not ours: no page of ours could link to anything
        return Response(_("This service is not known under that name."), status, mimetype="text/plain")
    ours = error.description if status in {401, 403, 410, 429} else ""
    response = make_response(error_page(status, ours or ""))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _on_csrf(_error: CSRFError) -> tuple[str, int]:
    sentence = _("The page was open too long or came from elsewhere. Go back, reload it and send it again.")
    return error_page(400, sentence)


def _on_database(error: SQLAlchemyError) -> tuple[str, int]:
    cause = error.orig if isinstance(error, DBAPIError) else error
    reason = next(iter(str(cause).splitlines()), "")
    db.session.rollback()
    log.warning("database unavailable", error=type(cause).__name__, reason=reason, path=request.path)
    return error_page(503)


def _on_stale(_error: Stale | StaleDataError) -> tuple[str, int]:
    sentence = _("Go back, reload the page and look at the newer version. What you typed is below.")
    return error_page(409, sentence)


def _on_crash(error: InternalServerError) -> tuple[str, int]:
    if isinstance(error.original_exception, _UNAVAILABLE):
        return _on_database(error.original_exception)
    log.error("crash", path=request.path, exc_info=error.original_exception)
    return error_page(500)


def _answer_refusal() -> Response | None:
    """The page for what never reached a view; in the words that a view's own refusal would have."""
    status = request.environ.get(REFUSED)
    if status is None:
        return None
    response = make_response(error_page(int(status)))
    if status == 405:
        response.headers["Allow"] = "GET, HEAD"
    return response


def init_app(app: Flask) -> None:
    """Registers one handler for each kind of failure. Call it before anything else runs before requests."""
    app.request_class = FormRequest
    app.before_request(_answer_refusal)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(CSRFError, _on_csrf)
    app.register_error_handler(Refusal, answer_to_refusal)
    for kind in _UNAVAILABLE:
        app.register_error_handler(kind, _on_database)
    for stale in (Stale, StaleDataError):
        app.register_error_handler(stale, _on_stale)
    app.register_error_handler(InternalServerError, _on_crash)
