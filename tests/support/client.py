"""A client that acts like a browser without JavaScript and holds every page and request to the rules."""

from __future__ import annotations

import contextvars
import secrets
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from app.accounts import actions
from app.accounts.session import KEY
from tests.support.pages import check_page
from tests.support.people import Council
from tests.support.writes import RequestWatch, close_own_transaction


class CheckedClient(FlaskClient):
    """Watches each request for stray writes and checks each HTML page that comes back.

    Each request runs in a context of its own, as in service: it shares no session with the test around it.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Like Flask's; a broken rule raises AssertionError."""
        close_own_transaction()
        watch = RequestWatch.of(self.application)
        watch.clear()
        response: TestResponse = contextvars.Context().run(super().open, *args, **kwargs)
        watch.raise_problems()
        redirected = 300 <= response.status_code < 400
        if response.mimetype == "text/html" and response.request.method != "HEAD" and not redirected:
            address = response.request.full_path.rstrip("?")
            check_page(self.application, address, response.get_data(as_text=True))
        return response

    def post(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        """Posts a form; adds the token that its page would have held, unless `csrf` is False."""
        data = kwargs.get("data")
        if csrf and "json" not in kwargs and (data is None or isinstance(data, dict)):
            kwargs["data"] = {"csrf_token": self.csrf_token(), **(data or {})}
        return super().post(*args, **kwargs)

    def csrf_token(self) -> str:
        """A token that this client's session accepts, made as Flask-WTF makes it."""
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", secrets.token_hex(20))
        return URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(raw)

    def sign_in(self, council: Council, role: str) -> CheckedClient:
        """Signs in as the council's person with `role`, without the form and its slow password hash."""
        with self.application.app_context():
            token = actions.sign_in(
                person_id=council.people[role], organisation_id=council.organisation_id, hours=1
            )
        with self.session_transaction() as session:
            session.clear()
            session[KEY] = token
        return self
