"""The administrator's pages: who is here, invite, roles."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import actions, queries
from app.accounts.forms import ROLE_NAMES, ButtonForm, InviteForm, RolesForm
from app.accounts.models import Invitation
from app.accounts.queries import Colleague
from app.web.access import access, roles
from app.web.nonces import AlreadyDone
from app.web.roles import Role, actor

bp = Blueprint("people", __name__, url_prefix="/people")
ADMINISTRATOR = roles(Role.ADMINISTRATOR)


@bp.get("")
@access(get=ADMINISTRATOR)
def index() -> str:
    organisation_id = actor().organisation_id
    return render_template(
        "accounts/people.html",
        people=queries.colleagues(organisation_id),
        invitations=queries.invitations(organisation_id),
        role_names=ROLE_NAMES,
        form=ButtonForm(),
    )


@bp.get("/invite")
@bp.post("/invite")
@access(get=ADMINISTRATOR, post=ADMINISTRATOR)
def invite() -> str | Response | tuple[str, int]:
    form = InviteForm()
    if not form.validate_on_submit():
        return render_template("accounts/invite.html", form=form), 400 if form.is_submitted() else 200
    try:
        token = actions.invite(
            organisation_id=actor().organisation_id,
            email=form.email.data,
            name=form.name.data,
            roles=[Role(role) for role in form.roles.data],
            invited_by_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
    except AlreadyDone:
        flash(_("This invitation was made already."))
        return redirect(url_for("people.index"))
    link = url_for("accounts.invitation", token=token, _external=True)
    return render_template("accounts/invited.html", name=form.name.data, email=form.email.data, link=link)


@bp.post("/invitations/<int:invitation_id>/withdraw")
@access(post=ADMINISTRATOR)
def withdraw(invitation: Invitation) -> Response:
    actions.withdraw_invitation(invitation=invitation, actor_id=actor().person_id)
    flash(_("The invitation for %(name)s no longer works.", name=invitation.name))
    return redirect(url_for("people.index"))


@bp.get("/<int:person_id>")
@bp.post("/<int:person_id>")
@access(get=ADMINISTRATOR, post=ADMINISTRATOR)
def person(colleague: Colleague) -> str | Response | tuple[str, int]:
    form = RolesForm(
        data={"roles": [role.value for role in colleague.roles], "version": str(colleague.version)}
    )
    if form.validate_on_submit():
        chosen = {Role(role) for role in form.roles.data}
        if colleague.id != actor().person_id or Role.ADMINISTRATOR in chosen:
            actions.set_roles(
                organisation_id=actor().organisation_id,
                person_id=colleague.id,
                roles=chosen,
                actor_id=actor().person_id,
                seen_version=form.seen_version(),
            )
            flash(_("The roles of %(name)s are saved.", name=colleague.name))
            return redirect(url_for("people.index"))
        form.roles.errors = [_("You cannot take away your own role of administrator. Ask another one.")]
    status = 400 if form.is_submitted() else 200
    return render_template("accounts/person.html", form=form, person=colleague), status
