"""The queue of the board as a page and as CSV."""

from __future__ import annotations

from datetime import date

from flask import Response, render_template, url_for
from flask_babel import format_date

from app.board import rules
from app.board.blueprint import bp
from app.board.triage import words
from app.board.triage.filters import MOST, TABS, QueueAddress
from app.board.triage.queue import counts, rows_of, with_cells
from app.board.triage.queue_hooks import columns
from app.board.triage.rules import MANY
from app.board.triage.spreadsheet import cells, headings
from app.board.words import STATES
from app.database import utcnow
from app.web.access import access, allowed
from app.web.lists import csv_download
from app.web.roles import actor


@bp.app_template_filter("short_day")
def short_day(day: date) -> str:
    """A day in a narrow column, like 3 Mar 2027."""
    return str(format_date(day, "d MMM y"))


@bp.get("/board")
@access(get=rules.QUEUE)
def queue() -> str:
    me, now, choice = actor(), utcnow(), QueueAddress.asked()
    rows = rows_of(me, choice.state)
    fitting, facets = choice.apply(rows, me.person_id, now.date())
    shown, page = choice.page_of(fitting)
    return render_template(
        "board/queue.html",
        rows=with_cells(me.organisation_id, shown),
        to_declare=sum(row.part == "undeclared" for row in rows),
        pagination=page,
        choice=choice,
        facets=facets,
        total=len(rows),
        counts=counts(me.organisation_id),
        columns={column.key: column.title for column in columns},
        path=url_for("board.queue"),
        may_triage=choice.state == "open" and allowed(MANY, me),
        tabs=TABS,
        states=STATES,
        most=MOST,
        words=words,
        now=now,
    )


@bp.get("/board/queue.csv")
@access(get=rules.QUEUE)
def queue_csv() -> Response:
    me, now, choice = actor(), utcnow(), QueueAddress.asked()
    fitting, _facets = choice.apply(rows_of(me, choice.state), me.person_id, now.date())
    rows = with_cells(me.organisation_id, fitting)
    return csv_download("board-queue", headings(), (cells(row, now) for row in rows))
