"""The real web server in processes of its own: half-sent requests stop nobody, refusals have pages."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlencode

import pytest
from flask import Flask
from waitress.adjustments import Adjustments

from app.accounts.models import Person
from app.accounts.passwords import hash_password
from app.database import transaction
from app.web.errors import REFUSED
from app.web.roles import Role
from app.web.security import headers
from tests.support.databases import ROOT, Database
from tests.support.people import Council
from web_server import BufferedChannel, RefusedRequest, look_after

pytestmark = pytest.mark.slow
PASSWORD = "nine loud geese flying"
PATIENCE = 20  # seconds after which an answer counts as none
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SLOW_HEAD = (
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
)


class Server:
    """gunicorn with two processes as script/server starts it, on a socket that takes connections at once."""

    def __init__(self, database: Database, worker: str = "web_server.BufferedWorker") -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.socket.getsockname()[1]
        descriptor = self.socket.fileno()
        settings = {"DATABASE_URL": database.url, "SECRET_KEY": "for-a-test-" * 4, "CANDOUR_ENV": "testing"}
        options = f"--worker-class {worker} --workers 2 --threads 4 --no-control-socket --log-level warning"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"fd://{descriptor}", *options.split(), "wsgi:app"],
            cwd=ROOT,
            env=os.environ | settings,
            pass_fds=[descriptor],
            stderr=subprocess.PIPE,
        )

    def connect(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(
        self, method: str, path: str, body: bytes | None = None, sent: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, body, sent or {})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def raw(self, sent: bytes) -> tuple[int, dict[str, str], str]:
        """The answer to these very bytes."""
        with self.connect() as connection:
            connection.sendall(sent)
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            return answer.status, dict(answer.getheaders()), answer.read().decode()

    def stop(self, by: signal.Signals) -> int:
        """Asks it to stop; its exit code."""
        self.process.send_signal(by)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def server(database: Database) -> Iterator[Server]:
    server = Server(database)
    yield server
    if server.process.poll() is None:
        server.stop(signal.SIGTERM)
    assert server.process.stderr is not None
    server.process.stderr.close()
    server.socket.close()


def _sign_in(server: Server) -> int:
    _status, sent, page = server.ask("GET", "/sign-in")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None
    words = {"csrf_token": token[1], "email": "board.chair@northmere.example", "password": PASSWORD}
    cookie = {"Cookie": sent["Set-Cookie"].split(";")[0]}
    return server.ask("POST", "/sign-in", urlencode(words).encode(), FORM | cookie)[0]


def _stops_quietly(server: Server, by: signal.Signals) -> None:
    assert server.stop(by) == 0
    assert server.process.stderr is not None
    assert server.process.stderr.read() == b""


def test_while_a_hundred_requests_come_half_or_byte_by_byte_others_are_served(
    app: Flask, council: Council, server: Server
) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Person, council.people[Role.BOARD_CHAIR]).password_hash = hash_password(PASSWORD)
    with ExitStack() as stack:
        half = [stack.enter_context(server.connect()) for _ in range(50)]
        slow = [stack.enter_context(server.connect()) for _ in range(50)]
        for connection in half:
            connection.sendall(SLOW_HEAD)
        for connection in slow:
            connection.sendall(SLOW_HEAD + b"Content-Length: 1000\r\n\r\ncsrf")
        for _ in range(5):
            for connection in slow:
                connection.sendall(b"x")
            assert server.ask("GET", "/register")[0] == 200
        assert _sign_in(server) == 302
        _stops_quietly(server, signal.SIGTERM)


REFUSALS = [
    (b"nonsense\r\n\r\n", 400, "This could not be read"),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n", 400, "This could not be read"),
    (SLOW_HEAD + b"Content-Length: many\r\n\r\n", 400, "This could not be read"),
    (SLOW_HEAD + b"Content-Length: 99999999999\r\n\r\n", 413, "That is too large"),
    (SLOW_HEAD + b"Content-Length: 2000001\r\n\r\n" + b"x" * 2_000_001, 413, "That is too large"),
    (SLOW_HEAD + b"Transfer-Encoding: gzip\r\n\r\n", 501, "Something went wrong"),
    (b"GET /?" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 431, "That is too large"),
]


def test_what_the_server_refuses_has_a_page_and_all_headers(server: Server) -> None:
    for sent, status, title in REFUSALS:
        answer = server.raw(sent)
        assert answer[0] == status, sent[:200]
        assert f">{title}</h1>" in answer[2], sent[:200]
        assert headers(False).items() <= answer[1].items(), sent[:200]
    pieces = b"4\r\na=1&\r\n3\r\nb=2\r\n0\r\n\r\n"
    read_whole = server.raw(SLOW_HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + pieces)
    assert read_whole[0] == 400
    assert "The page was open too long or came from elsewhere" in read_whole[2]
    _stops_quietly(server, signal.SIGINT)


class Waiting:
    """What a connection needs of its server: where whole requests go."""

    def __init__(self) -> None:
        self.adj = Adjustments()
        self.active_channels: dict[int, BufferedChannel] = {}
        self.tasks: list[BufferedChannel] = []
        self.server_name, self.effective_port = "localhost", 80

    def add_task(self, task: BufferedChannel) -> None:
        self.tasks.append(task)


@pytest.fixture
def arriving() -> Iterator[BufferedChannel]:
    """A connection on which half a request has arrived."""
    near, far = socket.socketpair()
    server = Waiting()
    channel = BufferedChannel(server, near, ("127.0.0.1", 1), server.adj, map={})
    channel.received(SLOW_HEAD)
    yield channel
    channel.close()
    far.close()


def test_a_request_that_takes_too_long_to_arrive_is_answered_408(
    arriving: BufferedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web_server.SECONDS_OF_A_REQUEST", -1)
    arriving.refuse_if_overdue()
    arriving.refuse_if_overdue()
    assert arriving.server.tasks == [arriving]
    environ = RefusedRequest(arriving, arriving.requests[0]).get_environment()
    assert (environ[REFUSED], environ["PATH_INFO"], environ["REQUEST_METHOD"]) == (408, "/", "GET")


def test_a_request_that_is_still_in_time_goes_on_arriving(arriving: BufferedChannel) -> None:
    arriving.refuse_if_overdue()
    assert arriving.server.tasks == []
    arriving.received(b"Content-Length: 3\r\n\r\na=1")
    assert arriving.requests[0].get_body_stream().read() == b"a=1"


def test_a_connection_without_a_request_is_not_overdue(
    arriving: BufferedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    arriving.request = None
    monkeypatch.setattr("web_server.SECONDS_OF_A_REQUEST", -1)
    arriving.refuse_if_overdue()
    assert arriving.server.tasks == []


def test_while_bodies_take_too_much_room_the_largest_is_refused(
    arriving: BufferedChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    near, far = socket.socketpair()
    small = BufferedChannel(arriving.server, near, ("127.0.0.1", 2), arriving.server.adj, map={})
    arriving.received(b"Content-Length: 5000\r\n\r\n" + b"x" * 900)
    small.received(SLOW_HEAD + b"Content-Length: 5000\r\n\r\n" + b"x" * 200)
    monkeypatch.setattr("web_server.ROOM", 1_100)
    look_after([small, arriving])
    assert arriving.server.tasks == []
    monkeypatch.setattr("web_server.ROOM", 1_000)
    look_after([small, arriving])
    assert arriving.server.tasks == [arriving]
    assert arriving.requests[0].error.code == 413
    assert (arriving.arrived(), small.arrived()) == (0, 200)
    small.close()
    far.close()
