"""Who may see a use and who works on it, as rules of the access guard."""

from __future__ import annotations

from flask_babel import gettext as _

from app.uses.access import barred, is_shared, on_team
from app.uses.models import UseCase
from app.web.access import SIGNED_IN, roles
from app.web.roles import BOARD, Actor, Role


def _team_only(actor: Actor, use: UseCase, **_others: object) -> str | None:
    return None if on_team(use, actor) else _("Only the team of this use can change it. Ask them to add you.")


def _reader(actor: Actor, use: UseCase, **_others: object) -> str | None:
    if on_team(use, actor) or use.owner_id == actor.person_id:
        return None
    if reason := barred(use, actor):
        return reason
    if actor.has(Role.ADMINISTRATOR):
        return None
    if is_shared(use) and actor.has(Role.REGISTER_EDITOR, *BOARD):
        return None
    return _("This use is still a draft. Only its team and its owner can read it.")


READ_USE = SIGNED_IN.where("of the team, the owner, or board and editors once submitted", _reader)
TEAM = roles(Role.TEAM_MEMBER).where("on the use's team", _team_only)
