"""SQLite's write lock: taken when a form is whole and valid; nothing read before it is out of date then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from typing import Any

import pytest
from flask import Flask, flash, g, get_flashed_messages, request, session
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app import create_app
from app.accounts import actions
from app.accounts.models import Invitation, Organisation
from app.accounts.session import KEY
from app.database import db, transaction
from app.settings import Settings
from app.web.access import SIGNED_IN, access
from app.web.roles import Role
from tests.integration.core.threads import together
from tests.support.client import CheckedClient
from tests.support.databases import Database
from tests.support.people import Council
from tests.support.writes import RequestWatch

pytestmark = pytest.mark.sqlite
FORM = "application/x-www-form-urlencoded"
INVITE = b"name=Ada+Example&email=ada%40example.org&roles=team_member"


def _elsewhere(database: Database, statement: str) -> None:
    """Saves something by a connection of its own, and does not wait for a lock."""
    file = database.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, timeout=0)) as connection, connection:
        connection.execute(statement)


def _count_elsewhere(database: Database) -> None:
    _elsewhere(database, "UPDATE organisation SET about = about + 1")


class SlowBody(BytesIO):
    """A body during whose arrival something happens."""

    def __init__(self, content: bytes, meanwhile: Callable[[], None]) -> None:
        super().__init__(content)
        self.meanwhile: Callable[[], None] | None = meanwhile

    def readinto(self, buffer: Any, /) -> int:
        if self.meanwhile:
            self.meanwhile()
            self.meanwhile = None
        return super().readinto(buffer)


def _post(client: CheckedClient, address: str, content: bytes, meanwhile: Callable[[], None]) -> TestResponse:
    content = f"csrf_token={client.csrf_token()}&".encode() + content
    return client.post(
        address,
        csrf=False,
        input_stream=SlowBody(content, meanwhile),
        content_length=len(content),
        content_type=FORM,
    )


@pytest.fixture
def administrator(client: CheckedClient, council: Council) -> CheckedClient:
    return client.sign_in(council, Role.ADMINISTRATOR)


@pytest.mark.parametrize("signed_out", [False, True])
def test_while_a_body_arrives_others_can_save(
    app: Flask, administrator: CheckedClient, database: Database, signed_out: bool
) -> None:
    if signed_out:
        _elsewhere(database, "UPDATE sign_in SET ended_at = '2027-01-01 00:00:00'")
    saved = []

    def save() -> None:
        _count_elsewhere(database)
        saved.append(True)

    answer = _post(administrator, "/people/invite", INVITE, save)
    assert answer.status_code == (401 if signed_out else 200)
    assert saved
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Invitation)) == int(not signed_out)


def test_neither_a_page_nor_a_form_that_is_not_valid_takes_the_write_lock(
    app: Flask, administrator: CheckedClient
) -> None:
    seen = RequestWatch.of(app).statements
    seen.clear()
    administrator.get("/people")
    assert administrator.post("/people/invite").status_code == 400
    assert {s for s in seen if s.startswith("BEGIN")} == {"BEGIN"}


def test_who_loses_the_role_while_the_body_arrives_is_refused(
    app: Flask, administrator: CheckedClient, database: Database
) -> None:
    answer = _post(
        administrator,
        "/people/invite",
        INVITE,
        lambda: _elsewhere(
            database, "UPDATE membership SET role = 'team_member' WHERE role = 'administrator'"
        ),
    )
    assert answer.status_code == 403
    assert "Your role does not allow this" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Invitation)) == 0


class Probe:
    """An application with one more address, which counts up by what it read before it saves."""

    def __init__(self, settings: Settings, council: Council) -> None:
        self.app = create_app(settings)
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.council = council
        self.between: Callable[[], None] = lambda: None
        self.files: list[bytes] = []
        view = access(post=SIGNED_IN)(lambda number: self.count(number))
        self.app.add_url_rule("/probe/<int:number>", "probe", view, methods=["POST"])

    def count(self, number: int) -> str:
        """Adds `number` to the count, by a value that was read before the transaction."""
        g.setdefault("runs", []).append(number)
        flash("counted")
        session["seen"] = [*session.get("seen", []), number]
        if "file" in request.files:
            self.files.append(request.files["file"].read())
        row = db.session.get_one(Organisation, self.council.organisation_id)
        wanted = int(row.about) + number
        self.between()
        with transaction():
            row.about = str(wanted)
        return f"{g.runs} {session['seen']} {get_flashed_messages()}"

    def client(self) -> FlaskClient:
        """Signed in as the administrator."""
        client = self.app.test_client()
        with self.app.app_context():
            token = actions.sign_in(
                person_id=self.council.people[Role.ADMINISTRATOR],
                organisation_id=self.council.organisation_id,
                hours=1,
            )
        with client.session_transaction() as kept:
            kept[KEY] = token
        return client

    @property
    def counted(self) -> int:
        with self.app.app_context():
            return int(db.session.get_one(Organisation, self.council.organisation_id).about)


@pytest.fixture
def probe(council: Council, make_settings: Callable[..., Settings], database: Database) -> Iterator[Probe]:
    probe = Probe(make_settings(database.url), council)
    with probe.app.app_context(), transaction() as session:
        session.get_one(Organisation, council.organisation_id).about = "0"
    yield probe
    with probe.app.app_context():
        db.engine.dispose()


def test_a_request_that_was_overtaken_runs_again_as_if_it_had_just_begun(
    probe: Probe, database: Database
) -> None:
    client, ways = probe.client(), iter([lambda: _count_elsewhere(database)])
    probe.between = lambda: next(ways, lambda: None)()
    sent = {"file": (BytesIO(b"the whole file"), "file.txt")}
    answer = client.post("/probe/5", data=sent)
    assert answer.text == "[5] [5] ['counted']"
    assert probe.counted == 6
    assert probe.files == [b"the whole file"] * 2


def test_a_request_that_nobody_overtook_runs_once(probe: Probe) -> None:
    runs = []
    probe.between = lambda: runs.append(True)
    assert probe.client().post("/probe/5").status_code == 200
    assert (len(runs), probe.counted) == (1, 5)


def test_what_runs_again_cannot_be_overtaken(probe: Probe, database: Database) -> None:
    client, refused = probe.client(), []

    def save() -> None:
        try:
            _count_elsewhere(database)
        except sqlite3.OperationalError as error:
            refused.append(str(error))

    probe.between = save
    assert client.post("/probe/5").status_code == 200
    assert (refused, probe.counted) == (["database is locked"], 6)


def test_inside_a_transaction_nobody_else_saves(probe: Probe, database: Database) -> None:
    with probe.app.test_request_context("/probe/1", method="POST"):
        db.session.get_one(Organisation, probe.council.organisation_id)
        with transaction(), pytest.raises(sqlite3.OperationalError, match="database is locked"):
            _count_elsewhere(database)
        _count_elsewhere(database)
    assert probe.counted == 1


def test_what_was_read_before_a_second_transaction_is_read_again_in_it(
    probe: Probe, database: Database
) -> None:
    with probe.app.test_request_context("/probe/1", method="POST"):
        row = db.session.get_one(Organisation, probe.council.organisation_id)
        with transaction():
            row.about = "10"
        db.session.refresh(row)
        _count_elsewhere(database)
        with transaction():
            row.about = str(int(row.about) + 1)
    assert probe.counted == 12


@pytest.mark.slow
@pytest.mark.both_databases
def test_sixteen_writers_who_decide_by_what_they_read_before_lose_nothing(probe: Probe) -> None:
    clients = [probe.client() for _ in range(16)]

    def write(turn: int) -> set[int]:
        answers: list[int] = []
        while answers.count(200) < 60:
            answers.append(clients[turn].post("/probe/1").status_code)
        return set(answers)

    # On a busy machine somebody may wait longer than five seconds: told so, they send it again.
    assert set().union(*together(probe.app, 16, write)) <= {200, 503}
    assert probe.counted == 960
