"""Import of other registers: a whole file is read and understood before the first row is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import inspect

from app import audit
from app.accounts.actions import create_organisation
from app.accounts.models import Organisation
from app.accounts.queries import organisations
from app.database import transaction, utcnow
from app.register.exchange.formats.rows import read
from app.register.exchange.imports.row_identity import UNCLEAR, RowGroups, RowKeys, known_entries, missing
from app.register.exchange.imports.rows import Batch, Incoming, key_of, write_batch
from app.register.exchange.standards import Converted, Converter, FileOrigin, RowProblem, Standard

BATCH = 500
MOST_MISSING = 10
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class ImportReport:
    """What an import did. `rejected` rows were not taken over; `notes` say what else was not understood."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)


def import_records(
    *,
    organisation: Organisation,
    standard: Standard,
    path: Path,
    dry_run: bool = False,
    progress: Progress | None = None,
    actor_id: int | None = None,
) -> ImportReport:
    """Takes the records of a file over as published entries of `organisation`, the importing register.

    The first pass only reads, so that a broken file leaves the register as it was; the second writes batches,
    each one transaction. A row is known by its standard and its id there, and where that is missing or stands
    twice by name, team and text: unchanged rows are not touched, changed ones get a new version, and nothing
    is doubled. What cannot be told apart is rejected. An organisation without an id is made first. `progress`
    is told how many rows of how many are done.

    Raises:
        ReadError: the file is broken; nothing was written.
    """
    report = ImportReport()
    groups, origin = RowGroups(), _origin(organisation)
    _understand(_rows(origin, standard, path, report), report, groups)
    keys = _keys(organisation, standard, groups, report)
    if inspect(organisation).transient and not dry_run:
        organisation = create_organisation(name=organisation.name, slug=organisation.slug)
    done = 0
    for rows in _batches(_rows(origin, standard, path, ImportReport())):
        placed = [keys.apply(row) for row in rows if row.row not in keys.unclear]
        incoming = [
            Incoming(key_of(row.source_id), row.record, row.record.content_hash())
            for row in placed
            if row.record is not None
        ]
        batch = Batch(organisation.id, standard.name, incoming)
        _write(batch, report, dry_run=dry_run, actor_id=actor_id)
        done += len(rows)
        if progress is not None:
            progress(done, report.read)
    return report


def _origin(organisation: Organisation) -> FileOrigin:
    return FileOrigin(
        organisation_name=organisation.name,
        organisation_slug=organisation.slug,
        retrieved_on=utcnow().date(),
        organisations=tuple((each.name, each.slug) for each in organisations()),
    )


def _rows(origin: FileOrigin, standard: Standard, path: Path, report: ImportReport) -> Iterator[Converted]:
    reading = read(standard, path)
    converter = Converter(standard, origin)
    yield from map(converter.convert, reading)
    report.notes.extend(reading.notes)
    report.notes.extend(converter.notes())


def _keys(organisation: Organisation, standard: Standard, groups: RowGroups, report: ImportReport) -> RowKeys:
    """Give each row its key; reports the rows that stay unclear and the entries that the file lacks."""
    with transaction() as session:
        known = known_entries(session, organisation.id, standard.name)
        keys = groups.keys(session, known)
    report.rejected.extend(RowProblem(row, "", UNCLEAR, True) for row in sorted(keys.unclear))
    titles = missing(known, keys.used)
    if titles:
        shown = ", ".join(f"“{title}”" for title in titles[:MOST_MISSING])
        more = f" and {len(titles) - MOST_MISSING:,} more" if len(titles) > MOST_MISSING else ""
        words = (
            f"{len(titles):,} imported before but missing from this file: {shown}{more}; they stay published"
        )
        report.notes.append(RowProblem(0, "", words))
    report.rejected.sort(key=lambda problem: problem.row)
    report.notes.sort(key=lambda note: note.row)
    return keys


def _understand(rows: Iterable[Converted], report: ImportReport, groups: RowGroups) -> None:
    for row in rows:
        report.read += 1
        groups.add(row)
        for problem in row.problems:
            (report.rejected if problem.rejected else report.notes).append(problem)


def _batches(rows: Iterator[Converted]) -> Iterator[list[Converted]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _write(batch: Batch, report: ImportReport, *, dry_run: bool, actor_id: int | None) -> None:
    with transaction() as session:
        outcome = write_batch(session, batch, dry_run=dry_run)
        report.created += outcome.created
        report.updated += outcome.updated
        report.unchanged += outcome.unchanged
        if dry_run or not (outcome.created or outcome.updated):
            return
        audit.record(
            audit.AuditSubject("organisation", batch.organisation_id or 0, batch.organisation_id),
            "register.imported",
            actor_id=actor_id,
            standard=batch.origin,
            created=outcome.created,
            updated=outcome.updated,
        )
