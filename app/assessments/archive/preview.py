"""What an archive would bring, for the page that asks before it takes effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from app.assessments.archive.import_use import read_questionnaire
from app.assessments.archive.pack import Archive
from app.assessments.archive.queries import known_hashes
from app.assessments.archive.shape import ColumnKind, shapes
from app.assessments.archive.snapshots import people_in
from app.assessments.archive.unpack import ArchiveError
from app.assessments.questionnaire_store.queries import parse
from app.assessments.questionnaires.migration_view import shown_report
from app.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Preview:
    """The use as it would be: codes, counts by table, and who of its people is known here.

    `people` are the addresses in it, which stay texts.
    """

    name: str
    kind: str
    phase: str
    service_area: str
    questionnaire: str
    questionnaire_known: bool
    counts: Mapping[str, int]
    areas: tuple[str, ...]
    people: tuple[str, ...]


def preview_of(archive: Archive) -> Preview:
    """What importing the archive would make.

    Raises:
        ArchiveError: a questionnaire has mistakes, or a move between two cannot be shown.
    """
    use = archive.tables["use_case"][0]
    known = known_hashes(archive)
    questionnaires = {
        name: parse(source) if name in known else read_questionnaire(source)
        for name, source in archive.questionnaires.items()
    }
    _check_moves(archive, questionnaires)
    key = archive.tables["assessment"][0]["questionnaire_version_id"]
    return Preview(
        name=use["name"],
        kind=use["kind"],
        phase=use["phase"],
        service_area=use["service_area"],
        questionnaire=questionnaires[key].title,
        questionnaire_known=key in known,
        counts={name: len(rows) for name, rows in archive.tables.items()},
        areas=tuple(row["name"] for row in archive.tables["use_area"]),
        people=_people(archive),
    )


def _check_moves(archive: Archive, questionnaires: Mapping[str, Questionnaire]) -> None:
    """Holds the report of each move between questionnaires to what its page can show."""
    for number, row in enumerate(archive.tables.get("questionnaire_move", ()), start=1):
        before, after = questionnaires[row["from_version_id"]], questionnaires[row["to_version_id"]]
        try:
            shown_report(before, after, row["report"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ArchiveError(f"questionnaire_move {number}: {_('its report cannot be read')}") from error


def _people(archive: Archive) -> tuple[str, ...]:
    """The addresses of everybody whom the archive names, in small letters and in order."""
    found = {
        row[field.name].lower()
        for shape in shapes()
        for field in shape.fields
        if field.kind is ColumnKind.PERSON
        for row in archive.tables[shape.name]
        if row.get(field.name)
    }
    for row in archive.tables["submission"]:
        found |= {name.lower() for name in people_in(row["snapshot"]).values() if name}
    return tuple(sorted(found))
