"""Sends anything at all to the service and tells what came of it: answer, crash, and what was written."""

from __future__ import annotations

import contextvars
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from werkzeug.datastructures import Headers

from app.accounts import actions
from app.accounts.session import KEY
from app.database import db
from tests.support.databases import Database
from tests.support.forms import PageForm
from tests.support.pages import PageError, check_page
from tests.support.world import World
from tests.support.writes import WRITE, RequestWatch

Pairs = list[tuple[str, str]]
FORM = "application/x-www-form-urlencoded"
RAW_TOKEN = "0" * 40
READ = frozenset({"text/html", "text/plain", "application/json"})
WORLD = "the whole world"  # the picture of the database that each attack starts from
NOBODY = "nobody"  # a browser without any cookie


@dataclass
class Answer:
    """What one request came to. `written` are the statements that were committed."""

    status: int
    text: str = ""
    headers: Headers = field(default_factory=Headers)
    written: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class CommittedWrites:
    """Notes each writing statement whose transaction was committed."""

    def __init__(self, engine: Engine) -> None:
        self.statements: list[str] = []
        self.key = f"candour-writes-{id(self)}"
        event.listen(engine, "before_cursor_execute", self._note)
        event.listen(engine, "commit", self._keep)
        event.listen(engine, "rollback", self._drop)

    def _note(self, connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if WRITE.match(statement):
            connection.info.setdefault(self.key, []).append(" ".join(statement.split())[:90])

    def _keep(self, connection: Connection) -> None:
        self.statements += connection.info.pop(self.key, [])

    def _drop(self, connection: Connection) -> None:
        connection.info.pop(self.key, None)


class Attacker:
    """Acts as any person of the world with a cookie that no answer changes."""

    def __init__(self, app: Flask, world: World, database: Database, tokens: Mapping[str, str]) -> None:
        self.app = app
        self.world = world
        self.database = database
        self.tokens = tokens
        self.forms: dict[str, PageForm] = {}
        self.client = FlaskClient(app, app.response_class, use_cookies=False)
        with app.app_context():
            self.writes = CommittedWrites(db.engine)
        signer = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token")
        self.csrf = signer.dumps(RAW_TOKEN)

    def send(
        self,
        person: str,
        method: str,
        address: str,
        body: Pairs | bytes | None = None,
        *,
        kind: str = FORM,
        checked: bool = False,
        **headers: str,
    ) -> Answer:
        """Sends a request as `person`, "" for a stranger who has a form open.

        `checked` holds the page to the rules of pages.
        """
        data = urlencode(body).encode() if isinstance(body, list) else body
        watch = RequestWatch.of(self.app)
        watch.clear()
        self.writes.statements.clear()
        try:
            answer = contextvars.Context().run(self._open, method, address, data, kind, person, headers)
        except Exception:  # noqa: BLE001  a crash is what this looks for
            answer = Answer(500, wrong=[traceback.format_exc(limit=-3)])
        answer.written = list(self.writes.statements)
        answer.wrong += watch.problems
        if checked and answer.headers.get("Content-Type", "").startswith("text/html") and answer.text:
            answer.wrong += self._page_problems(address, answer)
        return answer

    def restore(self) -> None:
        """Brings the world back to how it was made."""
        with self.app.app_context():
            db.engine.dispose()
        self.database.bring(WORLD)

    def _open(
        self,
        method: str,
        address: str,
        data: bytes | None,
        kind: str,
        person: str,
        headers: Mapping[str, str],
    ) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        cookie = self._cookie(person)
        if cookie:
            sent["Cookie"] = cookie
        content_type = kind if data is not None else None
        response = self.client.open(
            address, method=method, data=data, content_type=content_type, headers=sent
        )
        text = response.get_data(as_text=True) if response.mimetype in READ else ""
        response.get_data()
        response.close()
        return Answer(response.status_code, text, response.headers)

    def _cookie(self, person: str) -> str:
        if person == NOBODY:
            return ""
        session = {"csrf_token": RAW_TOKEN}
        if person:
            session[KEY] = self.tokens[person]
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        return f"candour={signer.dumps(session)}" if signer else ""

    def _page_problems(self, address: str, answer: Answer) -> list[str]:
        if 300 <= answer.status < 400:
            return []
        try:
            check_page(self.app, address, answer.text)
        except PageError as error:
            return [str(error)]
        return []


def sign_in_everybody(world: World) -> dict[str, str]:
    """A session for each person of the world: its token by the person's name. Needs a context."""
    tokens = {}
    for name, person_id in world.people.items():
        council = world.other if name == "outsider" else world.council
        tokens[name] = actions.sign_in(person_id=person_id, organisation_id=council.organisation_id, hours=12)
    return tokens
