"""Organisations, people and their roles, each change one transaction with its audit event."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit
from app.accounts.actions.sign_ins import end_sessions
from app.accounts.models import Membership, Organisation, Person
from app.accounts.passwords import hash_password
from app.database import transaction
from app.web.roles import Role
from app.web.versions import Stale, lock_fresh, lock_if_version


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
        audit.record(organisation, "organisation.created", actor_id=None)
    return organisation


def describe_organisation(
    *, organisation: Organisation, nation: str, body_kind: str, seen: int, actor_id: int
) -> None:
    """Says where the organisation is and what kind of body; codes as in bodies.py.

    Raises:
        Stale: somebody saved a newer version.
    """
    with transaction() as session:
        fresh = lock_if_version(session, organisation, seen)
        fresh.nation, fresh.body_kind = nation, body_kind
        details = {"nation": nation, "body_kind": body_kind}
        audit.record(fresh, "organisation.described", actor_id=actor_id, **details)


def add_person(
    *, organisation_id: int, name: str, email: str, roles: Collection[Role], password: str = ""
) -> Person:
    """Adds a person with roles, or gives the roles to the one who has this e-mail address already."""
    with transaction() as session:
        person = person_with_roles(session, organisation_id, name, email, roles)
        if password and not person.password_hash:
            person.password_hash = hash_password(password)
        session.flush()
        audit.record(
            audit.AuditSubject("person", person.id, organisation_id),
            "person.added",
            actor_id=None,
            roles=sorted(roles),
        )
    return person


def set_roles(
    *,
    organisation_id: int,
    person_id: int,
    roles: Collection[Role],
    actor_id: int | None,
    seen_version: int | None = None,
) -> None:
    """Replaces the roles that the person holds in the organisation; with none they leave it.

    Raises:
        Stale: the person is no longer at version `seen_version`.
    """
    with transaction() as session:
        person = lock_fresh(session, session.get_one(Person, person_id))
        if seen_version not in {None, person.version}:
            raise Stale(person)
        flag_modified(person, "name")  # the roles are part of what a form about the person shows
        session.execute(
            delete(Membership).where(
                Membership.person_id == person_id, Membership.organisation_id == organisation_id
            )
        )
        for role in sorted(set(roles)):
            session.add(Membership(person_id=person_id, organisation_id=organisation_id, role=role))
        audit.record(
            audit.AuditSubject("person", person_id, organisation_id),
            "person.roles_set",
            actor_id=actor_id,
            roles=sorted(roles),
        )


def set_active(*, person_id: int, organisation_id: int | None, active: bool, actor_id: int | None) -> None:
    """Lets the person sign in, or stops it and ends their sessions at once."""
    with transaction() as session:
        session.get_one(Person, person_id).active = active
        if not active:
            end_sessions(session, person_id)
        action = "person.enabled" if active else "person.disabled"
        audit.record(audit.AuditSubject("person", person_id, organisation_id), action, actor_id=actor_id)


def person_with_roles(
    session: Session, organisation_id: int, name: str, email: str, roles: Collection[Role]
) -> Person:
    """The person with this address, new or known, with the roles added in the caller's transaction."""
    address = email.strip().casefold()
    by_address = select(Person).where(Person.email == address)
    person = session.scalars(by_address).one_or_none()
    if person is None:
        person = Person(email=address, name=name)
        try:
            with session.begin_nested():
                session.add(person)
        except IntegrityError:  # somebody else made them just now
            person = session.scalars(by_address).one()
    else:
        flag_modified(person, "name")  # a form open with the roles of before is out of date
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
