"""The list of incidents with its filters, a page at a time, and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, func, select
from werkzeug.datastructures import MultiDict

from app.board.incidents.models import Incident
from app.board.incidents.queries import seen_by
from app.board.incidents.words import SEVERITIES, STATES
from app.database import db
from app.uses.models import UseCase
from app.web.pagination import Pagination, page_number
from app.web.roles import Actor
from app.web.spreadsheets import sheet

PAGE_SIZE = 25
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


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """What an address asks for: a state, a severity, one use, a page; empty is all."""

    state: str = ""
    severity: str = ""
    use_id: int = 0
    page: int = 1

    def address(self, path: str, *, page: int = 1, **over: str) -> str:
        """The address of this choice with another page, or with other values."""
        values = {"state": self.state, "severity": self.severity, "use": str(self.use_id or "")} | over
        pairs = [(name, value) for name, value in values.items() if value]
        pairs += [("page", str(page))] if page > 1 else []
        return f"{path}?{urlencode(pairs)}" if pairs else path


@dataclass(frozen=True, slots=True)
class IncidentList:
    """A page of incidents, and how many there are in each state and of each severity."""

    rows: tuple[IncidentRow, ...]
    pagination: Pagination
    states: Mapping[str, int]
    severities: Mapping[str, int]


def choice_from(arguments: MultiDict[str, str]) -> IncidentFilter:
    """The choice that an address asks for; what is not understood is left out. Never fails."""
    state, severity = arguments.get("state", ""), arguments.get("severity", "")
    use = arguments.get("use", "")
    return IncidentFilter(
        state if state in STATES else "",
        severity if severity in SEVERITIES else "",
        int(use) if use.isascii() and use.isdigit() and len(use) < 10 else 0,
        page_number(arguments.get("page")),
    )


def _wanted(actor: Actor, choice: IncidentFilter) -> list[ColumnElement[bool]]:
    scope = [Incident.organisation_id == actor.organisation_id, seen_by(actor)]
    return [*scope, Incident.use_id == choice.use_id] if choice.use_id else scope


def _chosen(choice: IncidentFilter) -> list[ColumnElement[bool]]:
    wanted = [Incident.state == choice.state] if choice.state else []
    return [*wanted, Incident.severity == choice.severity] if choice.severity else wanted


def incident_list(actor: Actor, choice: IncidentFilter) -> IncidentList:
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
        fits_state, fits_severity = choice.state in ("", state), choice.severity in ("", severity)
        states[state] += count if fits_severity else 0
        severities[severity] += count if fits_state else 0
        total += count if fits_state and fits_severity else 0
    pagination = Pagination(choice.page, PAGE_SIZE, total)
    return IncidentList(tuple(_rows(actor, choice, pagination)), pagination, states, severities)


def _rows(
    actor: Actor, choice: IncidentFilter, pagination: Pagination | None = None
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
    if pagination is not None:
        query = query.limit(PAGE_SIZE).offset((pagination.number - 1) * PAGE_SIZE)
    return [IncidentRow(**row._mapping) for row in db.session.execute(query)]


def csv_of(actor: Actor, choice: IncidentFilter) -> str:
    """One line for each incident that the choice leaves, with codes and without what people told."""
    return sheet(HEADINGS, map(_cells, _rows(actor, choice)))


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
