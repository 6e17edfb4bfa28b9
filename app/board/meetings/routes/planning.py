"""The list of meetings, one meeting's page, its plan, its call and its file for calendars."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.configuration.queries import configuration
from app.board.meetings import earlier_meetings, queries, rules
from app.board.meetings.actions import planning as actions
from app.board.meetings.calendar import MIMETYPE, calendar_file
from app.board.meetings.decisions import decided_at
from app.board.meetings.forms import CancelForm, MeetingForm, facts_of
from app.board.meetings.models import Meeting
from app.board.meetings.people import declared_for, leaving, names_of, quorum_for, seats
from app.board.meetings.routes.context import late, page_words, refused, to_meeting
from app.lifecycle import OutOfTurn
from app.web.access import access, allowed
from app.web.lists import ListAddress
from app.web.nonces import AlreadyDone
from app.web.roles import Role, actor
from app.web.versions import Stale


@bp.get("/board/meetings")
@access(get=rules.READ)
def meetings() -> str:
    who = actor()
    past, pagination = queries.past(who.organisation_id, ListAddress.asked().page)
    return render_template(
        "board/meetings/list.html",
        coming=queries.coming(who.organisation_id),
        past=past,
        pagination=pagination,
        actions=earlier_meetings.open_actions(who.organisation_id),
        may_plan=allowed(rules.PLAN, who),
        may_mark=who.has(Role.BOARD_SECRETARY, Role.BOARD_CHAIR),
        **page_words(),
    )


@bp.get("/board/meetings/new")
@bp.post("/board/meetings/new")
@access(get=rules.PLAN, post=rules.PLAN)
def new_meeting() -> str | Response | tuple[str, int]:
    form = MeetingForm()
    if not form.validate_on_submit():
        page = render_template("board/meetings/plan.html", form=form, meeting=None)
        return page, 400 if form.is_submitted() else 200
    try:
        made = actions.plan_meeting(
            organisation_id=actor().organisation_id,
            facts=form.facts(),
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
        flash(_("The meeting is planned. Now build its agenda."))
        return to_meeting(made)
    except AlreadyDone as done:
        known = int(done.result) if done.result.isdigit() else 0
        found = queries.meeting(actor().organisation_id, known)
        if found is None:
            return redirect(url_for("board.meetings"))
        refused(found, "plan", "twice", _("This meeting was planned already. Nothing was changed."))
        return to_meeting(found)


@bp.get("/board/meetings/<int:meeting_id>")
@access(get=rules.READ)
def meeting(meeting: Meeting) -> str:
    who = actor()
    people, standings = seats(meeting.organisation_id), declared_for(meeting.items)
    needed = configuration(meeting.organisation_id).quorum
    may_change = allowed(rules.AGENDA, who, meeting=meeting)
    rest = {
        "quorum": quorum_for(meeting, people.member_ids, needed, None),
        "total": sum(item.minutes_allotted for item in meeting.items),
        "leaving": {item.id: names_of(leaving(item, standings), people.everybody) for item in meeting.items},
        "decided": decided_at(meeting),
        "removed": queries.removed_items(meeting.id) if may_change else [],
        "left_over": earlier_meetings.left_over(meeting.organisation_id) if may_change else [],
        "may": {
            name: allowed(rule, who, meeting=meeting)
            for name, rule in {
                "change": rules.AGENDA,
                "send": rules.SEND_PAPERS,
                "open": rules.OPEN,
                "run": rules.SESSION,
                "papers": rules.PAPERS,
                "draft": rules.DRAFT,
                "publish": rules.PUBLISH,
            }.items()
        },
    }
    return render_template("board/meetings/meeting.html", meeting=meeting, **rest, **page_words())


@bp.get("/board/meetings/<int:meeting_id>/edit")
@bp.post("/board/meetings/<int:meeting_id>/edit")
@access(get=rules.AGENDA, post=rules.AGENDA)
def edit_meeting(meeting: Meeting) -> str | Response | tuple[str, int]:
    form = MeetingForm(data=facts_of(meeting))
    stale = False
    if form.validate_on_submit():
        try:
            actions.change_meeting(
                meeting=meeting, facts=form.facts(), seen=form.seen_version(), actor_id=actor().person_id
            )
            flash(_("The meeting is changed."))
            return to_meeting(meeting)
        except OutOfTurn as error:
            return late(meeting, "change", error.state)
        except Stale:
            form.version.data, stale = str(meeting.version), True
    page = render_template("board/meetings/plan.html", form=form, meeting=meeting, stale=stale)
    return page, 409 if stale else 400 if form.is_submitted() else 200


@bp.post("/board/meetings/<int:meeting_id>/send")
@access(post=rules.SEND_PAPERS)
def send_papers(meeting: Meeting) -> Response:
    try:
        actions.send_papers(meeting=meeting, actor_id=actor().person_id)
        flash(_("The papers are out, and the board is called to the meeting."))
    except OutOfTurn as error:
        return late(meeting, "send_papers", error.state)
    return to_meeting(meeting)


@bp.get("/board/meetings/<int:meeting_id>/cancel")
@bp.post("/board/meetings/<int:meeting_id>/cancel")
@access(get=rules.AGENDA, post=rules.CANCEL)
def cancel_meeting(meeting: Meeting) -> str | Response | tuple[str, int]:
    form = CancelForm()
    if not form.validate_on_submit():
        page = render_template("board/meetings/cancel.html", form=form, meeting=meeting)
        return page, 400 if form.is_submitted() else 200
    try:
        actions.cancel_meeting(meeting=meeting, reason=form.reason.data, actor_id=actor().person_id)
        flash(_("The meeting is cancelled. Its reviews wait in the queue again."))
    except OutOfTurn as error:
        return late(meeting, "cancel", error.state)
    return to_meeting(meeting)


@bp.get("/board/meetings/<int:meeting_id>/meeting.ics")
@access(get=rules.READ)
def meeting_calendar(meeting: Meeting) -> FlaskResponse:
    text = calendar_file(
        meeting,
        title=_("Ethics board: %(organisation)s", organisation=meeting.organisation.name),
        address=url_for("board.meeting", meeting_id=meeting.id, _external=True),
        host=request.host.partition(":")[0],
    )
    headers = {
        "Content-Disposition": f'attachment; filename="meeting-{meeting.id}.ics"',
        "Content-Language": str(g.get("language", "en")),
        "Cache-Control": "private, no-store",
    }
    return FlaskResponse(text, mimetype=MIMETYPE, headers=headers)
