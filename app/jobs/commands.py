"""The worker from the command line: `jobs work`."""

from __future__ import annotations

import json
import os

import click
from flask.cli import AppGroup

from app.jobs.worker import WorkerReport, stop_on_signals, work, work_once

jobs = AppGroup("jobs", help="Sends queued messages and reminders.")


@jobs.command("work")
@click.option("--once", is_flag=True, help="Does all that is due, says what, and ends.")
@click.option("--json", "as_json", is_flag=True, help="With --once: prints one JSON document.")
@click.option("--beside", is_flag=True, help="Ends when the process that started it ends.")
def work_command(once: bool, as_json: bool, beside: bool) -> None:
    """Sends what waits, reminds once a day, and does the other daily jobs, until it is stopped.

    With --once the exit code is 1 when a daily job failed; e-mails that wait for another try are none.
    """
    if as_json and not once:
        click.echo("Error: --json goes with --once only.", err=True)
        raise SystemExit(2)
    if not once:
        work(stop_on_signals(), parent=os.getppid() if beside else None)
        return
    report = work_once()
    if as_json:
        click.echo(json.dumps({"mails": report.mails, "jobs": report.jobs}))
    else:
        _say(report)
    raise SystemExit(1 if report.failed else 0)


def _say(report: WorkerReport) -> None:
    for state, count in report.mails.items():
        click.echo(f"e-mails {state.replace('_', ' ')}: {count}")
    for name, came_of_it in report.jobs.items():
        click.echo(f"{name}: {came_of_it}")
    if not report.mails and not report.jobs:
        click.echo("Nothing was due.")
