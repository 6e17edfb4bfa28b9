"""Who may see a use: its team and owner, others once it is shared, nobody whom something keeps out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, true

from app.hooks import Hook
from app.uses.models import UseCase, UseMember
from app.web.roles import BOARD, Actor, Role


@dataclass(frozen=True, slots=True)
class AccessBlock:
    """Something that closes a use to people whose role would open it, such as an interest in it.

    `why` gives the sentence for one use or None; `shut` the same as SQL, in queries that join UseCase and
    Assessment; `people` the ids of those whom nobody should call into the talk about a use.
    """

    why: Callable[[UseCase, Actor], str | None]
    shut: Callable[[Actor], ColumnElement[bool]]
    people: Callable[[UseCase], Collection[int]]


@dataclass(frozen=True, slots=True)
class Sharing:
    """When a use is open to the board and to editors: for one use, and the same as SQL about UseCase."""

    is_shared: Callable[[UseCase], bool]
    condition: Callable[[], ColumnElement[bool]]


access_blocks: Hook[AccessBlock] = Hook(
    "Somebody who is neither of the team nor the owner wants to see a use."
)
sharing: Hook[Sharing] = Hook("The board or an editor wants to see a use.")


def on_team(use: UseCase, actor: Actor) -> bool:
    """Whether the actor works on the use."""
    return actor.has(Role.TEAM_MEMBER) and any(person.id == actor.person_id for person in use.team)


def is_shared(use: UseCase) -> bool:
    """Whether the use is open to the board and to editors; a use of which nobody says so is not."""
    return any(each.is_shared(use) for each in sharing)


def barred(use: UseCase, actor: Actor) -> str | None:
    """Why the use is closed to the actor, who is not of its team; None when nothing closes it."""
    return next((reason for block in access_blocks if (reason := block.why(use, actor))), None)


def not_barred(actor: Actor) -> ColumnElement[bool]:
    """Of uses joined with their assessments, those that nothing closes to the actor."""
    shut = [block.shut(actor) for block in access_blocks]
    return not_(or_(*shut)) if shut else true()


def barred_people(use: UseCase) -> set[int]:
    """Ids of the people to whom something closes the use for good."""
    return {person_id for block in access_blocks for person_id in block.people(use)}


def works_on(actor: Actor) -> ColumnElement[bool]:
    """Of uses, those on whose team the actor works."""
    member = exists().where(UseMember.use_id == UseCase.id, UseMember.person_id == actor.person_id)
    return member if actor.has(Role.TEAM_MEMBER) else and_(member, UseCase.id < 0)


def may_read(actor: Actor) -> ColumnElement[bool]:
    """Of uses joined with their assessments, those that `rules.READ_USE` lets the actor read."""
    if actor.has(Role.ADMINISTRATOR) and not actor.has(*BOARD):
        return true()
    own = or_(works_on(actor), UseCase.owner_id == actor.person_id)
    if actor.has(Role.ADMINISTRATOR):
        return or_(own, not_barred(actor))
    if actor.has(Role.REGISTER_EDITOR, *BOARD):
        shared = or_(false(), *(each.condition() for each in sharing))
        return or_(own, and_(shared, not_barred(actor)))
    return own
