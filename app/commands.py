"""Commands for whoever runs the service: `audit verify`, `audit anchor`; and for its docs: `lifecycles`."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from app import audit as audit_events
from app.database import reading_only
from app.lifecycle.drawing import page

audit = AppGroup("audit", help="The chain of audit events.")


LARGEST_ANCHOR = 100_000  # bytes; a real one has some 300
PLACE = click.Path(path_type=Path)


@audit.command("verify")
@click.option("--anchor", "place", type=PLACE, help="An anchor that the chain has to reach.")
def verify(place: Path | None) -> None:
    """Walks the chain of audit events; fails and names the first event that does not hold.

    With --anchor the chain has to reach that anchor, too, so that a cut tail shows.
    """
    anchor = _read_anchor(place) if place else None
    with reading_only():
        broken = audit_events.verify(anchor)
        total = audit_events.count()
    if broken is not None:
        _fail(_sentence(broken), 1)
    reached = f" It reaches the anchor of {anchor.taken_at} at event {anchor.count}." if anchor else ""
    click.echo(f"{total} event{'' if total == 1 else 's'}, the chain holds.{reached}")


@audit.command("anchor")
@click.option("--out", "place", type=PLACE, help="Writes into this file instead of standard output.")
def anchor_command(place: Path | None) -> None:
    """Writes the chain's head and count as JSON, signed, to be kept outside the database.

    The chain is verified first: one that does not hold gets no anchor.
    """
    with reading_only():
        anchor = audit_events.take_anchor()
        broken = audit_events.verify(anchor)
    if broken is not None:
        _fail(_sentence(broken), 1)
    text = json.dumps(anchor.to_data())
    if place is None:
        click.echo(text)
        return
    try:
        _write_whole(place, text + "\n")
    except OSError as error:
        _fail(f"{place} cannot be written: {error.strerror or error}.", 2)


def _read_anchor(place: Path) -> audit_events.Anchor:
    try:
        with place.open("rb") as file:
            content = file.read(LARGEST_ANCHOR + 1)
    except OSError as error:
        _fail(f"{place} cannot be read: {error.strerror or error}.", 2)
    if len(content) > LARGEST_ANCHOR:
        _fail(f"{place}: this is too large for an anchor.", 2)
    try:
        return audit_events.Anchor.from_data(json.loads(content))
    except (ValueError, RecursionError):
        _fail(f"{place}: this is not JSON; an anchor is one JSON object.", 2)
    except audit_events.AnchorError as error:
        _fail(f"{place}: {error}.", 2)


def _write_whole(place: Path, text: str) -> None:
    """Writes all or nothing: what stood there before stays until the new text is whole.

    A link is followed, and what is no file (a device, a pipe) is written to as it is and never replaced.
    """
    place = place.resolve()
    if place.exists() and not place.is_file():
        place.write_text(text, encoding="utf-8")
        return
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sentence(broken: audit_events.Break) -> str:
    return f"event {broken.sequence} {broken.reason}; the chain does not hold."


def _fail(sentence: str, code: int) -> NoReturn:
    click.echo(f"Error: {sentence}", err=True)
    raise SystemExit(code)


@click.command("lifecycles")
def lifecycles() -> None:
    """Print docs/lifecycles.md, drawn from the tables in the code."""
    click.echo(page(current_app.extensions["lifecycles"]), nl=False)
