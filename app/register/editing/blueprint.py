"""The blueprint of the editors' pages and the rules that all of them share."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext as _

from app.lifecycle import OutOfTurn, by_table
from app.register.editing import actions
from app.register.lifecycle import ENTRY, Move
from app.register.models import Entry
from app.web.access import roles
from app.web.errors import error_page
from app.web.roles import Actor, Role

bp = Blueprint("editing", __name__, url_prefix="/register/edit")
EDITOR = roles(Role.REGISTER_EDITOR)


def _second_person(*, actor: Actor, entry: Entry) -> str | None:
    if entry.draft is None or actions.may_publish(entry.draft, actor.person_id):
        return None
    return _("You prepared this entry. Another register editor has to check and publish it.")


PUBLISHER = by_table(EDITOR.where("not who edited it last or sent it", _second_person), ENTRY, Move.PUBLISH)
EDIT, SEND = by_table(EDITOR, ENTRY, Move.EDIT), by_table(EDITOR, ENTRY, Move.SEND)
RETURN, BEGIN = by_table(EDITOR, ENTRY, Move.RETURN), by_table(EDITOR, ENTRY, Move.BEGIN)
DISCARD, RETIRE = by_table(EDITOR, ENTRY, Move.DISCARD), by_table(EDITOR, ENTRY, Move.RETIRE)


@bp.errorhandler(OutOfTurn)
def _on_out_of_turn(_error: OutOfTurn) -> tuple[str, int]:
    sentence = _("The entry has moved on meanwhile. Go back, reload the page and see where it stands now.")
    return error_page(409, sentence)


@bp.errorhandler(actions.NotAnotherEditor)
def _on_same_person(_error: actions.NotAnotherEditor) -> tuple[str, int]:
    return error_page(403, _("You prepared this entry. Another register editor has to check and publish it."))
