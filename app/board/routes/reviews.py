"""The board's queue."""

from __future__ import annotations

from flask import render_template, request

from app.assessments.words import LEVELS, SERVICE_AREAS
from app.board import queries, rules
from app.board.blueprint import bp
from app.board.lifecycle import State
from app.board.words import STATES
from app.database import utcnow
from app.web.access import access
from app.web.pagination import page_number
from app.web.roles import actor

TABS = (State.OPEN, State.ADVISED, State.RESPONDED, State.RETURNED)


@bp.get("/board")
@access(get=rules.QUEUE)
def queue() -> str:
    asked = request.args.get("state", State.OPEN)
    state = State(asked) if asked in TABS else State.OPEN
    found = queries.queue(actor().organisation_id, state, page_number(request.args.get("page")))
    return render_template(
        "board/queue.html",
        queue=found,
        state=state,
        tabs=TABS,
        states=STATES,
        levels=LEVELS,
        areas=SERVICE_AREAS,
        now=utcnow(),
    )
