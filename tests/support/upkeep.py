"""Uses between two rounds with a public entry, and incidents, for tests."""

from __future__ import annotations

from sqlalchemy import select

from app.assessments.use_list.queries import use_case
from app.board.incidents import actions
from app.board.incidents.facts import IncidentReport
from app.board.incidents.models import Incident
from app.board.incidents.queries import incident as incident_query
from app.board.review_again.actions import raise_trigger
from app.board.review_again.models import Trigger
from app.database import db, transaction
from app.register.models import Entry, EntryVersion
from app.register.record import Record
from app.uses.models import UseCase
from app.web.roles import Role
from tests.integration.register import records
from tests.support.conditions import an_answered_use
from tests.support.people import Council


def a_public_use(council: Council) -> tuple[UseCase, Entry]:
    """A use that the owner answered on, and its published entry."""
    use = an_answered_use(council)
    entry = records.published(council, key=f"use-{use.id}")
    return use, entry


def the_use(council: Council, use_id: int) -> UseCase:
    """A use as it is stored now."""
    db.session.rollback()
    db.session.expire_all()
    found = use_case(council.organisation_id, use_id)
    assert found is not None
    return found


def public_record(use_id: int) -> Record:
    """What the public reads of a use now."""
    db.session.rollback()
    data = db.session.scalars(
        select(EntryVersion.record)
        .join(Entry, Entry.id == EntryVersion.entry_id)
        .where(Entry.source_key == f"use-{use_id}", EntryVersion.number == Entry.published_number)
    ).one()
    return Record.from_data(data)


def triggers_of(use_id: int) -> list[Trigger]:
    """Every trigger of a use as it is stored now, in the order of raising."""
    db.session.rollback()
    rows = db.session.scalars(
        select(Trigger)
        .where(Trigger.use_id == use_id)
        .order_by(Trigger.id)
        .execution_options(populate_existing=True)
    )
    return list(rows)


def a_trigger(use: UseCase, kind: str = "new_data", detail: str = "Sensors in flats") -> Trigger:
    """An open reason to look at the use again."""
    with transaction() as session:
        made = raise_trigger(session, use=use, kind=kind, detail=detail)
    assert made is not None
    return made


def an_incident(
    council: Council, use: UseCase | None, *, by: str | None = Role.TEAM_MEMBER, happened: str = "It froze."
) -> Incident:
    """A report; without `by` it comes from the public page, with a way to reach the reporter."""
    facts = IncidentReport(happened=happened, harm="no")
    if by is None:
        facts = IncidentReport(
            happened=happened, affected="yes", contact="07700 900123", peer_hash="somewhere"
        )
    made = actions.report(
        organisation_id=council.organisation_id,
        use_id=use.id if use else None,
        facts=facts,
        nonce="",
        reporter_id=council.people[by] if by else None,
    )
    return the_incident(council, made.id)


def the_incident(council: Council, incident_id: int) -> Incident:
    """An incident as it is stored now."""
    db.session.rollback()
    db.session.expire_all()
    found = incident_query(council.organisation_id, incident_id)
    assert found is not None
    return found


def triaged(
    council: Council, incident: Incident, severity: str = "serious", by: str = Role.BOARD_SECRETARY
) -> Incident:
    """The incident after triage."""
    actions.triage(
        incident=incident,
        use_id=incident.use_id,
        severity=severity,
        note="",
        seen=the_incident(council, incident.id).version,
        actor_id=council.people[by],
    )
    return the_incident(council, incident.id)
