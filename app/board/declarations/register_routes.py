"""Pages of lasting interests: one's own, everybody's inside, and what the public reads."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.queries import organisation
from app.audit import AuditSubject
from app.board import rules
from app.board.blueprint import bp
from app.board.configuration.queries import configuration
from app.board.declarations.forms import StandingForm
from app.board.interests import lasting_interests, register, words
from app.board.interests.models import StandingInterest
from app.board.public_links import PublicLink
from app.lifecycle import OutOfTurn
from app.register.pages.caching import public_page
from app.web.access import PUBLIC, access
from app.web.forms import BaseForm
from app.web.nonces import AlreadyDone
from app.web.refusals import Refusal, refusals
from app.web.roles import Actor, actor


def _own(actor: Actor, standing: StandingInterest, **_others: object) -> str | None:
    if standing.person_id == actor.person_id:
        return None
    return _("Only the member whose interest it is can end it.")


MINE = rules.QUEUE.where("one's own", _own)


@bp.get("/board/interests")
@access(get=rules.QUEUE)
def standing_interests() -> str:
    me = actor()
    return render_template(
        "board/interests/register.html",
        mine=register.standing_of_person(me.organisation_id, me.person_id),
        confirmed=register.confirmed_at(me.organisation_id, me.person_id),
        members=register.register(organisation(me.organisation_id), inside=True),
        is_public=configuration(me.organisation_id).interests_public,
        form=BaseForm(),
        words=words,
    )


@bp.get("/board/interests/new")
@bp.post("/board/interests/new")
@access(get=rules.QUEUE, post=rules.QUEUE)
def new_standing_interest() -> str | Response | tuple[str, int]:
    me, form = actor(), StandingForm()
    if not form.validate_on_submit():
        page = render_template("board/interests/standing.html", form=form)
        return page, 400 if form.is_submitted() else 200
    to = url_for("board.standing_interests")
    twice = Refusal("twice", _("This was entered already. Nothing was entered again."))
    about = AuditSubject("person", me.person_id, me.organisation_id)
    with refusals("enter", about, to, {AlreadyDone: twice}):
        lasting_interests.enter(
            organisation_id=me.organisation_id,
            person_id=me.person_id,
            category=form.category.data,
            text=form.text.data,
            nonce=form.nonce.data or "",
        )
    flash(_("Your interest is in the register."))
    return redirect(to)


@bp.get("/board/interests/<int:standing_id>/end")
@bp.post("/board/interests/<int:standing_id>/end")
@access(get=MINE, post=MINE)
def end_standing_interest(standing: StandingInterest) -> str | Response | tuple[str, int]:
    form = BaseForm()
    if not form.validate_on_submit():
        page = render_template("board/interests/end.html", form=form, standing=standing, words=words)
        return page, 400 if form.is_submitted() else 200
    to, sentence = (
        url_for("board.standing_interests"),
        _("This interest was ended already. Nothing was changed."),
    )
    with refusals("end", standing, to, {OutOfTurn: lambda error: Refusal(error.state, sentence)}):
        lasting_interests.end(standing=standing)
    flash(_("It is no longer in the register. What it said is kept in the history."))
    return redirect(to)


@bp.post("/board/interests/confirm")
@access(post=rules.QUEUE)
def confirm_standing_interests() -> Response:
    form = BaseForm()
    if not form.validate_on_submit():
        abort(400)
    lasting_interests.confirm(organisation_id=actor().organisation_id, person_id=actor().person_id)
    flash(_("Thank you. It is recorded that this is all."))
    return redirect(url_for("board.standing_interests"))


@bp.get("/organisations/<slug>/board/interests")
@access(get=PUBLIC)
@public_page()
def public_interests(slug: str) -> str:
    found = register.public_organisation(slug)
    if found is None or not configuration(found.id).interests_public:
        abort(404)
    return render_template(
        "board/interests/public.html",
        organisation=found,
        slug=slug,
        members=register.register(found),
        words=words,
    )


def interests_link(organisation_id: int, slug: str) -> Sequence[PublicLink]:
    """The link from the board's public home to its register of interests, where that is public."""
    if not configuration(organisation_id).interests_public:
        return ()
    about = _("What members of the board do beside it, and when they took no part.")
    return (PublicLink(_("Register of interests"), url_for("board.public_interests", slug=slug), about),)
