"""Commands for whoever runs the service: `audit verify`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app import audit as audit_events
from app.database import reading_only

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
