"""The portfolio from the command line: `portfolio summarise`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.assessments.summaries.store import fill_gaps

portfolio = AppGroup("portfolio", help="The summaries behind the portfolio.")


@portfolio.command("summarise")
def summarise() -> None:
    """Writes the summaries that are missing, for assessments from before they were kept."""
    click.echo(f"{fill_gaps()} summaries written")
