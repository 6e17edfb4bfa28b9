"""The accountable owner's pages: advice that waits, and the answer to it, point by point."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.lifecycle import ReviewState
from app.board.models import Review
from app.board.publishing import standing_advice
from app.board.responses import actions, queries
from app.board.responses.forms import ResponseForm, points, response_form, so_far
from app.board.responses.rules import OWNER, READ, RESPOND
from app.lifecycle import OutOfTurn
from app.web.access import access
from app.web.refusals import Reasons, Refusal, refusals
from app.web.roles import actor
from app.web.versions import Stale

Page = str | Response | tuple[str, int]


@bp.get("/responses")
@access(get=OWNER)
def responses() -> str:
    who = actor()
    reviews = queries.waiting_for(who.organisation_id, who.person_id)
    return render_template(
        "board/responses/list.html",
        waiting=[r for r in reviews if r.state == ReviewState.ADVISED],
        appealed=[r for r in reviews if r.state == ReviewState.APPEALED],
        answered=[r for r in reviews if r.state == ReviewState.RESPONDED],
    )


@bp.get("/responses/<int:review_id>")
@bp.post("/responses/<int:review_id>")
@access(get=READ, post=RESPOND)
def respond(review: Review) -> Page:
    advice = standing_advice(review)
    waits = review.state == ReviewState.ADVISED
    draft = queries.draft_of(advice.id) if waits else None
    people = queries.may_see_to(review.organisation_id) if waits else []
    form = response_form(advice, people, draft, actor().person_id)
    if request.method == "POST" and "later" in request.form:
        return _keep(review, form)
    if not form.validate_on_submit():
        return _page(review, form), 400 if form.is_submitted() else 200
    with refusals("advice.answer", review, _address(review), {OutOfTurn: _answered()}):
        actions.respond(
            review=review,
            points=points(form, advice),
            reasons=form.reasons.data,
            post=form.post.data,
            actor_id=actor().person_id,
        )
    flash(_("Your response is recorded. The register’s editors now prepare the public entry."))
    return redirect(_address(review))


def _address(review: Review) -> str:
    return url_for("board.respond", review_id=review.id)


def _answered() -> Refusal:
    return Refusal("out_of_turn", _("This advice was answered already. Nothing was changed."))


def _keep(review: Review, form: ResponseForm) -> Page:
    """Keeps what is written so far, whole or not."""
    if form.refuse_what_cannot_be_kept():
        return _page(review, form), 400

    def stale(error: Stale) -> Refusal:
        return Refusal("stale", reply=lambda: _stale_page(review, form, error))

    reasons: Reasons = {OutOfTurn: _answered(), Stale: stale}
    with refusals("advice.answer_kept", review, _address(review), reasons):
        actions.save_draft(
            review=review, words=form.words(), seen=form.seen_version(), actor_id=actor().person_id
        )
    flash(_("Your words are kept. Nobody else sees them until you record the response."))
    return redirect(_address(review))


def _stale_page(review: Review, form: ResponseForm, stale: Stale) -> tuple[str, int]:
    form.version.data = str(stale.current.version) if stale.current else "0"  # type: ignore[attr-defined]
    return _page(review, form, stale=stale.current), 409


def _page(review: Review, form: ResponseForm, *, stale: object = None) -> str:
    advice = standing_advice(review)
    waits = review.state == ReviewState.ADVISED
    return render_template(
        "board/responses/respond.html",
        review=review,
        advice=advice,
        use=review.submission.assessment.use,
        form=form,
        waits=waits,
        appealed=review.state == ReviewState.APPEALED,
        so_far=so_far(form, advice) if waits else None,
        draft=queries.draft_of(advice.id) if waits else None,
        stale=stale,
    )
