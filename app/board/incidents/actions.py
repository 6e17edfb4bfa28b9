"""Every change to an incident; each one transaction with its audit event and its step in the history."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.board.incidents.facts import SERIOUS, IncidentReport, Telling
from app.board.incidents.lifecycle import INCIDENT, IncidentAction, IncidentState
from app.board.incidents.models import Incident, IncidentPrivate, IncidentStep
from app.board.incidents.notifications import tell_reported
from app.board.incidents.publishing import publish_incidents
from app.board.incidents.queries import too_many
from app.board.review_again.actions import raise_trigger
from app.board.review_again.kinds import INCIDENT as INCIDENT_TRIGGER
from app.database import transaction, utcnow, wait_in_line
from app.lifecycle import OutOfTurn
from app.uses.models import UseCase
from app.web.nonces import spend
from app.web.versions import lock_fresh, lock_if_version

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class NotAnotherTriager(Exception):
    """Four eyes: a serious incident is lowered or closed by somebody else than the one who triaged it."""


class TooManyReports(Exception):
    """As many reports came from one address within an hour as may."""


class NoSuchIncident(ValueError):
    """The reference names no other incident of the organisation that one could be the same as."""


def new_reference() -> str:
    """A reference that nobody guesses and that can be read out on the telephone."""
    letters = "".join(secrets.choice(LETTERS) for _letter in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def report(
    *,
    organisation_id: int,
    use_id: int | None,
    facts: IncidentReport,
    nonce: str,
    reporter_id: int | None = None,
    limited: bool = False,
) -> Incident:
    """Takes a report down and tells the owner, the secretary and the chair.

    With `limited` those from one address take turns, so that no more than may are taken in an hour.

    Raises:
        AlreadyDone: the form was sent before; its result is the reference.
        TooManyReports: as many came from this address as may.
    """
    with transaction() as session:
        if limited:
            wait_in_line(session, f"incident reports from {facts.peer_hash}")
        spent = spend(session, nonce)
        if limited and too_many(facts.peer_hash):
            raise TooManyReports
        use = session.get_one(UseCase, use_id) if use_id is not None else None
        incident = Incident(
            organisation_id=organisation_id,
            use=use,
            reference=new_reference(),
            language=facts.language,
            reported_by_id=reporter_id,
            reported_at=utcnow(),
            happened=facts.happened,
            happened_on=facts.happened_on,
            affected_who=facts.affected_who,
            affected=facts.affected,
            harm=facts.harm,
        )
        session.add(incident)
        session.flush()
        spent.result = incident.reference
        if facts.contact or facts.peer_hash:
            private = IncidentPrivate(contact=facts.contact, peer_hash=facts.peer_hash, at=utcnow())
            incident.private = private
        _note(session, incident, "report", reporter_id)
        tell_reported(session, incident, use)
    return incident


def triage(
    *, incident: Incident, use_id: int | None, severity: str, note: str, seen: int, actor_id: int
) -> None:
    """Says how bad it is and which use it concerns; a serious one asks for another look at the use.

    Raises:
        OutOfTurn: it is settled already.
        Stale: somebody changed it since.
        NotAnotherPerson: a serious one is lowered by the person who called it serious.
    """
    with transaction() as session:
        fresh = lock_if_version(session, incident, seen)
        state = INCIDENT.after(fresh.state, IncidentAction.TRIAGE)
        lowered = fresh.severity in SERIOUS and severity not in SERIOUS
        if lowered and fresh.triaged_by_id == actor_id:
            raise NotAnotherTriager
        before = fresh.use_id
        fresh.state, fresh.severity, fresh.use_id = state, severity, use_id
        fresh.triaged_by_id, fresh.triaged_at = actor_id, utcnow()
        _note(session, fresh, IncidentAction.TRIAGE, actor_id, note, severity=severity)
        _ask_to_look_again(session, fresh, actor_id)
        if fresh.published == "yes":
            for changed in {before, use_id} - {None}:
                publish_incidents(session.get_one(UseCase, changed), actor_id)


def _ask_to_look_again(session: Session, incident: Incident, actor_id: int) -> None:
    if incident.use_id is None or incident.severity not in SERIOUS:
        return
    raise_trigger(
        session,
        use=session.get_one(UseCase, incident.use_id),
        kind=INCIDENT_TRIGGER,
        source=f"incident-{incident.id}",
        detail=incident.reference,
        once=True,
        actor_id=actor_id,
    )


def investigate(*, incident: Incident, note: str, seen: int, actor_id: int) -> None:
    """Starts to look into it, or adds what was found.

    Raises:
        OutOfTurn: it is not triaged, or settled already.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, incident, seen)
        if fresh.state == IncidentState.INVESTIGATING:
            _note(session, fresh, "note", actor_id, note)
            return
        fresh.state = INCIDENT.after(fresh.state, IncidentAction.INVESTIGATE)
        _note(session, fresh, IncidentAction.INVESTIGATE, actor_id, note)


def tell_public(*, incident: Incident, telling: Telling, seen: int, actor_id: int) -> None:
    """Decides what the public reads before the incident is closed.

    Raises:
        OutOfTurn: it is not triaged, or settled already.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, incident, seen)
        if not INCIDENT.may(fresh.state, IncidentAction.CLOSE):
            raise OutOfTurn(fresh.state, "publish")
        _take_down(session, fresh, telling, actor_id, "publish")


def close(*, incident: Incident, telling: Telling, seen: int, actor_id: int) -> None:
    """Closes it with what was done and learnt, and with the decision what the public reads.

    Raises:
        OutOfTurn: it is not triaged, or settled already.
        Stale: somebody changed it since.
        NotAnotherPerson: a serious one is closed by the person who triaged it.
    """
    with transaction() as session:
        fresh = lock_if_version(session, incident, seen)
        state = INCIDENT.after(fresh.state, IncidentAction.CLOSE)
        if fresh.severity in SERIOUS and fresh.triaged_by_id == actor_id:
            raise NotAnotherTriager
        fresh.state = state
        fresh.closed_by_id, fresh.closed_at = actor_id, utcnow()
        _take_down(session, fresh, telling, actor_id, IncidentAction.CLOSE)


def _take_down(session: Session, incident: Incident, telling: Telling, actor_id: int, action: str) -> None:
    incident.done, incident.learnt = telling.done, telling.learnt
    incident.published = "yes" if telling.publish else "no"
    incident.summary = telling.summary if telling.publish else ""
    incident.withheld_because = "" if telling.publish else telling.withheld_because
    _note(session, incident, action, actor_id, published=incident.published)
    if incident.use_id is not None:
        publish_incidents(session.get_one(UseCase, incident.use_id), actor_id)


def reject(*, incident: Incident, reason: str, seen: int, actor_id: int) -> None:
    """Says that it is no incident, and why.

    Raises:
        OutOfTurn: somebody looks into it already, or it is settled.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, incident, seen)
        _set_aside(session, fresh, IncidentAction.REJECT, reason, actor_id)


def reject_spam(*, incidents: Sequence[Incident], reason: str, actor_id: int) -> int:
    """Sets aside reports of the public that are no reports; gives how many were still waiting."""
    rejected = 0
    with transaction() as session:
        for incident in sorted(incidents, key=lambda each: each.id):
            fresh = lock_fresh(session, incident)
            if fresh.state == IncidentState.REPORTED and fresh.reported_by_id is None:
                _set_aside(session, fresh, IncidentAction.REJECT, reason, actor_id)
                rejected += 1
    return rejected


def join(*, incident: Incident, reference: str, seen: int, actor_id: int) -> None:
    """Says that it is the same as another incident, where the work goes on.

    Raises:
        OutOfTurn: somebody looks into it already, or it is settled.
        Stale: somebody changed it since.
        NoSuchIncident: the reference names no other incident that is not itself set aside.
    """
    with transaction() as session:
        fresh = lock_if_version(session, incident, seen)
        other = session.scalars(
            select(Incident).where(
                Incident.organisation_id == fresh.organisation_id,
                Incident.reference == reference.strip().upper(),
                Incident.id != fresh.id,
                Incident.state.not_in((IncidentState.DUPLICATE, IncidentState.REJECTED)),
            )
        ).one_or_none()
        if other is None:
            raise NoSuchIncident(reference)
        fresh.duplicate_of_id = other.id
        _set_aside(session, fresh, IncidentAction.JOIN, "", actor_id)


def _set_aside(
    session: Session, incident: Incident, action: IncidentAction, reason: str, actor_id: int
) -> None:
    incident.state = INCIDENT.after(incident.state, action)
    incident.reason = reason
    incident.closed_by_id, incident.closed_at = actor_id, utcnow()
    unsay = incident.published == "yes"
    incident.published = ""
    _note(session, incident, action, actor_id, reason)
    if unsay and incident.use_id is not None:
        publish_incidents(session.get_one(UseCase, incident.use_id), actor_id)


def reopen(*, incident: Incident, reason: str, seen: int, actor_id: int) -> None:
    """Opens a settled incident again.

    Raises:
        OutOfTurn: it is not settled.
        Stale: somebody changed it since.
    """
    with transaction() as session:
        fresh = lock_if_version(session, incident, seen)
        fresh.state = INCIDENT.after(fresh.state, IncidentAction.REOPEN)
        fresh.closed_by_id, fresh.closed_at, fresh.duplicate_of_id = None, None, None
        fresh.reason = ""
        _note(session, fresh, IncidentAction.REOPEN, actor_id, reason)
        if fresh.published == "yes" and fresh.use_id is not None:
            publish_incidents(session.get_one(UseCase, fresh.use_id), actor_id)


def _note(
    session: Session, incident: Incident, action: str, actor_id: int | None, note: str = "", **details: object
) -> None:
    """Adds a step to the history and the audit event of it."""
    session.add(
        IncidentStep(incident_id=incident.id, action=str(action), note=note, by_id=actor_id, at=utcnow())
    )
    audit.record(incident, f"incident.{action}", actor_id=actor_id, **details)
