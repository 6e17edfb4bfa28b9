"""Who takes part in the talk about a use, and who of them reads what stays with the board."""

from __future__ import annotations

from flask_babel import gettext as _

from app.assessments.rules import is_submitted
from app.uses.access import barred, on_team
from app.uses.models import UseCase
from app.web.access import SIGNED_IN
from app.web.roles import BOARD, Actor


def of_the_board(use: UseCase, actor: Actor) -> bool:
    """Whether the actor reads the use as the board does: a member with no interest, and not their own use.

    The same line as the board's rules draw (Localism Act 2011 s31: nobody sits on their own case).
    """
    own = use.owner_id == actor.person_id or any(person.id == actor.person_id for person in use.team)
    return actor.has(*BOARD) and not own and is_submitted(use) and barred(use, actor) is None


def takes_part(use: UseCase, actor: Actor) -> bool:
    """Whether the actor reads and writes in the use's threads that are not the board's own."""
    return on_team(use, actor) or use.owner_id == actor.person_id or of_the_board(use, actor)


def _takes_part(actor: Actor, use: UseCase, **_others: object) -> str | None:
    if takes_part(use, actor):
        return None
    if reason := barred(use, actor):
        return reason
    return _("Only the team, the owner and, once it is submitted, the ethics board talk about this use here.")


TALK = SIGNED_IN.where("of the team, the owner, or the board once submitted", _takes_part)
