"""The register from the command line: `register import`, `register export`, `register reindex`."""

from __future__ import annotations

import dataclasses
import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts import queries as accounts
from app.accounts.models import Organisation
from app.data_files import DataFileError
from app.database import db
from app.register.exchange.formats.rows import ReadError
from app.register.exchange.imports.files import ImportReport, Progress, import_records
from app.register.exchange.standard_files import file_pieces, loss_lines
from app.register.exchange.standards import (
    RecordWriter,
    RowProblem,
    StandardError,
    load_format,
    load_standard,
    standard_names,
)
from app.register.published.batches import all_published
from app.register.published.search.reindex import reindex

register = AppGroup("register", help="The public register from the command line.")


def _stop(message: str) -> NoReturn:
    """Ends the command with one line and exit code 2."""
    click.echo(f"Error: {message}", err=True)
    raise SystemExit(2)


def _organisation(slug: str, name: str | None) -> Organisation:
    found = accounts.organisation_by_slug(slug)
    if found is not None:
        return found
    if name:
        return Organisation(slug=slug, name=name)
    known = ", ".join(organisation.slug for organisation in accounts.organisations()) or "none yet"
    _stop(
        f"no organisation {slug!r} (known: {known}). Add --create-organisation NAME to make it, "
        "or invite its first person with `people invite … --organisation-name NAME`."
    )


def _progress(stack: ExitStack) -> Progress | None:
    """A bar on a terminal's standard error; nothing anywhere else."""
    if not sys.stderr.isatty():
        return None
    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if not bars:
            bar = click.progressbar(length=total, label="Importing", file=sys.stderr)
            bars.append(stack.enter_context(bar))
        bars[0].update(done - bars[0].pos)

    return show


def _place(problem: RowProblem) -> str:
    row = f"row {problem.row}" if problem.row else "file"
    return f"{row}, {problem.column}" if problem.column else row


def _print_notes(report: ImportReport) -> None:
    """Says on standard error what became of single places of the file."""
    for word, found in (("rejected", report.rejected), ("note", report.notes)):
        for problem in found:
            click.echo(f"{_place(problem)}: {word}: {problem.message}", err=True)


def _print_report(report: ImportReport, *, dry_run: bool) -> None:
    done = "Would have: " if dry_run else ""
    click.echo(
        f"{done}{report.read} read, {report.created} created, {report.updated} updated, "
        f"{report.unchanged} unchanged, {len(report.rejected)} rejected."
    )


def _print_json(report: ImportReport) -> None:
    rejected = [
        {key: value for key, value in dataclasses.asdict(problem).items() if key != "rejected"}
        for problem in report.rejected
    ]
    counts = {name: getattr(report, name) for name in ("read", "created", "updated", "unchanged")}
    click.echo(json.dumps(counts | {"rejected": rejected}, ensure_ascii=False))


@register.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--standard", "standard_name", required=True, help=f"One of {', '.join(standard_names())}.")
@click.option("--organisation", "slug", required=True, help="Slug of the register's organisation.")
@click.option("--create-organisation", "name", help="Makes the organisation with this name when it is new.")
@click.option("--dry-run", is_flag=True, help="Reads and counts, but writes nothing.")
@click.option("--json", "as_json", is_flag=True, help="Prints one JSON document to standard output.")
def import_file(
    file: Path, standard_name: str, slug: str, name: str | None, dry_run: bool, as_json: bool
) -> None:
    """Imports the records of FILE; importing it again changes only what changed in it."""
    try:
        standard = load_standard(standard_name)
        organisation = _organisation(slug, name)
        with ExitStack() as stack:
            report = import_records(
                organisation=organisation,
                standard=standard,
                path=file,
                dry_run=dry_run,
                progress=_progress(stack),
            )
    except (ReadError, StandardError, DataFileError) as error:
        _stop(f"{file.name}: {error}" if isinstance(error, ReadError) else str(error))
    _print_notes(report)
    if as_json:
        _print_json(report)
    else:
        _print_report(report, dry_run=dry_run)


@register.command("export")
@click.option("--standard", "standard_name", required=True, help=f"One of {', '.join(standard_names())}.")
@click.option("--format", "kind", type=click.Choice(["json", "csv"]), required=True)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Writes to this file in place of standard output."
)
def export_file(standard_name: str, kind: str, out: Path | None) -> None:
    """Exports what is published in the form of a standard; says on standard error what is lost by it."""
    root = current_app.extensions["candour"].mail.service_url
    try:
        writer = RecordWriter(load_standard(standard_name))
        with db.engine.connect() as connection, ExitStack() as stack:
            file = (
                sys.stdout
                if out is None
                else stack.enter_context(out.open("w", encoding="utf-8", newline=""))
            )
            entries = all_published(connection)
            for piece in file_pieces(entries, writer, load_format(standard_name), kind, root):
                file.write(piece)
    except StandardError as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{out}: cannot write the file: {error.strerror}")
    for line in loss_lines(writer.losses):
        click.echo(line, err=True)


@register.command("reindex")
def rebuild() -> None:
    """Rebuilds the search index from the published entries."""
    click.echo(f"{reindex()} entries indexed.")
