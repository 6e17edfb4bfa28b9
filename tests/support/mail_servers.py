"""A real SMTP server and a stand-in for GOV.UK Notify, both on this machine, that fail when told to."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

DROP = "drop"
DROP_AFTER = "drop after"
HANG = "hang"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailServer:
    """Keeps what it takes. `answers` come in turn to the next letters: an SMTP answer, or DROP to hang up.

    `at` says at which step: rcpt or data.
    """

    def __init__(self, **options: Any) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: list[str] = []
        self.at = "data"
        self.tries = 0
        self.reached = threading.Event()
        self.port = _free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def _answer(self, server: SMTP, step: str) -> str:
        if step != self.at or not self.answers:
            return ""
        answer = self.answers.pop(0)
        if answer in (DROP, DROP_AFTER):
            server.transport.abort()
        return answer

    async def handle_RCPT(  # noqa: N802  the library calls it so
        self, server: SMTP, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        answer = self._answer(server, "rcpt")
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.tries += 1
        answer = self._answer(server, "data")
        self.reached.set()
        if answer == HANG:
            await asyncio.sleep(3600)
        if answer not in ("", DROP_AFTER):
            return answer
        letter = message_from_bytes(envelope.content, policy=default)
        self.letters.append(letter)  # type: ignore[arg-type]
        self.recipients += envelope.rcpt_tos
        return "250 taken"


@contextmanager
def mail_server(**options: Any) -> Iterator[MailServer]:
    """A mail server that runs for the length of the block."""
    server = MailServer(**options)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def knows(user: str, password: str) -> Any:
    """An authenticator of the mail server that lets one user in."""

    def check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (
            user.encode(),
            password.encode(),
        )
        return AuthResult(success=right)

    return check


class NotifyServer:
    """Answers as Notify's address does. `answers` are statuses for the next sendings, or DROP, DROP_AFTER."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.answers: list[int | str] = []
        self.lookups: list[int] = []
        self.authorisations: list[str] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def send(self, body: dict[str, Any]) -> int | str:
        """Takes an e-mail, or gives the status or the fault that is next."""
        with self._lock:
            answer = self.answers.pop(0) if self.answers else 201
            if answer in (201, DROP_AFTER):
                self.taken.append(body)
            return answer

    def find(self, reference: str) -> tuple[int, list[dict[str, Any]]]:
        """What was taken under a reference."""
        with self._lock:
            self.asked.append(reference)
            status = self.lookups.pop(0) if self.lookups else 200
            return status, [each for each in self.taken if each["reference"] == reference]


def _handler(notify: NotifyServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            notify.authorisations.append(self.headers["Authorization"])
            answer = notify.send(body)
            if isinstance(answer, str):
                self.connection.close()
                return
            errors = [
                {"error": "BadRequestError", "message": f"email_address {body['email_address']} is bad"}
            ]
            self._reply(answer, {"id": "1"} if answer == 201 else {"status_code": answer, "errors": errors})

        def do_GET(self) -> None:
            reference = parse_qs(urlsplit(self.path).query).get("reference", [""])[0]
            status, found = notify.find(reference)
            self._reply(status, {"notifications": found, "links": {}})

        def _reply(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Says nothing."""

    return Handler


@contextmanager
def notify_server() -> Iterator[NotifyServer]:
    """A stand-in for GOV.UK Notify that runs for the length of the block."""
    server = NotifyServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
