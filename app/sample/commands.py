"""The sample council from the command line: `sample load`."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from app.data_files import DataFileError
from app.sample.board.reading import read_board
from app.sample.loading import SignInDetails, has_people, load_sample
from app.sample.reading import read_organisations, read_use, use_files
from app.sample.team_work import CannotLoad

sample = AppGroup("sample", help="A made-up council to look around in.")


def _stop(message: str) -> NoReturn:
    """Ends the command with one line and exit code 2."""
    click.echo(f"Error: {message}", err=True)
    raise SystemExit(2)


@sample.command("load")
@click.option(
    "--people",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Writes the sign-ins to this file as JSON; only its owner may read it.",
)
@click.option("--if-empty", is_flag=True, help="Does nothing when the database holds people already.")
def load(people: Path | None, if_empty: bool) -> None:
    """Loads a made-up council: people of every role, uses at every stage, a published register."""
    if current_app.extensions["candour"].production:
        _stop("the sample council is not for production; its passwords are printed (CANDOUR_ENV=production).")
    if has_people():
        if if_empty:
            return
        _stop("the database holds people already; the sample council goes into an empty one.")
    if people is not None and not people.parent.is_dir():
        _stop(f"there is no folder {people.parent} to write {people.name} into.")
    try:
        details = load_sample(read_organisations(), [read_use(file) for file in use_files()], read_board())
    except (DataFileError, CannotLoad) as error:
        _stop(f"the sample council cannot be loaded, and nothing was changed: {error}")
    if people is not None:
        _write(people, details)
    _print(details)


def _write(file: Path, details: Sequence[SignInDetails]) -> None:
    text = json.dumps([asdict(each) for each in details], ensure_ascii=False, indent=2) + "\n"
    file.unlink(missing_ok=True)  # so that the mode below holds for a file that was there before
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text)


def _print(details: Sequence[SignInDetails]) -> None:
    rows = [(each.email, each.password, ", ".join(each.roles).replace("_", " ")) for each in details]
    wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for email, password, roles in rows:
        click.echo(f"{email:<{wide[0]}}  {password:<{wide[1]}}  {roles}")
