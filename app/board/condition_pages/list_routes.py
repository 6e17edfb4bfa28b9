"""Lists of conditions: those that a person owes, all of them for the board, and the same as CSV."""

from __future__ import annotations

from flask import Response, render_template
from flask_babel import gettext as _
from sqlalchemy import ColumnElement

from app.board import rules
from app.board.blueprint import bp
from app.board.conditions import queries
from app.board.conditions.queries import ConditionAddress, ConditionRow
from app.board.conditions.rules import MINE
from app.board.conditions.words import FILTERS
from app.board.words import CONDITION_COLOURS, CONDITION_STATUSES
from app.database import utcnow
from app.register.pages.condition_view import ConditionView, condition_view
from app.register.record import PublicCondition
from app.vocabulary.advice import ConditionStatus
from app.web.access import access
from app.web.lists import csv_download
from app.web.roles import actor

COLUMNS = (
    "use",
    "condition",
    "due",
    "first_due",
    "status",
    "overdue",
    "days_late",
    "evidence_waits_since",
    "met_on",
    "who_sees_to_it",
    "post",
    "board_reasons",
)


def _public(row: ConditionRow) -> PublicCondition:
    return PublicCondition(
        text=row.text,
        due_on=row.due_on,
        status=ConditionStatus(row.status),
        status_note=row.status_note,
        owner_post=row.owner_post,
        first_due_on=row.first_due_on,
        evidence_on=row.evidence_on,
        met_on=row.met_on,
    )


def _view(row: ConditionRow) -> ConditionView:
    return condition_view(_public(row), utcnow().date())


def _list(scope: ColumnElement[bool], *, of_board: bool) -> str:
    choice = ConditionAddress.asked()
    return render_template(
        "board/conditions/list.html",
        found=queries.conditions(scope, choice, utcnow().date()),
        chosen=choice.chosen_filter,
        filters=FILTERS,
        view=_view,
        colours=CONDITION_COLOURS,
        of_board=of_board,
    )


@bp.get("/conditions")
@access(get=MINE)
def my_conditions() -> str:
    """What the person sees to, and what is owed on uses of theirs."""
    return _list(queries.of_person(actor()), of_board=False)


@bp.get("/board/conditions")
@access(get=rules.QUEUE)
def board_conditions() -> str:
    """Every condition of the board, but for uses from which the reader is recused."""
    return _list(queries.of_board(actor()), of_board=True)


@bp.get("/board/conditions.csv")
@access(get=rules.QUEUE)
def board_conditions_csv() -> Response:
    chosen = ConditionAddress.asked().chosen_filter
    found = queries.all_conditions(queries.of_board(actor()), chosen, utcnow().date())
    return csv_download("conditions", COLUMNS, map(_cells, found))


def _cells(row: ConditionRow) -> list[str]:
    public = _public(row)
    days = (row.first_due_on, row.evidence_on, row.met_on)
    first, waits, met = (day.isoformat() if day else "" for day in days)
    return [
        row.use_name,
        row.text,
        row.due_on.isoformat(),
        first,
        str(CONDITION_STATUSES[row.status]),
        _("Yes") if public.overdue_on(utcnow().date()) else _("No"),
        str(public.days_late),
        waits,
        met,
        row.owner_name or "",
        row.owner_post,
        row.status_note,
    ]
