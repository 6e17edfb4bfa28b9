"""Building an agenda: reviews picked from the queue, other items, order, taking off and putting back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.meetings import rules
from app.board.meetings.actions import agenda as actions
from app.board.meetings.actions.meeting_audit import TakenAlready
from app.board.meetings.forms import ItemForm, item_facts
from app.board.meetings.models import AgendaItem, Meeting
from app.board.meetings.queue import waiting
from app.board.meetings.routes.context import late, page_words, refused, to_meeting
from app.board.meetings.times import short_day
from app.board.meetings.words import item_title
from app.board.models import Review
from app.lifecycle import OutOfTurn
from app.web.access import access
from app.web.forms import BaseForm
from app.web.lists import ListAddress
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/board/meetings/<int:meeting_id>/reviews")
@access(get=rules.AGENDA)
def pick_reviews(meeting: Meeting) -> str:
    rows, pagination = waiting(meeting.organisation_id, ListAddress.asked().page)
    return render_template(
        "board/meetings/pick.html", meeting=meeting, rows=rows, pagination=pagination, **page_words()
    )


def _elsewhere(meeting: Meeting, action: str, other: Meeting) -> None:
    sentence = _(
        "This review is on the agenda of %(day)s. Take it off there first. Nothing was changed.",
        day=short_day(other.starts_at),
    )
    refused(meeting, action, "on_another_agenda", sentence)


@bp.post("/board/meetings/<int:meeting_id>/reviews/<int:review_id>/add")
@access(post=rules.AGENDA)
def add_review(meeting: Meeting, review: Review) -> Response:
    name = review.submission.assessment.use.name
    try:
        actions.add_review(meeting=meeting, review=review, actor_id=actor().person_id)
        flash(_("“%(name)s” is on the agenda.", name=name))
    except TakenAlready:
        sentence = _("“%(name)s” is on this agenda already. Nothing was changed.", name=name)
        refused(meeting, "add_review", "twice", sentence)
    except actions.OnAnotherAgenda as error:
        _elsewhere(meeting, "add_review", error.meeting)
    except OutOfTurn as error:
        return late(meeting, "add_review", error.state)
    return redirect(url_for("board.pick_reviews", meeting_id=meeting.id))


@bp.get("/board/meetings/<int:meeting_id>/items/new")
@bp.post("/board/meetings/<int:meeting_id>/items/new")
@access(get=rules.AGENDA, post=rules.AGENDA)
def new_item(meeting: Meeting) -> str | Response | tuple[str, int]:
    form = ItemForm()
    form.offer_rules(meeting.organisation.nation, "")
    if not form.validate_on_submit():
        page = render_template("board/meetings/item.html", form=form, meeting=meeting, item=None)
        return page, 400 if form.is_submitted() else 200
    try:
        actions.add_text(
            meeting=meeting, facts=form.facts(), actor_id=actor().person_id, nonce=form.nonce.data or ""
        )
        flash(_("The item is on the agenda."))
    except AlreadyDone:
        refused(meeting, "add_item", "twice", _("This item was added already. Nothing was changed."))
    except OutOfTurn as error:
        return late(meeting, "add_item", error.state)
    return to_meeting(meeting, "agenda")


@bp.post("/board/meetings/<int:meeting_id>/carry-over/<int:item_id>")
@access(post=rules.CARRY_OVER)
def carry_over(meeting: Meeting, item: AgendaItem) -> Response:
    try:
        actions.carry_over(meeting=meeting, item=item, actor_id=actor().person_id)
        flash(_("“%(name)s” is carried over to this agenda.", name=item_title(item)))
    except TakenAlready:
        sentence = _("A later agenda has this item already. Nothing was changed.")
        refused(meeting, "carry_over", "twice", sentence)
    except OutOfTurn as error:
        return late(meeting, "carry_over", error.state)
    return to_meeting(meeting, "agenda")


@bp.get("/board/meetings/<int:meeting_id>/items/<int:item_id>")
@bp.post("/board/meetings/<int:meeting_id>/items/<int:item_id>")
@access(get=rules.AGENDA, post=rules.AGENDA)
def edit_item(meeting: Meeting, item: AgendaItem) -> str | Response | tuple[str, int]:
    form, stale = ItemForm(data=item_facts(item)), False
    form.needs_title = item.kind == "text"
    form.offer_rules(meeting.organisation.nation, item.private_rule)
    if form.validate_on_submit():
        try:
            actions.change_item(
                meeting=meeting,
                item=item,
                facts=form.facts(),
                seen=form.seen_version(),
                actor_id=actor().person_id,
            )
            flash(_("The item is changed."))
            return to_meeting(meeting, "agenda")
        except OutOfTurn as error:
            return late(meeting, "change_item", error.state)
        except Stale:
            form.version.data, stale = str(item.version), True
    page = render_template("board/meetings/item.html", form=form, meeting=meeting, item=item, stale=stale)
    return page, 409 if stale else 400 if form.is_submitted() else 200


@bp.post("/board/meetings/<int:meeting_id>/items/<int:item_id>/move")
@access(post=rules.AGENDA)
def move_item(meeting: Meeting, item: AgendaItem) -> Response:
    """Up with the value `up`, down with any other; the form names the agenda's version."""
    where = actions.UP if request.form.get("where") == actions.UP else actions.DOWN
    try:
        actions.move_item(
            meeting=meeting,
            item=item,
            where=where,
            seen=BaseForm().seen_version(),
            actor_id=actor().person_id,
        )
    except Stale:
        sentence = _("The agenda changed since you opened it, so nothing was moved. It is up to date now.")
        refused(meeting, "move_item", "stale", sentence)
    except OutOfTurn as error:
        return late(meeting, "move_item", error.state)
    return to_meeting(meeting, f"item-{item.id}")


@bp.post("/board/meetings/<int:meeting_id>/items/<int:item_id>/remove")
@access(post=rules.AGENDA)
def remove_item(meeting: Meeting, item: AgendaItem) -> Response:
    try:
        actions.remove_item(meeting=meeting, item=item, actor_id=actor().person_id)
        flash(_("“%(name)s” is off the agenda. You can put it back below.", name=item_title(item)))
    except OutOfTurn as error:
        if error.state != "removed":
            return late(meeting, "remove_item", error.state)
        sentence = _("This item was taken off already. Nothing was changed.")
        refused(meeting, "remove_item", "twice", sentence)
    return to_meeting(meeting, "agenda")


@bp.post("/board/meetings/<int:meeting_id>/items/<int:item_id>/put-back")
@access(post=rules.AGENDA)
def put_back_item(meeting: Meeting, item: AgendaItem) -> Response:
    try:
        actions.put_back_item(meeting=meeting, item=item, actor_id=actor().person_id)
        flash(_("“%(name)s” is back on the agenda.", name=item_title(item)))
    except TakenAlready:
        sentence = _("This item is on the agenda already. Nothing was changed.")
        refused(meeting, "put_back_item", "twice", sentence)
    except actions.OnAnotherAgenda as error:
        _elsewhere(meeting, "put_back_item", error.meeting)
    except OutOfTurn as error:
        return late(meeting, "put_back_item", error.state)
    return to_meeting(meeting, "agenda")
