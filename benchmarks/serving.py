"""Starts a server, asks it for pages, and reads how much processor time its worker took."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class CannotMeasure(Exception):
    """This machine lacks something that the measurement needs; the message says what."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with one worker."""

    port: int
    worker: int

    def seconds(self) -> float:
        """Processor time that the worker has taken so far, all its threads together."""
        tasks = Path(f"/proc/{self.worker}/task")
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9

    def ask(self, paths: Sequence[str], headers: dict[str, str] | None = None) -> float:
        """Asks for each path in turn; gives the worker's processor seconds a page. Raises on a failure."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        before = self.seconds()
        for path in paths:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            response.read()
            if response.status not in (200, 304):
                raise CannotMeasure(f"{path} answered {response.status}")
        spent = self.seconds() - before
        connection.close()
        return spent / len(paths)

    def tag(self, path: str) -> str:
        """The ETag of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.headers["ETag"]


@contextmanager
def serving(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """Serves a WSGI application with gunicorn for the time of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--bind 127.0.0.1:{port} --workers 1 --threads 2 --keep-alive 60 --no-control-socket"
    command = [sys.executable, "-m", "gunicorn", application, *options.split(), "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        yield Server(port, _worker_of(process, port))
    finally:
        process.terminate()
        process.wait(timeout=30)


def _worker_of(process: subprocess.Popen[bytes], port: int) -> int:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        raise CannotMeasure("Reading processor time needs Linux's /proc with CONFIG_PROC_CHILDREN.")
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
            continue
        found = children.read_text().split()
        if found:
            return int(found[0])
        time.sleep(0.1)
    raise CannotMeasure("The server did not start within 20 seconds.")
