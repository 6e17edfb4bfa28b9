"""What incidents add to the overview of a use: those that are open, a pause, and the ways to both pages."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.assessments.hooks import Pointer, pointers
from app.board.incidents import queries, rules
from app.uses.models import UseCase
from app.web.access import allowed
from app.web.roles import BOARD, Actor


@pointers.add
def incident_pages(use: UseCase, actor: Actor) -> Sequence[Pointer]:
    """Links to open incidents for who may read them, to the pause for who may change it: one statement."""
    found = []
    own = use.owner_id == actor.person_id or any(person.id == actor.person_id for person in use.team)
    count = queries.open_count(use.id)
    if count and (own or actor.has(*BOARD)):
        text = ngettext("%(num)d open incident", "%(num)d open incidents", count)
        found.append(Pointer(text, url_for("board.incidents", use=use.id)))
    if use.paused_at is None and allowed(rules.PAUSE_USE, actor, use=use):
        found.append(Pointer(_("Pause this use"), url_for("board.pause_use", use_id=use.id)))
    return found
