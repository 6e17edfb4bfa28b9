"""Pages of the list of uses, of starting and describing one, and of its team."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.queries import Colleague, colleagues
from app.assessments import words
from app.assessments.blueprint import bp
from app.assessments.questionnaire_store.queries import KEY, published_titles
from app.assessments.rules import EDIT
from app.assessments.talk.for_you import for_you
from app.assessments.use_list import queries
from app.assessments.use_list.actions import start_use
from app.assessments.use_list.forms import AddMemberForm, UseForm
from app.database import utcnow
from app.uses import actions
from app.uses.models import UseCase
from app.uses.rules import READ_USE, TEAM
from app.web.access import SIGNED_IN, access, allowed, roles
from app.web.forms import BaseForm
from app.web.nonces import AlreadyDone
from app.web.roles import Role, actor
from app.web.versions import Stale

MEMBER = roles(Role.TEAM_MEMBER)


@bp.get("")
@access(get=SIGNED_IN)
def uses() -> str:
    choice = queries.UsesAddress.asked()
    page = choice.pagination(queries.count_uses(actor(), choice.search))
    return render_template(
        "assessments/uses.html",
        uses=queries.list_uses(actor(), page, choice.search),
        pagination=page,
        search=choice.search,
        for_you=for_you(actor()),
        today=utcnow().date(),
        may_start=allowed(MEMBER, actor()),
        words=words,
    )


@bp.get("/start")
@bp.post("/start")
@access(get=MEMBER, post=MEMBER)
def start() -> str | Response | tuple[str, int]:
    form = UseForm()
    form.offer_owners(_owners())
    form.offer_questionnaires(_questionnaires())
    if not form.validate_on_submit():
        status = 400 if form.is_submitted() else 200
        return render_template("assessments/use_form.html", form=form, use=None), status
    try:
        use = start_use(
            organisation_id=actor().organisation_id,
            actor_id=actor().person_id,
            name=form.name.data,
            kind=form.kind.data,
            phase=form.phase.data,
            service_area=form.service_area.data,
            owner_id=form.chosen_owner(),
            questionnaire=form.chosen_questionnaire(KEY),
            nonce=form.nonce.data or "",
        )
    except AlreadyDone as done:
        flash(_("This use was started already."))
        found = queries.use_case(actor().organisation_id, int(done.result)) if done.result else None
        address = url_for("assessments.use", use_id=found.id) if found else url_for("assessments.uses")
        return redirect(address)
    return redirect(url_for("assessments.use", use_id=use.id))


@bp.get("/<int:use_id>/edit")
@bp.post("/<int:use_id>/edit")
@access(get=EDIT, post=EDIT)
def edit(use: UseCase) -> str | Response | tuple[str, int]:
    form = UseForm(obj=use, data={"owner_id": str(use.owner_id or "")})
    form.offer_questionnaires({})
    form.offer_owners(_owners(), (use.owner.id, use.owner.name) if use.owner else None)
    if not form.is_submitted():
        form.owner_id.data = str(use.owner_id or "")
    if not form.validate_on_submit():
        status = 400 if form.is_submitted() else 200
        return render_template("assessments/use_form.html", form=form, use=use), status
    try:
        actions.edit_use(
            use=use,
            seen=form.seen_version(),
            actor_id=actor().person_id,
            name=form.name.data,
            kind=form.kind.data,
            phase=form.phase.data,
            service_area=form.service_area.data,
            owner_id=form.chosen_owner(),
        )
    except Stale as stale:
        return _edit_conflict(form, stale)
    flash(_("The description of the use is saved."))
    return redirect(url_for("assessments.use", use_id=use.id))


@bp.get("/<int:use_id>/team")
@bp.post("/<int:use_id>/team")
@access(get=READ_USE, post=TEAM)
def team(use: UseCase) -> str | Response | tuple[str, int]:
    here = {person.id for person in use.team}
    others = [c for c in colleagues(actor().organisation_id, Role.TEAM_MEMBER) if c.id not in here]
    form = AddMemberForm()
    form.offer(others)
    if not form.validate_on_submit():
        return _show_team(use, form, 400 if form.is_submitted() else 200)
    chosen = next(person for person in others if str(person.id) == form.person_id.data)
    actions.add_member(use=use, person_id=chosen.id, actor_id=actor().person_id)
    flash(_("%(name)s is on the team.", name=chosen.name))
    return redirect(url_for("assessments.team", use_id=use.id))


@bp.get("/<int:use_id>/team/<int:member_id>/remove")
@bp.post("/<int:use_id>/team/<int:member_id>/remove")
@access(get=TEAM, post=TEAM)
def remove_member(use: UseCase, member_id: int) -> str | Response | tuple[str, int]:
    leaving = next((person for person in use.team if person.id == member_id), None)
    if leaving is None:
        return _not_on_the_team(use, member_id)
    form = BaseForm()
    name, use_id, themselves = leaving.name, use.id, member_id == actor().person_id
    is_last = len(use.team) == 1
    if is_last or not form.validate_on_submit():
        page = render_template(
            "assessments/team_remove.html",
            use=use,
            form=form,
            leaving=leaving,
            themselves=themselves,
            is_last=is_last,
        )
        return page, 400 if form.is_submitted() else 200
    try:
        actions.remove_member(use=use, person_id=member_id, actor_id=actor().person_id)
    except actions.LastMember:
        flash(_("Somebody has to stay on the team. Add a colleague first"))
        return redirect(url_for("assessments.team", use_id=use_id))
    flash(_("%(name)s is no longer on the team.", name=name))
    return redirect(url_for("assessments.uses") if themselves else url_for("assessments.team", use_id=use_id))


def _not_on_the_team(use: UseCase, member_id: int) -> Response:
    """Back to the team, when a colleague was quicker; nobody learns of people of other organisations."""
    if all(each.id != member_id for each in colleagues(use.organisation_id, Role.TEAM_MEMBER)):
        abort(404)
    flash(_("They were not on the team any more."))
    return redirect(url_for("assessments.team", use_id=use.id))


def _show_team(use: UseCase, form: AddMemberForm, status: int) -> tuple[str, int]:
    may_change = allowed(TEAM, actor(), use=use)
    return render_template("assessments/team.html", use=use, form=form, may_change=may_change), status


def _edit_conflict(form: UseForm, stale: Stale) -> tuple[str, int]:
    theirs = stale.current
    if not isinstance(theirs, UseCase):
        abort(409)
    form.version.data = str(theirs.version)
    page = render_template("assessments/use_conflict.html", form=form, theirs=theirs, words=words)
    return page, 409


def _questionnaires() -> dict[str, str]:
    """What a use can be started with, the one that comes with the service first."""
    return {KEY: _("Ethics assessment")} | published_titles()


def _owners() -> list[Colleague]:
    return colleagues(actor().organisation_id, Role.ACCOUNTABLE_OWNER)
