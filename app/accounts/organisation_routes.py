"""The administrator's page of facts about the organisation on which legal duties depend."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import actions, queries
from app.accounts.forms import OrganisationForm
from app.web.access import access, roles
from app.web.roles import Role, actor

bp = Blueprint("organisation", __name__, url_prefix="/organisation")
ADMINISTRATOR = roles(Role.ADMINISTRATOR)


@bp.get("")
@bp.post("")
@access(get=ADMINISTRATOR, post=ADMINISTRATOR)
def edit() -> str | Response | tuple[str, int]:
    organisation = queries.organisation(actor().organisation_id)
    form = OrganisationForm(obj=organisation)
    if not form.validate_on_submit():
        page = render_template("accounts/organisation.html", form=form, organisation=organisation)
        return page, 400 if form.is_submitted() else 200
    actions.describe_organisation(
        organisation=organisation,
        nation=form.nation.data,
        body_kind=form.body_kind.data,
        seen=form.seen_version(),
        actor_id=actor().person_id,
    )
    flash(_("Where and what the organisation is, is saved."))
    return redirect(url_for("people.index"))
