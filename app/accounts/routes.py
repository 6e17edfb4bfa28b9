"""Pages of sign-in, sign-out, invitation, password and people."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import actions, queries, session
from app.accounts.forms import ButtonForm, ChangePasswordForm, NewPasswordForm, SignInForm
from app.accounts.models import Person
from app.accounts.passwords import matches
from app.database import db
from app.web.access import PUBLIC, SIGNED_IN, access
from app.web.roles import Role, actor, current_actor

bp = Blueprint("accounts", __name__)

START_PAGES = (
    (Role.TEAM_MEMBER, "assessments.uses"),
    (Role.BOARD_CHAIR, "board.queue"),
    (Role.BOARD_SECRETARY, "board.queue"),
    (Role.BOARD_MEMBER, "board.queue"),
    (Role.ACCOUNTABLE_OWNER, "board.responses"),
    (Role.REGISTER_EDITOR, "editing.entries"),
    (Role.ADMINISTRATOR, "people.index"),
)


def _safe_next(address: str | None) -> str | None:
    """The address to go to after sign-in, if it is one of ours."""
    if not address or not address.startswith("/") or "\\" in address or not address.isprintable():
        return None  # browsers read \ as / and leave out tabs and line ends
    return None if address.startswith("//") else address


@bp.get("/sign-in")
@bp.post("/sign-in")
@access(get=PUBLIC, post=PUBLIC)
def sign_in() -> str | Response | tuple[str, int]:
    form = SignInForm()
    if current_actor() and request.method == "GET":
        return redirect(url_for("accounts.start"))
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), 400 if form.is_submitted() else 200
    try:
        attempt = _admit(queries.account_of(form.email.data))
    except actions.TooManyTries:
        return _sign_in_refused(
            form, _("Too many tries. Wait 15 minutes, then try again, or ask your administrator."), 429
        )
    person = queries.person_by_email(form.email.data)
    right = matches(person.password_hash if person else "", form.password.data)
    if not (person and right and person.active and person.memberships):
        return _sign_in_refused(form, _("The e-mail address or the password is not right"), 400)
    actions.try_succeeded(attempt_id=attempt)
    return _signed_in(person, person.memberships[0].organisation_id)


def _admit(account: str) -> int:
    limited = current_app.extensions["candour"].rate_limits
    return actions.admit_try(account=account, peer=request.remote_addr or "", limited=limited)


def _signed_in(person: Person, organisation_id: int) -> Response:
    hours = current_app.extensions["candour"].session_hours
    session.start(
        actions.sign_in(
            person_id=person.id, organisation_id=organisation_id, hours=hours, instead_of=session.token()
        )
    )
    return redirect(_safe_next(request.args.get("next")) or url_for("accounts.start"))


def _sign_in_refused(form: SignInForm, sentence: str, status: int) -> tuple[str, int]:
    form.email.errors = [sentence]
    return render_template("accounts/sign_in.html", form=form), status


@bp.post("/sign-out")
@access(post=SIGNED_IN)
def sign_out() -> Response:
    who = actor()
    actions.sign_out(token=session.token(), person_id=who.person_id, organisation_id=who.organisation_id)
    session.end()
    flash(_("You are signed out."))
    return redirect(url_for("accounts.sign_in"))


@bp.get("/start")
@access(get=SIGNED_IN)
def start() -> Response:
    """Leads each role to its own first page."""
    for role, endpoint in START_PAGES:
        if actor().has(role):
            return redirect(url_for(endpoint))
    abort(404)


@bp.get("/account")
@access(get=SIGNED_IN)
def account() -> str:
    return render_template(
        "accounts/account.html", organisations=queries.memberships(actor().person_id), form=ButtonForm()
    )


@bp.post("/account/organisation/<int:organisation_id>")
@access(post=SIGNED_IN)
def switch_organisation(organisation_id: int) -> Response:
    who = actor()
    if organisation_id not in dict(queries.memberships(who.person_id)):
        abort(404)
    token = actions.sign_in(
        person_id=who.person_id,
        organisation_id=organisation_id,
        hours=current_app.extensions["candour"].session_hours,
        instead_of=session.token(),
    )
    session.start(token)
    return redirect(url_for("accounts.start"))


@bp.get("/account/password")
@bp.post("/account/password")
@access(get=SIGNED_IN, post=SIGNED_IN)
def change_password() -> str | Response | tuple[str, int]:
    who = actor()
    form = ChangePasswordForm()
    form.personal = (who.email.split("@")[0], *who.name.split())
    if not form.validate_on_submit():
        return _password_page(form, 400 if form.is_submitted() else 200)
    try:
        attempt = _admit(queries.present_password_of(who.person_id))
    except actions.TooManyTries:
        form.password.errors = [_("Too many tries. Wait 15 minutes, then try again.")]
        return _password_page(form, 429)
    person = db.session.get_one(Person, who.person_id)
    if not matches(person.password_hash, form.password.data):
        form.password.errors = [_("This is not your present password")]
        return _password_page(form, 400)
    actions.try_succeeded(attempt_id=attempt)
    actions.change_password(
        person_id=who.person_id,
        organisation_id=who.organisation_id,
        password=form.new_password.data,
        keep_token=session.token(),
    )
    flash(_("Your password is changed. Your other sessions were ended."))
    return redirect(url_for("accounts.account"))


def _password_page(form: ChangePasswordForm, status: int) -> tuple[str, int]:
    return render_template("accounts/password.html", form=form), status


@bp.get("/invitation/<token>")
@bp.post("/invitation/<token>")
@access(get=PUBLIC, post=PUBLIC)
def invitation(token: str) -> str | Response | tuple[str, int]:
    found = queries.open_invitation(token)
    if found is None:
        return render_template("accounts/invitation_closed.html"), 410
    known = queries.person_by_email(found.email)
    has_password = bool(known and known.password_hash)
    form = ButtonForm() if has_password else NewPasswordForm()
    if isinstance(form, NewPasswordForm):
        form.personal = (found.email.split("@")[0], *found.name.split())
    if form.validate_on_submit():
        password = "" if has_password else form.new_password.data
        try:
            person = actions.accept_invitation(invitation=found, password=password)
        except actions.InvitationClosed:
            return render_template("accounts/invitation_closed.html"), 410
        if has_password:
            flash(_("You have joined %(name)s. Sign in as usual.", name=found.organisation.name))
            return redirect(url_for("accounts.sign_in"))
        return _signed_in(person, found.organisation_id)
    return (
        render_template("accounts/invitation.html", form=form, invitation=found, known=has_password),
        400 if form.is_submitted() else 200,
    )
