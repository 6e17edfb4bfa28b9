"""Runs a request again when someone else saved between its first read and its own save (SQLite only)."""

from __future__ import annotations

from flask import Flask, current_app, g, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue

from app.database import READING, Overtaken, allow_restart, locked_from_the_start


def _allow() -> None:
    if request.method not in READING:
        allow_restart()


def _again(_overtaken: Overtaken) -> ResponseReturnValue:
    """The same request from its start: sign-in, access, checks and action all read under the write lock.

    Its body is whole by now. Nothing of the first run is left: it saved nothing.
    """
    app = current_app
    _forget_first_run(app)
    with locked_from_the_start():
        try:
            answer = app.preprocess_request()
            return app.dispatch_request() if answer is None else answer
        except Exception as error:  # noqa: BLE001  as Flask does around these two
            return app.handle_user_exception(error)


def _forget_first_run(app: Flask) -> None:
    for name in list(g):
        g.pop(name)
    request_ctx.match_request()  # the guard puts loaded objects in place of the address's numbers
    kept = app.session_interface.open_session(app, request)
    request_ctx._session = kept or app.session_interface.make_null_session(app)
    request_ctx.flashes = None
    request_ctx._after_request_functions.clear()
    if "files" in vars(request):  # the body was read
        for file in request.files.values():
            file.seek(0)


def init_app(app: Flask) -> None:
    """Call it before anything that reads is registered to run before requests."""
    app.before_request(_allow)
    app.register_error_handler(Overtaken, _again)
