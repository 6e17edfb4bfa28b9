"""The list of incidents with its filters, a page at a time, and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Response
from sqlalchemy import ColumnElement, func, select

from app.board.incidents.models import Incident
from app.board.incidents.queries import seen_by
from app.board.incidents.words import SEVERITIES, STATES
from app.database import db
from app.uses.models import UseCase
from app.web.lists import ListAddress, ListFilter, csv_download, is_id, on_page
from app.web.pagination import Pagination
from app.web.roles import Actor

HEADINGS = (
    "reference",
    "use_id",
    "use",
    "state",
    "severity",
    "harm",
    "reported_on",
    "from",
    "published",
    "closed_on",
)


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One line of the list; `by_public` when it came from the public page."""

    id: int
    reference: str
    happened: str
    use_id: int | None
    use_name: str | None
    state: str
    severity: str
    harm: str
    reported_at: datetime
    reported_by_id: int | None
    published: str
    closed_at: datetime | None

    @property
    def by_public(self) -> bool:
        return self.reported_by_id is None


class IncidentAddress(ListAddress):
    """A state, a severity, one use, a page; empty is all."""

    parts = (
        ListFilter("state", tuple(STATES)),
        ListFilter("severity", tuple(SEVERITIES)),
        ListFilter("use", lambda text: is_id(text) and int(text) > 0),
    )

    @property
    def use_id(self) -> int:
        """The use chosen; 0 when there is none."""
        return int(self["use"] or 0)


@dataclass(frozen=True, slots=True)
class IncidentList:
    """A page of incidents, and how many there are in each state and of each severity."""

    rows: tuple[IncidentRow, ...]
    pagination: Pagination
    states: Mapping[str, int]
    severities: Mapping[str, int]


def _wanted(actor: Actor, choice: IncidentAddress) -> list[ColumnElement[bool]]:
    scope = [Incident.organisation_id == actor.organisation_id, seen_by(actor)]
    return [*scope, Incident.use_id == choice.use_id] if choice.use_id else scope


def _chosen(choice: IncidentAddress) -> list[ColumnElement[bool]]:
    columns = (("state", Incident.state), ("severity", Incident.severity))
    return [column == choice[name] for name, column in columns if choice[name]]


def incident_list(actor: Actor, choice: IncidentAddress) -> IncidentList:
    """The incidents that the actor may read, newest first: two statements."""
    states: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    total = 0
    counted = db.session.execute(
        select(Incident.state, Incident.severity, func.count())
        .where(*_wanted(actor, choice))
        .group_by(Incident.state, Incident.severity)
    )
    for state, severity, count in counted:
        fits_state, fits_severity = choice["state"] in ("", state), choice["severity"] in ("", severity)
        states[state] += count if fits_severity else 0
        severities[severity] += count if fits_state else 0
        total += count if fits_state and fits_severity else 0
    pagination = choice.pagination(total)
    return IncidentList(tuple(_rows(actor, choice, pagination)), pagination, states, severities)


def _rows(
    actor: Actor, choice: IncidentAddress, pagination: Pagination | None = None
) -> Iterable[IncidentRow]:
    query = (
        select(
            Incident.id,
            Incident.reference,
            Incident.happened,
            Incident.use_id,
            UseCase.name.label("use_name"),
            Incident.state,
            Incident.severity,
            Incident.harm,
            Incident.reported_at,
            Incident.reported_by_id,
            Incident.published,
            Incident.closed_at,
        )
        .outerjoin(UseCase, UseCase.id == Incident.use_id)
        .where(*_wanted(actor, choice), *_chosen(choice))
        .order_by(Incident.reported_at.desc(), Incident.id.desc())
    )
    return [IncidentRow(**row._mapping) for row in db.session.execute(on_page(query, pagination))]


def csv_of(actor: Actor, choice: IncidentAddress) -> Response:
    """One line for each incident that the choice leaves, with codes and without what people told."""
    return csv_download("incidents", HEADINGS, map(_cells, _rows(actor, choice)))


def _cells(row: IncidentRow) -> tuple[object, ...]:
    return (
        row.reference,
        row.use_id or "",
        row.use_name or "",
        row.state,
        row.severity,
        row.harm,
        row.reported_at.date().isoformat(),
        "public" if row.by_public else "organisation",
        row.published,
        row.closed_at.date().isoformat() if row.closed_at else "",
    )
