"""Who triages, who says that they have finished, and who writes down what a member knows."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.queries import Colleague
from app.board import rules
from app.web.access import roles
from app.web.roles import BOARD, Actor, Role


def _of_the_board(actor: Actor, colleague: Colleague, **_others: object) -> str | None:
    return None if BOARD & set(colleague.roles) else _("This person is not on the ethics board.")


def _self_or_secretary(actor: Actor, colleague: Colleague, **_others: object) -> str | None:
    if colleague.id == actor.person_id or actor.has(Role.BOARD_SECRETARY):
        return None
    return _("Only the member or the secretary can change what a member knows about.")


MANY = roles(Role.BOARD_SECRETARY, Role.BOARD_CHAIR)
TRIAGE = rules.TRIAGE
FINISH = rules.COMMENT
MEMBERS = roles(*BOARD)
EXPERTISE = MEMBERS.where("about somebody on the board", _of_the_board).where(
    "themselves, or the secretary", _self_or_secretary
)
