"""The board's queue, and giving advice."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.assessments.words import LEVELS, SERVICE_AREAS
from app.board import queries, rules
from app.board.actions import reviews as actions
from app.board.blueprint import bp
from app.board.forms import AdviceForm
from app.board.lifecycle import State
from app.board.models import Review
from app.board.words import STATES
from app.database import utcnow
from app.lifecycle import OutOfTurn
from app.register.record import AdviceOutcome
from app.web.access import access
from app.web.pagination import page_number
from app.web.roles import actor

TABS = (State.OPEN, State.ADVISED, State.RESPONDED, State.RETURNED)


@bp.get("/board")
@access(get=rules.QUEUE)
def queue() -> str:
    asked = request.args.get("state", State.OPEN)
    state = State(asked) if asked in TABS else State.OPEN
    found = queries.queue(actor().organisation_id, state, page_number(request.args.get("page")))
    return render_template(
        "board/queue.html",
        queue=found,
        state=state,
        tabs=TABS,
        states=STATES,
        levels=LEVELS,
        areas=SERVICE_AREAS,
        now=utcnow(),
    )


@bp.get("/board/reviews/<int:review_id>/advise")
@bp.post("/board/reviews/<int:review_id>/advise")
@access(get=rules.DECIDE, post=rules.DECIDE)
def advise(review: Review) -> str | Response | tuple[str, int]:
    form = AdviceForm()
    if "more" in request.form or not form.validate_on_submit():
        if "more" in request.form or not form.is_submitted() or not len(form.conditions):
            form.add_spare_rows()
        page = render_template("board/advise.html", review=review, form=form)
        return page, 400 if form.errors else 200
    try:
        actions.advise(
            review=review,
            outcome=AdviceOutcome(form.outcome.data),
            reasons=form.reasons.data,
            conditions=form.rows(),
            actor_id=actor().person_id,
        )
        flash(_("The advice is with the accountable owner."))
    except OutOfTurn:
        flash(_("Somebody has dealt with this submission already. Nothing was changed."))
    return redirect(url_for("board.review", review_id=review.id))
