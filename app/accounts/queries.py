"""Reads of organisations, people and sign-ins."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.accounts.models import Invitation, Membership, Organisation, Person, SignIn, SignInAttempt
from app.database import db, utcnow
from app.web.access import loads
from app.web.roles import Actor, Role

FAILURES_PER_ACCOUNT = 5
FAILURES_PER_PEER = 30
LOCK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of the organisation with the roles held in it."""

    id: int
    name: str
    email: str
    active: bool
    joined: bool
    roles: tuple[Role, ...]
    version: int


def digest(secret: str) -> str:
    """The hash under which a token or an address is looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()


def organisation_by_slug(slug: str) -> Organisation | None:
    return db.session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()


def organisation(organisation_id: int) -> Organisation:
    """One organisation.

    Raises:
        NoResultFound: there is none with this id.
    """
    return db.session.get_one(Organisation, organisation_id)


def organisations() -> list[Organisation]:
    return list(db.session.scalars(select(Organisation).order_by(Organisation.name, Organisation.id)))


def person_by_email(email: str) -> Person | None:
    return db.session.scalars(
        select(Person)
        .where(Person.email == email.strip().casefold())
        .options(selectinload(Person.memberships))
    ).one_or_none()


def actor_by_token(token: str) -> Actor | None:
    """Who is signed in with this token; None when it is unknown, ended, expired or the person is disabled."""
    rows = db.session.execute(
        select(Person, Organisation, Membership.role)
        .join(SignIn, SignIn.person_id == Person.id)
        .join(Organisation, Organisation.id == SignIn.organisation_id)
        .join(
            Membership,
            (Membership.person_id == Person.id) & (Membership.organisation_id == Organisation.id),
        )
        .where(
            SignIn.token_hash == digest(token),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > utcnow(),
            Person.active.is_(True),
        )
    ).all()
    if not rows:
        return None
    person, organisation, _role = rows[0]
    return Actor(
        person_id=person.id,
        name=person.name,
        email=person.email,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        organisation_slug=organisation.slug,
        roles=frozenset(Role(row[2]) for row in rows),
    )


def account_of(email: str) -> str:
    """Under what tries to sign in with this address are counted; like the address in any spelling."""
    return email.strip().casefold()


def present_password_of(person_id: int) -> str:
    """Under what a signed-in person's tries of their present password are counted.

    Apart from sign-in: a stranger who tries to sign in keeps nobody from changing their password.
    """
    return f"present password of {person_id}"


def locked_out(account: str, peer: str) -> bool:
    """Whether this account or this address had too many failed tries in the last quarter of an hour.

    Failures before the account's last success do not count.
    """
    since = utcnow() - LOCK
    account = digest(account)
    last_success = (
        select(func.max(SignInAttempt.at))
        .where(SignInAttempt.account_hash == account, SignInAttempt.succeeded.is_(True))
        .scalar_subquery()
    )
    failed = SignInAttempt.succeeded.is_(False), SignInAttempt.at > since
    by_account = (
        select(func.count())
        .where(SignInAttempt.account_hash == account, *failed)
        .where(SignInAttempt.at > func.coalesce(last_success, since))
    )
    by_peer = select(func.count()).where(SignInAttempt.peer_hash == digest(peer), *failed)
    return (db.session.scalar(by_account) or 0) >= FAILURES_PER_ACCOUNT or (
        db.session.scalar(by_peer) or 0
    ) >= FAILURES_PER_PEER


def open_invitation(token: str) -> Invitation | None:
    """The invitation that this link still opens."""
    return db.session.scalars(
        select(Invitation).where(
            Invitation.token_hash == digest(token),
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > utcnow(),
        )
    ).one_or_none()


def invitations(organisation_id: int) -> list[Invitation]:
    """Invitations not yet taken up, newest first."""
    return list(
        db.session.scalars(
            select(Invitation)
            .where(
                Invitation.organisation_id == organisation_id,
                Invitation.accepted_at.is_(None),
                Invitation.withdrawn_at.is_(None),
            )
            .order_by(Invitation.created_at.desc(), Invitation.id.desc())
        )
    )


def colleagues(organisation_id: int, *roles: Role) -> list[Colleague]:
    """People of the organisation by name; with `roles`, only active ones who hold one of these."""
    rows = db.session.execute(
        select(Person, Membership.role)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == organisation_id)
        .order_by(Person.name, Person.id, Membership.role)
    )
    people: dict[int, Person] = {}
    held: dict[int, list[Role]] = defaultdict(list)
    for person, role in rows:
        people[person.id] = person
        held[person.id].append(Role(role))
    return [
        Colleague(p.id, p.name, p.email, p.active, bool(p.password_hash), tuple(held[p.id]), p.version)
        for p in people.values()
        if not roles or (p.active and set(roles) & set(held[p.id]))
    ]


@loads("person_id", "colleague")
def colleague(organisation_id: int, person_id: int) -> Colleague | None:
    """One person of the organisation."""
    return next((c for c in colleagues(organisation_id) if c.id == person_id), None)


@loads("invitation_id", "invitation")
def invitation(organisation_id: int, invitation_id: int) -> Invitation | None:
    """One open invitation of the organisation."""
    return next((i for i in invitations(organisation_id) if i.id == invitation_id), None)


def memberships(person_id: int) -> list[tuple[int, str]]:
    """Id and name of each organisation that the person belongs to, by name."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.person_id == person_id)
        .distinct()
        .order_by(Organisation.name, Organisation.id)
    )
    return [(row.id, row.name) for row in rows]
