"""`jobs work` from the command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.jobs import registry
from app.jobs.registry import daily
from tests.integration.messages.conftest import ON, TeamTeller
from tests.integration.messages.test_smtp import SetMail
from tests.support.databases import ROOT, Database
from tests.support.mail_servers import MailServer, mail_server


@pytest.fixture
def server(set_mail: SetMail) -> Iterator[MailServer]:
    with mail_server() as server:
        set_mail(replace(ON, smtp_port=server.port))
        yield server


def test_once_does_all_that_is_due_and_says_so(app: Flask, server: MailServer, tell_one: TeamTeller) -> None:
    tell_one()
    result = app.test_cli_runner().invoke(args=["jobs", "work", "--once", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["mails"] == {"sent": 1}
    again = app.test_cli_runner().invoke(args=["jobs", "work", "--once"])
    assert (again.exit_code, again.stdout) == (0, "Nothing was due.\n")


def test_in_words_too(app: Flask, mail_on: None, tell_one: TeamTeller) -> None:
    tell_one()
    result = app.test_cli_runner().invoke(args=["jobs", "work", "--once"])
    assert result.exit_code == 0
    assert "e-mails waiting: 1\n" in result.stdout
    assert "messages.periodic.delete_old: 0\n" in result.stdout


def test_a_failed_job_is_an_exit_code(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_jobs", {})
    monkeypatch.setattr(registry, "_reminders", {})

    @daily
    def mistaken(_session: object, _today: object) -> int:
        raise ValueError("mistake")

    result = app.test_cli_runner().invoke(args=["jobs", "work", "--once", "--json"])
    assert result.exit_code == 1
    assert "failed" in json.loads(result.stdout)["jobs"].values()


def test_json_without_once_is_refused(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["jobs", "work", "--json"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: --json goes with --once only.\n"


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["signal", "parent"])
def test_the_worker_ends_in_peace(database: Database, tmp_path: Path, ending: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"]
    environment = os.environ | {"DATABASE_URL": database.url, "CANDOUR_ENV": "development"}
    if ending == "parent":
        script = f"{' '.join(command)} --beside & echo $!; sleep 60"
        command = ["sh", "-c", script]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        assert worker.stderr is not None
        process = worker.pid if ending == "signal" else int(worker.stdout.readline())
        while "worker started" not in worker.stderr.readline():
            assert worker.poll() is None
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == (0 if ending == "signal" else -signal.SIGTERM)
    assert _ends(process)


def _ends(process: int) -> bool:
    """Whether a process, which is not ours, ends within twenty seconds."""
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
