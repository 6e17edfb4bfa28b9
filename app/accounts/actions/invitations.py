"""Invitations by one-time link, each change one transaction with its audit event."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import audit
from app.accounts.actions.people import person_with_roles
from app.accounts.events import invited
from app.accounts.models import Invitation, Person
from app.accounts.passwords import hash_password
from app.accounts.queries import digest
from app.database import transaction, utcnow
from app.web.nonces import spend
from app.web.roles import Role

INVITATION_LIFE = timedelta(days=7)


class InvitationClosed(Exception):
    """The invitation was taken up, withdrawn or replaced, or its time is over."""


def invite(
    *,
    organisation_id: int,
    email: str,
    name: str,
    roles: Collection[Role],
    invited_by_id: int | None,
    nonce: str = "",
) -> str:
    """Makes a one-time link's token, valid for seven days; an earlier open one for the address is withdrawn.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
    """
    token = secrets.token_urlsafe(32)
    address = email.strip().casefold()
    with transaction() as session:
        if nonce:
            spend(session, nonce)
        _withdraw_earlier(session, organisation_id, address)
        invitation = Invitation(
            token_hash=digest(token),
            email=address,
            name=name,
            organisation_id=organisation_id,
            roles=sorted(set(roles)),
            invited_by_id=invited_by_id,
            expires_at=utcnow() + INVITATION_LIFE,
        )
        session.add(invitation)
        session.flush()
        audit.record(invitation, "person.invited", actor_id=invited_by_id)
        for listener in invited:
            listener(session, invitation, token)
    return token


def _withdraw_earlier(session: Session, organisation_id: int, address: str) -> None:
    session.execute(
        update(Invitation)
        .where(
            Invitation.email == address,
            Invitation.organisation_id == organisation_id,
            Invitation.accepted_at.is_(None),
        )
        .values(withdrawn_at=utcnow())
    )


def withdraw_invitation(*, invitation: Invitation, actor_id: int) -> None:
    """Closes an invitation before it is taken up."""
    with transaction():
        invitation.withdrawn_at = utcnow()
        audit.record(invitation, "invitation.withdrawn", actor_id=actor_id)


def accept_invitation(*, invitation: Invitation, password: str) -> Person:
    """Takes up an invitation: makes the person or adds the roles. A known person keeps their password.

    Raises:
        InvitationClosed: it is not open, or no longer.
    """
    with transaction() as session:
        taken = session.execute(
            update(Invitation)
            .where(
                Invitation.id == invitation.id,
                Invitation.accepted_at.is_(None),
                Invitation.withdrawn_at.is_(None),
                Invitation.expires_at > utcnow(),
            )
            .values(accepted_at=utcnow())
        )
        if taken.rowcount != 1:  # type: ignore[attr-defined]
            raise InvitationClosed
        roles = [Role(role) for role in invitation.roles]
        person = person_with_roles(
            session, invitation.organisation_id, invitation.name, invitation.email, roles
        )
        if not person.password_hash:
            person.password_hash = hash_password(password)
        session.flush()
        audit.record(
            audit.AuditSubject("person", person.id, invitation.organisation_id),
            "invitation.accepted",
            actor_id=person.id,
        )
    return person
