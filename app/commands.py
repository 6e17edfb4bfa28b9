"""Commands for whoever runs the service: `audit verify`; and for its docs: `lifecycles`."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from app import audit as audit_events
from app.database import reading_only
from app.lifecycle.drawing import page

audit = AppGroup("audit", help="The chain of audit events.")


@audit.command("verify")
def verify() -> None:
    """Walks the chain of audit events; fails and names the first event that does not hold."""
    with reading_only():
        broken = audit_events.verify()
        total = audit_events.count()
    if broken is not None:
        click.echo(f"Error: event {broken.sequence} {broken.reason}; the chain does not hold.", err=True)
        raise SystemExit(1)
    click.echo(f"{total} event{'' if total == 1 else 's'}, the chain holds.")


@click.command("lifecycles")
def lifecycles() -> None:
    """Print docs/lifecycles.md, drawn from the tables in the code."""
    click.echo(page(current_app.extensions["lifecycles"]), nl=False)
