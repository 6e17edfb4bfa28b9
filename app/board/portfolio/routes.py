"""Pages of the portfolio: the list, its CSV, and the uses that meet."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from app.assessments.summaries.summary import Touch
from app.assessments.words import SERVICE_AREAS
from app.board.blueprint import bp
from app.board.portfolio import words
from app.board.portfolio.filters import PortfolioAddress
from app.board.portfolio.overlaps import PlaceAxis, together
from app.board.portfolio.queries import count_hidden, portfolio
from app.board.portfolio.spreadsheet import HEADINGS, cells
from app.web.access import access, roles
from app.web.lists import csv_download, page_rows
from app.web.roles import BOARD, Role, actor

VIEW = roles(*BOARD, Role.ACCOUNTABLE_OWNER, Role.REGISTER_EDITOR, Role.ADMINISTRATOR)


@bp.get("/portfolio")
@access(get=VIEW)
def portfolio_list() -> str:
    choice = PortfolioAddress.asked()
    everything = portfolio(actor())
    fitting, counts = choice.apply(everything)
    page = choice.pagination(len(fitting))
    return render_template(
        "board/portfolio.html",
        rows=page_rows(fitting, page),
        pagination=page,
        choice=choice,
        counts=counts,
        total=len(everything),
        hidden=count_hidden(actor()),
        path=url_for("board.portfolio_list"),
        words=words,
    )


@bp.get("/portfolio.csv")
@access(get=VIEW)
def portfolio_csv() -> Response:
    fitting, _counts = PortfolioAddress.asked().apply(portfolio(actor()))
    return csv_download("portfolio", HEADINGS, map(cells, fitting))


@bp.get("/portfolio/together")
@access(get=VIEW)
def portfolio_together() -> str:
    by, touch = request.args.get("by", ""), request.args.get("touch", "")
    place = PlaceAxis(by) if by in set(PlaceAxis) else PlaceAxis.AREA
    touched = Touch(touch) if touch in set(Touch) else Touch.AT_RISK
    services = {code: str(text) for code, text in SERVICE_AREAS.items()}
    return render_template(
        "board/portfolio_together.html",
        found=together(portfolio(actor()), touched, place, services),
        hidden=count_hidden(actor()),
        by=place.value,
        touch=touched.value,
        sentence=_sentence,
        words=words,
    )


def _sentence(touch: str, count: int, group: str, place: str) -> str:
    """How many uses meet in one cell, in words."""
    if touch == Touch.GAINS:
        return _(
            "%(count)s uses are said to help “%(group)s” in %(place)s", count=count, group=group, place=place
        )
    return _("%(count)s uses touch “%(group)s” in %(place)s", count=count, group=group, place=place)
