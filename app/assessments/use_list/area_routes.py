"""The page on which a team names the areas that its use touches."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.blueprint import bp
from app.assessments.use_list.area_forms import AreasForm
from app.uses.areas.actions import name_areas
from app.uses.areas.names import folded
from app.uses.areas.queries import areas_of, known_areas
from app.uses.models import UseCase
from app.uses.rules import TEAM
from app.web.access import access
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/<int:use_id>/areas")
@bp.post("/<int:use_id>/areas")
@access(get=TEAM, post=TEAM)
def areas(use: UseCase) -> str | Response | tuple[str, int]:
    here = areas_of(use.id)
    form = AreasForm(data={"version": use.version, "known": [folded(name) for name in here]})
    form.offer(known_areas(use.organisation_id))
    if not form.validate_on_submit():
        page = render_template("assessments/areas.html", use=use, form=form, theirs=None)
        return page, 400 if form.is_submitted() else 200
    try:
        name_areas(use=use, names=form.names(), seen=form.seen_version(), actor_id=actor().person_id)
    except Stale as stale:
        return _conflict(form, stale)
    flash(_("The areas are saved."))
    return redirect(url_for("assessments.use", use_id=use.id))


def _conflict(form: AreasForm, stale: Stale) -> tuple[str, int]:
    use = stale.current
    if not isinstance(use, UseCase):
        abort(409)
    form.version.data = str(use.version)
    return render_template("assessments/areas.html", use=use, form=form, theirs=areas_of(use.id)), 409
