"""The board's own view of a year's figures, and their publication."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.figures import queries, words
from app.board.figures.actions import NeedsReason, publish_figures
from app.board.figures.forms import PublishFiguresForm
from app.board.figures.model import Year
from app.board.figures.spreadsheet import csv_of, number
from app.database import utcnow
from app.lifecycle import note_refusal
from app.web.access import access, allowed, roles
from app.web.nonces import AlreadyDone
from app.web.roles import BOARD, Role, actor
from app.web.spreadsheets import sheet_reply

READ = roles(*BOARD, Role.ADMINISTRATOR, Role.ACCOUNTABLE_OWNER, Role.REGISTER_EDITOR)
PUBLISH = roles(Role.BOARD_CHAIR, Role.BOARD_SECRETARY)


@bp.get("/board/figures")
@access(get=READ)
def newest_figures() -> Response:
    return redirect(url_for("board.figures", year=utcnow().year))


@bp.get("/board/figures/<int:year>")
@access(get=READ)
def figures(counted: Year) -> str:
    who = actor()
    publications = queries.publications(who.organisation_id)
    return render_template(
        "board/figures/year.html",
        year=counted,
        years=queries.years_of(who.organisation_id, utcnow().date()),
        publications=[each for each in publications if each.year == counted.year],
        slug=who.organisation_slug,
        may_publish=allowed(PUBLISH, who),
        words=words,
        number=number,
    )


@bp.get("/board/figures/<int:year>.csv")
@access(get=READ)
def figures_csv(counted: Year) -> Response:
    return sheet_reply(csv_of(counted), f"ethics-board-{counted.year}")


@bp.get("/board/figures/<int:year>/publish")
@bp.post("/board/figures/<int:year>/publish")
@access(get=PUBLISH, post=PUBLISH)
def publish_year(counted: Year) -> str | Response | tuple[str, int]:
    who = actor()
    before = queries.published(who.organisation_id, counted.year)
    form = PublishFiguresForm()
    if request.method == "GET" and before is not None:
        form.words.data = before.words
    if form.validate_on_submit() and _published(form, counted.year):
        return redirect(url_for("board.figures", year=counted.year))
    page = render_template(
        "board/figures/publish.html", year=counted, before=before, form=form, words=words, number=number
    )
    return page, 400 if form.is_submitted() else 200


def _published(form: PublishFiguresForm, year: int) -> bool:
    """Whether the year was dealt with; otherwise the form says what is missing."""
    who = actor()
    try:
        publish_figures(
            organisation_id=who.organisation_id,
            year=year,
            words=form.words.data or "",
            note=form.note.data or "",
            actor_id=who.person_id,
            nonce=form.nonce.data or "",
        )
        flash(_("The figures of %(year)s are public.", year=year))
    except NeedsReason:
        form.note.errors = [_("Say what was corrected, and why")]
        return False
    except AlreadyDone:
        note_refusal(who, "figures.publish", subject_type="figures", subject_id=year, why="twice")
        flash(_("These figures were published a moment ago. Nothing was changed."))
    return True
