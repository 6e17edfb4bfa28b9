"""The roles that a person may hold in an organisation, and who is acting now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flask import g


class Role(StrEnum):
    TEAM_MEMBER = "team_member"
    ACCOUNTABLE_OWNER = "accountable_owner"
    BOARD_MEMBER = "board_member"
    BOARD_CHAIR = "board_chair"
    BOARD_SECRETARY = "board_secretary"
    REGISTER_EDITOR = "register_editor"
    ADMINISTRATOR = "administrator"


BOARD = frozenset({Role.BOARD_MEMBER, Role.BOARD_CHAIR, Role.BOARD_SECRETARY})


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person acting for one organisation."""

    person_id: int
    name: str
    email: str
    organisation_id: int
    organisation_name: str
    organisation_slug: str
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)


def current_actor() -> Actor | None:
    """The signed-in person of this request, or None."""
    actor: Actor | None = g.get("actor")
    return actor


def actor() -> Actor:
    """The signed-in person; only for routes whose rule asks for one.

    Raises:
        LookupError: nobody is signed in, so the route's rule is wrong.
    """
    found = current_actor()
    if found is None:
        raise LookupError("This route needs a rule that asks for a signed-in person.")
    return found
