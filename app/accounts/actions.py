"""Every change to people and sign-ins, each one transaction with its audit event."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app import audit
from app.accounts.models import Invitation, Membership, Organisation, Person, SignIn, SignInAttempt
from app.accounts.passwords import hash_password
from app.accounts.queries import digest
from app.database import transaction, utcnow
from app.web.nonces import spend
from app.web.roles import Role

INVITATION_LIFE = timedelta(days=7)


def create_organisation(
    *,
    name: str,
    slug: str,
    website: str = "",
    contact_email: str = "",
    contact_phone: str = "",
    about: str = "",
) -> Organisation:
    """Adds an organisation; `slug` is unique and appears in addresses."""
    with transaction() as session:
        organisation = Organisation(
            name=name,
            slug=slug,
            website=website,
            contact_email=contact_email,
            contact_phone=contact_phone,
            about=about,
        )
        session.add(organisation)
        session.flush()
        _audit(session, "organisation.created", "organisation", organisation.id, None, organisation.id)
    return organisation


def add_person(
    *, organisation_id: int, name: str, email: str, roles: Collection[Role], password: str = ""
) -> Person:
    """Adds a person with roles, or gives the roles to the one who has this e-mail address already."""
    with transaction() as session:
        person = _person_with_roles(session, organisation_id, name, email, roles)
        if password and not person.password_hash:
            person.password_hash = hash_password(password)
        session.flush()
        _audit(session, "person.added", "person", person.id, None, organisation_id, roles=sorted(roles))
    return person


def record_attempt(*, email: str, peer: str, succeeded: bool) -> None:
    """Keeps a try to sign in, so that `queries.locked_out` can count it."""
    with transaction() as session:
        session.add(
            SignInAttempt(
                account_hash=digest(email.strip().casefold()), peer_hash=digest(peer), succeeded=succeeded
            )
        )
        session.execute(delete(SignInAttempt).where(SignInAttempt.at < utcnow() - timedelta(days=30)))


def sign_in(*, person_id: int, organisation_id: int, hours: int) -> str:
    """Starts a session and gives its token, which only the person's cookie holds."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        session.add(
            SignIn(
                token_hash=digest(token),
                person_id=person_id,
                organisation_id=organisation_id,
                expires_at=utcnow() + timedelta(hours=hours),
            )
        )
        _audit(session, "person.signed_in", "person", person_id, person_id, organisation_id)
    return token


def sign_out(*, token: str, person_id: int, organisation_id: int) -> None:
    """Ends the session on the server: its cookie is worth nothing from now on."""
    with transaction() as session:
        session.execute(
            update(SignIn)
            .where(SignIn.token_hash == digest(token), SignIn.ended_at.is_(None))
            .values(ended_at=utcnow())
        )
        _audit(session, "person.signed_out", "person", person_id, person_id, organisation_id)


def change_password(*, person_id: int, organisation_id: int, password: str, keep_token: str) -> None:
    """Sets a new password and ends every other session of the person."""
    with transaction() as session:
        person = session.get_one(Person, person_id)
        person.password_hash = hash_password(password)
        _end_sessions(session, person_id, keep_token)
        _audit(session, "person.password_changed", "person", person_id, person_id, organisation_id)


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
            roles=sorted(roles),
            invited_by_id=invited_by_id,
            expires_at=utcnow() + INVITATION_LIFE,
        )
        session.add(invitation)
        session.flush()
        _audit(session, "person.invited", "invitation", invitation.id, invited_by_id, organisation_id)
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
    with transaction() as session:
        invitation.withdrawn_at = utcnow()
        _audit(
            session,
            "invitation.withdrawn",
            "invitation",
            invitation.id,
            actor_id,
            invitation.organisation_id,
        )


def accept_invitation(*, invitation: Invitation, password: str) -> Person:
    """Takes up an invitation: makes the person or adds the roles. A known person keeps their password."""
    with transaction() as session:
        taken = session.execute(
            update(Invitation)
            .where(Invitation.id == invitation.id, Invitation.accepted_at.is_(None))
            .values(accepted_at=utcnow())
        )
        if taken.rowcount != 1:  # type: ignore[attr-defined]
            raise LookupError("This invitation was taken up already.")
        roles = [Role(role) for role in invitation.roles]
        person = _person_with_roles(
            session, invitation.organisation_id, invitation.name, invitation.email, roles
        )
        if not person.password_hash:
            person.password_hash = hash_password(password)
        session.flush()
        _audit(session, "invitation.accepted", "person", person.id, person.id, invitation.organisation_id)
    return person


def set_roles(*, organisation_id: int, person_id: int, roles: Collection[Role], actor_id: int | None) -> None:
    """Replaces the roles that the person holds in the organisation; with none they leave it."""
    with transaction() as session:
        session.execute(
            delete(Membership).where(
                Membership.person_id == person_id, Membership.organisation_id == organisation_id
            )
        )
        for role in sorted(roles):
            session.add(Membership(person_id=person_id, organisation_id=organisation_id, role=role))
        _audit(
            session, "person.roles_set", "person", person_id, actor_id, organisation_id, roles=sorted(roles)
        )


def set_active(*, person_id: int, organisation_id: int, active: bool, actor_id: int | None) -> None:
    """Lets the person sign in, or stops it and ends their sessions at once."""
    with transaction() as session:
        session.get_one(Person, person_id).active = active
        if not active:
            _end_sessions(session, person_id, "")
        action = "person.enabled" if active else "person.disabled"
        _audit(session, action, "person", person_id, actor_id, organisation_id)


def _person_with_roles(
    session: Session, organisation_id: int, name: str, email: str, roles: Collection[Role]
) -> Person:
    address = email.strip().casefold()
    person = session.scalars(select(Person).where(Person.email == address)).one_or_none()
    if person is None:
        person = Person(email=address, name=name)
        session.add(person)
        session.flush()
    held = set(
        session.scalars(
            select(Membership.role).where(
                Membership.person_id == person.id, Membership.organisation_id == organisation_id
            )
        )
    )
    for role in sorted(set(roles) - held):
        session.add(Membership(person_id=person.id, organisation_id=organisation_id, role=role))
    return person


def _end_sessions(session: Session, person_id: int, keep_token: str) -> None:
    session.execute(
        update(SignIn)
        .where(
            SignIn.person_id == person_id,
            SignIn.ended_at.is_(None),
            SignIn.token_hash != digest(keep_token),
        )
        .values(ended_at=utcnow())
    )


def _audit(
    session: Session,
    action: str,
    subject_type: str,
    subject_id: int,
    actor_id: int | None,
    organisation_id: int | None,
    **details: object,
) -> None:
    audit.record(
        session,
        action=action,
        subject_type=subject_type,
        subject_id=subject_id,
        actor_id=actor_id,
        organisation_id=organisation_id,
        details=details,
    )
