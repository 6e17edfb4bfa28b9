"""The web server: gunicorn keeps processes; in each, waitress reads a request whole before it gets a thread.

Knows nothing of the application, which each process loads by itself, so that a restart takes up new code.
"""

from __future__ import annotations

import logging
import os
import resource
import time
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import WSGITask
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

SECONDS_IDLE = 60  # after which a connection without a whole request and without a new byte is closed
SECONDS_OF_A_REQUEST = 600  # in which a request has to arrive, however steadily it comes
MOST_CONNECTIONS = 1_000  # of each process
LONGEST_HEAD = 32_768  # bytes of the request line and the headers
IN_MEMORY = 65_536  # bytes of a body; what is longer waits in a file
ROOM = 500_000_000  # bytes of all bodies that are still arriving at one process


class RequestTimeout(BadRequest):
    """The request did not arrive in time."""

    code = 408
    reason = "Request Timeout"


class RefusedRequest(WSGITask):
    """Lets the application answer what the server refuses, so that the answer has a page and all headers."""

    def __init__(self, channel: HTTPChannel, request: HTTPRequestParser) -> None:
        clean = HTTPRequestParser(channel.adj)
        clean.version = request.version
        clean.command, clean.path, clean.request_uri = "GET", "/", "/"
        clean.query = getattr(request, "query", "")  # the language stands in it
        clean.url_scheme = channel.adj.url_scheme
        if "HOST" in request.headers:
            clean.headers["HOST"] = request.headers["HOST"]
        super().__init__(channel, clean)
        self.code = request.error.code

    def get_environment(self) -> dict[str, Any]:
        """The environment of a GET that `app.web.errors` answers with the page of the refusal."""
        return {**super().get_environment(), "candour.refused": self.code}

    def execute(self) -> None:
        """Answers and closes the connection, since nobody knows where the next request on it begins."""
        self.set_close_on_finish()
        super().execute()


class BufferedChannel(HTTPChannel):
    """A connection whose requests have to be whole within a time."""

    error_task_class = RefusedRequest
    request: HTTPRequestParser | None  # the one that is arriving
    began = 0.0

    def received(self, data: bytes) -> bool:
        """Takes what arrived, and the time when the first of it did."""
        if self.request is None:
            self.began = time.monotonic()
        return bool(super().received(data))

    def refuse_if_overdue(self) -> None:
        """Answers 408 when the request that is arriving takes too long."""
        if time.monotonic() - self.began > SECONDS_OF_A_REQUEST:
            self.refuse(RequestTimeout(""))

    def arrived(self) -> int:
        """How many bytes wait here of a body that is not whole."""
        body = getattr(self.request, "body_rcv", None)
        return 0 if body is None else int(body.__len__())

    def refuse(self, error: Error) -> None:
        """Answers the request that is arriving, if there is one, and closes the connection."""
        with self.requests_lock:
            if self.request is None or self.requests:
                return
            self.request.error = error
            self.request.completed = True
            self.requests.append(self.request)
            self.request = None
            self.server.add_task(self)


class BufferedWorker(Worker):
    """A gunicorn worker: `--worker-class web_server.BufferedWorker`. Honours `--threads`."""

    def run(self) -> None:
        """Serves until told to stop, then finishes the requests that are whole."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting a moment is no news
        connections: dict[int, Any] = {}
        create_server(
            self.wsgi,
            map=connections,
            sockets=[listener.sock for listener in self.sockets],
            threads=self.cfg.threads,
            server_name=str(self.sockets[0].cfg_addr[0]),
            ident="",
            channel_timeout=SECONDS_IDLE,
            cleanup_interval=15,
            connection_limit=_connection_limit(),
            max_request_header_size=LONGEST_HEAD,
            max_request_body_size=self.wsgi.config["LARGEST_BODY"] + 1,
            inbuf_overflow=IN_MEMORY,
            clear_untrusted_proxy_headers=False,  # CANDOUR_PROXIES says which of them count
        )
        listeners = [found for found in connections.values() if isinstance(found, BaseWSGIServer)]
        for listener in listeners:
            listener.channel_class = BufferedChannel
        looked = time.monotonic()
        while self.alive and self.ppid == os.getppid():
            self._turn(connections)
            if time.monotonic() - looked >= 1:
                looked = time.monotonic()
                look_after(_channels(connections))
        for listener in listeners:
            listener.accepting = False
        self._finish(connections)
        listeners[0].task_dispatcher.shutdown(timeout=1)

    def _turn(self, connections: dict[int, Any]) -> None:
        self.notify()
        wasyncore.loop(timeout=1, use_poll=True, map=connections, count=1)

    def _finish(self, connections: dict[int, Any]) -> None:
        until = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < until and any(
            channel.requests or channel.total_outbufs_len for channel in _channels(connections)
        ):
            self._turn(connections)


def look_after(channels: list[BufferedChannel]) -> None:
    """Refuses what takes too long, and the largest of what arrives while all of it takes too much room."""
    for channel in channels:
        channel.refuse_if_overdue()
    taken = sum(channel.arrived() for channel in channels)
    for channel in sorted(channels, key=BufferedChannel.arrived, reverse=True):
        if taken <= ROOM:
            return
        taken -= channel.arrived()
        channel.refuse(RequestEntityTooLarge(""))


def _channels(connections: dict[int, Any]) -> list[BufferedChannel]:
    return [found for found in connections.values() if isinstance(found, BufferedChannel)]


def _connection_limit() -> int:
    """How many connections a process may hold: each may need a second file for its body."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS + 200
    if soft < wanted <= hard or hard == resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return max(50, min(MOST_CONNECTIONS, (soft - 200) // 2))
