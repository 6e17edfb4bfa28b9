"""The figures of a year for everybody, as they were published."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.models import Organisation
from app.accounts.queries import organisation_by_slug
from app.board.blueprint import bp
from app.board.figures import queries, words
from app.board.figures.model import Year
from app.board.figures.models import PublishedFigures
from app.board.figures.spreadsheet import csv_of, number
from app.board.public_links import PublicLink
from app.register.pages.caching import public_page
from app.web.access import PUBLIC, access
from app.web.spreadsheets import sheet_reply


def figures_links(organisation_id: int, slug: str) -> Sequence[PublicLink]:
    """A link to each published year, the newest first."""
    years = dict.fromkeys(each.year for each in queries.publications(organisation_id))
    return [
        PublicLink(
            _("The board’s year %(year)s in figures", year=year),
            url_for("board.public_figures", slug=slug, year=year),
            _("How many uses are known, what the board advised, and whether it was followed."),
        )
        for year in years
    ]


def _found(slug: str, year: int) -> tuple[Organisation, PublishedFigures]:
    organisation = organisation_by_slug(slug)
    row = queries.published(organisation.id, year) if organisation else None
    if organisation is None or row is None:
        abort(404)
    return organisation, row


@bp.get("/organisations/<slug>/board/figures/<int:year>")
@access(get=PUBLIC)
@public_page()
def public_figures(slug: str, year: int) -> str:
    organisation, row = _found(slug, year)
    everything = queries.publications(organisation.id)
    return render_template(
        "board/figures/public.html",
        organisation=organisation,
        row=row,
        year=Year.from_data(row.figures),
        earlier=[each for each in everything if each.year == year and each.number < row.number],
        years=list(dict.fromkeys(each.year for each in everything)),
        words=words,
        number=number,
    )


@bp.get("/organisations/<slug>/board/figures/<int:year>.csv")
@access(get=PUBLIC)
@public_page()
def public_figures_csv(slug: str, year: int) -> Response:
    _organisation, row = _found(slug, year)
    return sheet_reply(csv_of(Year.from_data(row.figures)), f"{slug}-ethics-board-{year}")
