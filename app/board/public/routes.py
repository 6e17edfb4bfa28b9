"""The board's public home, published minutes as a page and as JSON, and where the home is described."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.declarations.register_routes import interests_link
from app.board.figures.public_routes import figures_links
from app.board.meetings.people import seats
from app.board.meetings.private_rules import all_rules
from app.board.meetings.publishing import PublishedPart
from app.board.public import actions, queries
from app.board.public.forms import board_page_form
from app.register.pages.caching import public_page
from app.register.pages.organisation_links import OrganisationLink, organisation_links
from app.web.access import PUBLIC, access, roles
from app.web.language import current_language
from app.web.roles import Role, actor
from app.web.versions import Stale

DESCRIBE = roles(Role.BOARD_SECRETARY, Role.ADMINISTRATOR)


@organisation_links.add
def board_link(slug: str) -> Sequence[OrganisationLink]:
    """The link from an organisation's page in the register to the home of its board."""
    if not queries.is_public(slug):
        return ()
    about = _("Who looks at these tools before they are used, and what was said.")
    return (OrganisationLink(_("The ethics board"), url_for("board.public_home", slug=slug), about),)


@bp.get("/organisations/<slug>/board")
@access(get=PUBLIC)
@public_page()
def public_home(slug: str) -> str:
    found = queries.home(slug)
    if found is None:
        abort(404)
    about = (found.organisation.id, slug)
    links = [*interests_link(*about), *figures_links(*about)]
    return render_template("board/public/home.html", home=found, slug=slug, links=links)


@bp.get("/organisations/<slug>/board/meetings/<int:meeting_number>")
@access(get=PUBLIC)
@public_page()
def public_minutes(slug: str, meeting_number: int) -> str:
    found = queries.public_minutes(slug, meeting_number)
    if found is None:
        abort(404)
    return render_template("board/public/minutes.html", found=found, slug=slug)


@bp.get("/organisations/<slug>/board/meetings/<int:meeting_number>.json")
@access(get=PUBLIC)
@public_page()
def public_minutes_json(slug: str, meeting_number: int) -> FlaskResponse:
    found = queries.public_minutes(slug, meeting_number)
    if found is None:
        abort(404)
    minutes = found.minutes
    facts: dict[str, Any] = {
        "organisation": found.organisation.name,
        "meeting": found.meeting_id,
        "starts_at": minutes.starts_at.isoformat(),
        "place": minutes.place,
        "also_there": list(minutes.guests),
        "members_there": list(found.names),
        "approved_on": minutes.approved_on.isoformat() if minutes.approved_on else None,
        "corrections": minutes.corrections,
        "parts": [_part(part) for part in minutes.parts],
        "published_at": found.published_at.isoformat(),
    }
    return jsonify(facts)


def _part(part: PublishedPart) -> dict[str, Any]:
    if not part.rule:
        return {"title": part.title, "text": part.text}
    rule, language = all_rules()[part.rule], current_language()
    return {"withheld": {"law": rule.cite(language), "why": rule.text(language), "reason": part.reason}}


@bp.get("/board/public-page")
@bp.post("/board/public-page")
@access(get=DESCRIBE, post=DESCRIBE)
def describe_board() -> str | Response | tuple[str, int]:
    who = actor()
    people = seats(who.organisation_id).members
    page = queries.board_page(who.organisation_id)
    form, stale = board_page_form(page, queries.posts(who.organisation_id), people), False
    if form.validate_on_submit():
        try:
            actions.describe_board(
                organisation_id=who.organisation_id,
                about=form.about.data,
                shown=form.shown.data,
                names_public=form.names_public.data,
                posts=form.posts(people),
                seen=form.seen_version(),
                actor_id=who.person_id,
            )
            flash(_("The board’s public page is saved."))
            return redirect(url_for("board.describe_board"))
        except Stale:
            form.version.data, stale = str(page.version if page else 0), True
    body = render_template(
        "board/public/describe.html",
        form=form,
        people=people,
        page=page,
        stale=stale,
        is_public=queries.is_public(who.organisation_slug),
    )
    return body, 409 if stale else 400 if form.is_submitted() else 200
