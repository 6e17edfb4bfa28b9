"""Reads of incidents and pauses: one organisation's, ordered, a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.assessments.models import Assessment, Submission
from app.board.incidents.models import Incident, IncidentPrivate, IncidentStep
from app.board.models import Review
from app.board.publishing import source_key
from app.database import db, utcnow
from app.register.editing.actions.drafts import ORIGIN
from app.register.models import Entry
from app.uses.access import may_read
from app.uses.models import UseCase, UseMember
from app.web.access import loads
from app.web.roles import BOARD, Actor, Role

REPORTS_AN_HOUR = 5


@dataclass(frozen=True, slots=True)
class ReportTarget:
    """What a public report is about: an entry of an organisation in this service, and its use if known."""

    entry_id: int
    slug: str
    title: str
    organisation_id: int
    use_id: int | None


@loads("incident_id", "incident")
def incident(organisation_id: int, incident_id: int) -> Incident | None:
    """One incident with everything that its page shows."""
    use = joinedload(Incident.use)
    return db.session.scalars(
        select(Incident)
        .where(Incident.organisation_id == organisation_id, Incident.id == incident_id)
        .options(
            use.selectinload(UseCase.team),
            use.joinedload(UseCase.owner),
            joinedload(Incident.reported_by),
            joinedload(Incident.triaged_by),
            joinedload(Incident.closed_by),
            joinedload(Incident.duplicate_of),
            joinedload(Incident.private),
            selectinload(Incident.steps).joinedload(IncidentStep.by),
        )
    ).one_or_none()


def some_of(organisation_id: int, ids: Sequence[int]) -> list[Incident]:
    """The incidents with these ids that are the organisation's, at most a hundred of them."""
    return list(
        db.session.scalars(
            select(Incident)
            .where(Incident.organisation_id == organisation_id, Incident.id.in_(ids[:100]))
            .order_by(Incident.id)
        )
    )


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """The incidents that the actor may read: the board all, others their own reports and their own uses'."""
    everything = true() if actor.has(*BOARD) else false()
    mine = select(UseCase.id).where(
        UseCase.organisation_id == actor.organisation_id,
        or_(UseCase.owner_id == actor.person_id, _on_team(actor)),
    )
    return or_(everything, Incident.reported_by_id == actor.person_id, Incident.use_id.in_(mine))


def _on_team(actor: Actor) -> ColumnElement[bool]:
    if not actor.has(Role.TEAM_MEMBER):
        return false()
    return UseCase.id.in_(select(UseMember.use_id).where(UseMember.person_id == actor.person_id))


def published_of(use_id: int) -> list[Incident]:
    """The incidents of a use that the public may read, newest first."""
    return list(
        db.session.scalars(
            select(Incident)
            .where(Incident.use_id == use_id, Incident.published == "yes", Incident.severity != "")
            .order_by(Incident.reported_at.desc(), Incident.id.desc())
        )
    )


def open_count(use_id: int) -> int:
    """How many incidents of a use are not settled yet."""
    states = ("reported", "triaged", "investigating")
    return (
        db.session.scalar(
            select(func.count(Incident.id)).where(Incident.use_id == use_id, Incident.state.in_(states))
        )
        or 0
    )


def readable_uses(actor: Actor) -> list[tuple[int, str]]:
    """Ids and names of the uses that the actor may read, by name."""
    rows = db.session.execute(
        select(UseCase.id, UseCase.name)
        .join(Assessment, Assessment.use_id == UseCase.id)
        .where(UseCase.organisation_id == actor.organisation_id, may_read(actor))
        .order_by(func.lower(UseCase.name), UseCase.id)
    )
    return [(row[0], row[1]) for row in rows]


def uses_of(organisation_id: int) -> list[tuple[int, str]]:
    """Ids and names of every use of the organisation, by name, for who triages."""
    rows = db.session.execute(
        select(UseCase.id, UseCase.name)
        .where(UseCase.organisation_id == organisation_id)
        .order_by(func.lower(UseCase.name), UseCase.id)
    )
    return [(row[0], row[1]) for row in rows]


def newest_review_id(use_id: int) -> int | None:
    """The board's newest review of a use."""
    return db.session.scalars(
        select(Review.id)
        .join(Submission, Submission.id == Review.submission_id)
        .join(Assessment, Assessment.id == Submission.assessment_id)
        .where(Assessment.use_id == use_id)
        .order_by(Submission.number.desc())
        .limit(1)
    ).one_or_none()


def target_of(entry_id: int) -> ReportTarget | None:
    """What somebody reports from an entry: None for one that is not public, or that another body keeps."""
    row = db.session.execute(
        select(Entry.id, Entry.slug, Entry.title, Entry.organisation_id, Entry.source_key).where(
            Entry.id == entry_id,
            Entry.origin == ORIGIN,
            Entry.published_number.is_not(None),
            Entry.retired_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    number = row.source_key.removeprefix(source_key(0).removesuffix("0"))
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    use_id = db.session.scalars(
        select(UseCase.id).where(UseCase.id == known, UseCase.organisation_id == row.organisation_id)
    ).first()
    return ReportTarget(row.id, row.slug, row.title, row.organisation_id, use_id)


def too_many(peer_hash: str, now: datetime | None = None) -> bool:
    """Whether as many reports came from one address within an hour as may."""
    since = (now or utcnow()) - timedelta(hours=1)
    sent = db.session.scalar(
        select(func.count()).where(IncidentPrivate.peer_hash == peer_hash, IncidentPrivate.at > since)
    )
    return (sent or 0) >= REPORTS_AN_HOUR


def was_sent(entry_id: int, reference: str) -> bool:
    """Whether a public report has this reference; nothing else of it is told."""
    target = target_of(entry_id)
    if target is None:
        return False
    found = select(Incident.id).where(
        Incident.organisation_id == target.organisation_id,
        Incident.reference == reference,
        Incident.reported_by_id.is_(None),
    )
    return db.session.scalars(found).first() is not None
