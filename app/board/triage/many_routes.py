"""Pages that change many reviews at once, and undo it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.assessments.words import SERVICE_AREAS
from app.board.blueprint import bp
from app.board.interests.queries import VOTING, people_of
from app.board.triage import bulk, queries, rules, words
from app.board.triage.forms import BulkForm, ChosenForm
from app.board.triage.models import TriageBatch
from app.lifecycle import OutOfTurn, note_refusal
from app.web.access import access
from app.web.forms import BaseForm
from app.web.nonces import AlreadyDone
from app.web.roles import actor

Shown = str | Response | tuple[str, int]


@bp.get("/board/triage")
@bp.post("/board/triage")
@access(get=rules.MANY, post=rules.MANY)
def triage_many() -> Shown:
    """Changes the reviews that were ticked in the queue; the page lists them before anything happens."""
    me = actor()
    ticked = ChosenForm(formdata=request.form if request.method == "POST" else request.args)
    wanted = set(ticked.reviews.data or ())
    chosen = queries.reviews_by_id(me.organisation_id, wanted)
    if not chosen:
        flash(_("Tick at least one review first."))
        return redirect(url_for("board.queue"))
    applying = request.method == "POST" and "apply" in request.form
    start = {"reviews": [review.id for review in chosen], "route": "", "priority": ""}
    form = BulkForm() if applying else BulkForm(formdata=None, data=start)
    form.offer([(person.id, person.name) for person in people_of(me.organisation_id, *VOTING)])
    if not applying or not form.validate():
        page = render_template(
            "board/triage/many.html", form=form, chosen=chosen, areas=SERVICE_AREAS, words=words
        )
        return page, 400 if applying else 200
    try:
        done = bulk.change_many(
            organisation_id=me.organisation_id,
            reviews=chosen,
            given=form.given(),
            actor_id=me.person_id,
            nonce=form.nonce.data or "",
        )
    except AlreadyDone:
        note_refusal(me, "triage_many", subject_type="board", subject_id=me.organisation_id, why="twice")
        flash(_("This change was made already. Nothing was changed again."))
        return redirect(url_for("board.queue"))
    return _done(done, missing=len(wanted) - len(chosen))


def _done(done: bulk.Done, missing: int) -> Response:
    me = actor()
    left = done.left | ({"missing": missing} if missing else {})
    for reason, count in left.items():
        note_refusal(
            me, "triage_many", subject_type="board", subject_id=me.organisation_id, why=f"{reason} {count}"
        )
        flash(_left_words(reason, count))
    if done.batch is None:
        flash(_("Nothing was changed."))
        return redirect(url_for("board.queue"))
    return redirect(url_for("board.triage_batch", batch_id=done.batch.id))


def _left_words(reason: str, count: int) -> str:
    """Why reviews were left as they are."""
    reasons = {
        "closed": _("no longer open"),
        "reviewer": _("the reviewer has an interest or is of the use’s own team"),
        "actor": _("you have not declared yet, have an interest, or it is your own use"),
        "changed_since": _("somebody has changed it since"),
        "missing": _("not one of your organisation’s reviews"),
    }
    return ngettext(
        "%(num)s review was left as it is: %(reason)s.",
        "%(num)s reviews were left as they are: %(reason)s.",
        count,
        reason=reasons[reason],
    )


@bp.get("/board/triage/<int:batch_id>")
@bp.post("/board/triage/<int:batch_id>")
@access(get=rules.MANY, post=rules.MANY)
def triage_batch(batch: TriageBatch) -> Shown:
    """What a change of many did, with a button that undoes it."""
    form = BaseForm()
    if not form.validate_on_submit():
        ids = {entry["review"] for entry in batch.before}
        changed = queries.reviews_by_id(batch.organisation_id, ids)
        page = render_template("board/triage/batch.html", batch=batch, changed=changed, form=form)
        return page, 400 if form.is_submitted() else 200
    try:
        done = bulk.undo(batch=batch, actor_id=actor().person_id)
    except OutOfTurn as error:
        note_refusal(actor(), "undo", subject_type="triage_batch", subject_id=batch.id, why=error.state)
        flash(_("This change was undone already. Nothing was changed."))
        return redirect(url_for("board.triage_batch", batch_id=batch.id))
    for reason, count in done.left.items():
        flash(_left_words(reason, count))
    flash(
        ngettext(
            "%(num)s review is as it was before.", "%(num)s reviews are as they were before.", done.changed
        )
    )
    return redirect(url_for("board.queue"))
