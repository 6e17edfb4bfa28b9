"""Changes to uses and their teams, each one transaction with its audit event."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app import audit
from app.accounts.models import Membership, Person
from app.database import transaction
from app.uses.hooks import UseEdit, use_edited
from app.uses.models import UseCase, UseOwner
from app.web.nonces import spend
from app.web.roles import Role
from app.web.versions import lock_if_version


class WrongPerson(ValueError):
    """The person does not hold the role in this organisation that the task needs."""


class LastMember(Exception):
    """Somebody has to stay on the team."""


def start_use(
    *,
    organisation_id: int,
    actor_id: int,
    name: str,
    kind: str,
    phase: str,
    service_area: str,
    owner_id: int | None,
    nonce: str = "",
) -> UseCase:
    """Starts a use; whoever starts it is the first of its team.

    `kind`, `phase` and `service_area` are codes of the vocabulary.

    Raises:
        AlreadyDone: the form with this nonce was sent before; its result is the use's id.
        WrongPerson: the owner is not an accountable owner of the organisation.
    """
    with transaction() as session:
        spent = spend(session, nonce) if nonce else None
        _check_person(session, organisation_id, owner_id, Role.ACCOUNTABLE_OWNER)
        use = UseCase(
            organisation_id=organisation_id,
            name=name,
            kind=kind,
            phase=phase,
            service_area=service_area,
            owner_id=owner_id,
            created_by_id=actor_id,
            team=[session.get_one(Person, actor_id)],
        )
        session.add(use)
        session.flush()
        _note_owner(session, use)
        if spent is not None:
            spent.result = str(use.id)
        audit.record(use, "use.started", actor_id=actor_id, kind=kind, phase=phase, service_area=service_area)
    return use


def edit_use(
    *,
    use: UseCase,
    seen: int,
    actor_id: int,
    name: str,
    kind: str,
    phase: str,
    service_area: str,
    owner_id: int | None,
) -> UseCase:
    """Changes what a use is called and where it stands, if it is still the version `seen`.

    Raises:
        Stale: somebody saved a newer version.
        WrongPerson: the owner is not an accountable owner of the organisation.
    """
    with transaction() as session:
        fresh = lock_if_version(session, use, seen)
        if owner_id != fresh.owner_id:
            _check_person(session, fresh.organisation_id, owner_id, Role.ACCOUNTABLE_OWNER)
        new = {
            "name": name,
            "kind": kind,
            "phase": phase,
            "service_area": service_area,
            "owner_id": owner_id,
        }
        before = {name: getattr(fresh, name) for name in sorted(new) if getattr(fresh, name) != new[name]}
        for name in before:
            setattr(fresh, name, new[name])
        if "owner_id" in before:
            _note_owner(session, fresh)
        if before:
            for listener in use_edited:
                listener(session, UseEdit(fresh, before, actor_id))
            audit.record(fresh, "use.edited", actor_id=actor_id, fields=list(before))
    return fresh


def _note_owner(session: Session, use: UseCase) -> None:
    """Keeps who owns the use from now on; what follows from having owned it outlasts the next change."""
    if use.owner_id is not None:
        session.add(UseOwner(use_id=use.id, person_id=use.owner_id))


def add_member(*, use: UseCase, person_id: int, actor_id: int | None) -> None:
    """Puts a colleague with the role of team member on the team; one who is there already stays.

    Raises:
        WrongPerson: the person is not a team member of the organisation.
    """
    with transaction() as session:
        fresh = _lock_team(session, use)
        _check_person(session, fresh.organisation_id, person_id, Role.TEAM_MEMBER)
        if any(person.id == person_id for person in fresh.team):
            return
        fresh.team.append(session.get_one(Person, person_id))
        audit.record(fresh, "use.member_added", actor_id=actor_id, person=person_id)


def remove_member(*, use: UseCase, person_id: int, actor_id: int | None) -> None:
    """Takes somebody off the team; one who is not on it is no mistake.

    Raises:
        LastMember: nobody would be left.
    """
    with transaction() as session:
        fresh = _lock_team(session, use)
        leaving = [person for person in fresh.team if person.id == person_id]
        if not leaving:
            return
        if len(fresh.team) == 1:
            raise LastMember
        fresh.team.remove(leaving[0])
        audit.record(fresh, "use.member_removed", actor_id=actor_id, person=person_id)


def _lock_team(session: Session, use: UseCase) -> UseCase:
    return session.scalars(
        select(UseCase)
        .where(UseCase.id == use.id)
        .options(selectinload(UseCase.team))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _check_person(session: Session, organisation_id: int, person_id: int | None, role: Role) -> None:
    if person_id is None:
        return
    held = session.scalars(
        select(Membership.id).where(
            Membership.organisation_id == organisation_id,
            Membership.person_id == person_id,
            Membership.role == role.value,
        )
    ).first()
    if held is None:
        raise WrongPerson(person_id)
