"""What an archive would bring, for the page that asks before it takes effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from app.assessments.archive.import_use import NEEDED_ROLES, read_questionnaire
from app.assessments.archive.pack import Archive
from app.assessments.archive.queries import ImportingColleague, colleagues_by_email, known_hashes
from app.assessments.archive.shape import ColumnKind, shapes
from app.assessments.archive.unpack import ArchiveError
from app.assessments.questionnaire_store.queries import parse
from app.assessments.questionnaires.migration_view import shown_report
from app.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Preview:
    """The use as it would be: codes, counts by table, and who of its people is known here.

    `team` and `owner` are addresses that will be matched; `strangers` those whose names are left out, and
    `without_role` colleagues who do not hold the role that the task needs.
    """

    name: str
    kind: str
    phase: str
    service_area: str
    questionnaire: str
    questionnaire_known: bool
    counts: Mapping[str, int]
    areas: tuple[str, ...]
    team: tuple[str, ...]
    owner: str
    strangers: tuple[str, ...]
    without_role: tuple[str, ...]


def preview_of(archive: Archive, organisation_id: int) -> Preview:
    """What importing the archive into the organisation would make.

    Raises:
        ArchiveError: a questionnaire has mistakes, or a move between two cannot be shown.
    """
    people = colleagues_by_email(organisation_id)
    use = archive.tables["use_case"][0]
    known = known_hashes(archive)
    questionnaires = {
        name: parse(source) if name in known else read_questionnaire(source)
        for name, source in archive.questionnaires.items()
    }
    _check_moves(archive, questionnaires)
    key = archive.tables["assessment"][0]["questionnaire_version_id"]
    named = _named(archive)
    without = sorted(
        {
            email
            for (table, column), emails in named.items()
            for email in emails
            if email in people and not _may(people[email], table, column)
        }
    )
    return Preview(
        name=use["name"],
        kind=use["kind"],
        phase=use["phase"],
        service_area=use["service_area"],
        questionnaire=questionnaires[key].title,
        questionnaire_known=key in known,
        counts={name: len(rows) for name, rows in archive.tables.items()},
        areas=tuple(row["name"] for row in archive.tables["use_area"]),
        team=tuple(e for e in sorted(named.get(("use_member", "person_id"), ())) if _taken(people, e)),
        owner=next((e for e in named.get(("use_case", "owner_id"), ()) if _owns(people, e)), ""),
        strangers=tuple(sorted({e for emails in named.values() for e in emails} - people.keys())),
        without_role=tuple(without),
    )


def _check_moves(archive: Archive, questionnaires: Mapping[str, Questionnaire]) -> None:
    """Holds the report of each move between questionnaires to what its page can show."""
    for number, row in enumerate(archive.tables.get("questionnaire_move", ()), start=1):
        before, after = questionnaires[row["from_version_id"]], questionnaires[row["to_version_id"]]
        try:
            shown_report(before, after, row["report"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ArchiveError(f"questionnaire_move {number}: {_('its report cannot be read')}") from error


def _named(archive: Archive) -> dict[tuple[str, str], set[str]]:
    """E-mail addresses in small letters, by table and column."""
    found: dict[tuple[str, str], set[str]] = {}
    for shape in shapes():
        for field in shape.fields:
            if field.kind is ColumnKind.PERSON:
                emails = {
                    row[field.name].lower() for row in archive.tables[shape.name] if row.get(field.name)
                }
                found[(shape.name, field.name)] = emails
    return found


def _may(person: ImportingColleague, table: str, column: str) -> bool:
    role = NEEDED_ROLES.get((table, column))
    return role is None or role.value in person.roles


def _taken(people: Mapping[str, ImportingColleague], email: str) -> bool:
    return email in people and _may(people[email], "use_member", "person_id")


def _owns(people: Mapping[str, ImportingColleague], email: str) -> bool:
    return email in people and _may(people[email], "use_case", "owner_id")
