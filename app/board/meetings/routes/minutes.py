"""Minutes: drafting, reading, editing part by part, approving at a later meeting, publishing; and actions."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.configuration.queries import configuration
from app.board.interests.standing import ReviewStanding
from app.board.meetings import queries, rules
from app.board.meetings.actions import minutes as actions
from app.board.meetings.decisions import decided_at
from app.board.meetings.forms import ActionForm, ApproveForm, PartForm, part_facts
from app.board.meetings.minutes_draft import drafted
from app.board.meetings.minutes_sources import held
from app.board.meetings.models import ActionPoint, Meeting, Minutes, MinutesPart
from app.board.meetings.people import declared_for, may_read, seats
from app.board.meetings.publishing import published_minutes
from app.board.meetings.routes.context import late, page_words, refused, to_meeting
from app.lifecycle import OutOfTurn, note_refusal
from app.web.access import access, allowed
from app.web.roles import actor
from app.web.versions import Stale


@bp.post("/board/meetings/<int:meeting_id>/minutes/draft")
@access(post=rules.DRAFT)
def draft_minutes(meeting: Meeting) -> Response:
    drafts = drafted(held(meeting, str(g.get("language", "en"))))
    try:
        actions.draft_minutes(meeting=meeting, drafts=drafts, actor_id=actor().person_id)
        flash(_("The minutes are drafted from what was taken down. Read them, and change what is not right."))
    except OutOfTurn as error:
        return late(meeting, "draft_minutes", error.state)
    return redirect(url_for("board.minutes", meeting_id=meeting.id))


def _minutes_of(meeting: Meeting) -> Minutes:
    if meeting.minutes is None:
        raise LookupError(f"Meeting {meeting.id} has no minutes.")
    return meeting.minutes


@bp.get("/board/meetings/<int:meeting_id>/minutes")
@access(get=rules.MINUTES)
def minutes(meeting: Meeting) -> str:
    who, standings = actor(), declared_for(meeting.items)
    shut = {
        item.id
        for item in meeting.items
        if may_read(item, who.person_id, standings) is ReviewStanding.RECUSED
    }
    return render_template(
        "board/meetings/minutes.html",
        meeting=meeting,
        minutes=_minutes_of(meeting),
        people=seats(meeting.organisation_id),
        items={item.id: item for item in meeting.items},
        decided=decided_at(meeting),
        shut=shut,
        may_edit=allowed(rules.EDIT, who, meeting=meeting),
        may_publish=allowed(rules.PUBLISH, who, meeting=meeting),
        **page_words(),
    )


@bp.get("/board/meetings/<int:meeting_id>/minutes/<int:part_id>")
@bp.post("/board/meetings/<int:meeting_id>/minutes/<int:part_id>")
@access(get=rules.EDIT, post=rules.EDIT)
def edit_minutes(meeting: Meeting, part: MinutesPart) -> str | Response | tuple[str, int]:
    form, stale = PartForm(data=part_facts(part)), False
    form.offer_rules(meeting.organisation.nation, part.private_rule)
    if form.validate_on_submit():
        try:
            actions.edit_part(
                meeting=meeting,
                part=part,
                facts=form.facts(),
                seen=form.seen_version(),
                actor_id=actor().person_id,
            )
            flash(_("This part of the minutes is saved."))
            return redirect(url_for("board.minutes", meeting_id=meeting.id, _anchor=f"part-{part.position}"))
        except OutOfTurn as error:
            return late(meeting, "edit_minutes", error.state)
        except Stale:
            form.version.data, stale = str(part.version), True
    page = render_template(
        "board/meetings/part.html",
        meeting=meeting,
        part=part,
        form=form,
        stale=stale,
        revisions=queries.revisions(part),
        **page_words(),
    )
    return page, 409 if stale else 400 if form.is_submitted() else 200


@bp.get("/board/meetings/<int:meeting_id>/approve/<int:minutes_id>")
@bp.post("/board/meetings/<int:meeting_id>/approve/<int:minutes_id>")
@access(get=rules.APPROVE, post=rules.APPROVE)
def approve_minutes(meeting: Meeting, minutes: Minutes) -> str | Response | tuple[str, int]:
    form = ApproveForm()
    if not form.validate_on_submit():
        page = render_template(
            "board/meetings/approve.html", meeting=meeting, minutes=minutes, form=form, **page_words()
        )
        return page, 400 if form.is_submitted() else 200
    try:
        actions.approve_minutes(
            minutes=minutes, meeting=meeting, corrections=form.corrections.data, actor_id=actor().person_id
        )
        flash(_("The minutes are approved."))
    except OutOfTurn as error:
        return late(meeting, "approve_minutes", error.state)
    item = next((each for each in meeting.items if each.kind == "last_minutes"), None)
    if item is None:
        return redirect(url_for("board.session", meeting_id=meeting.id))
    return redirect(url_for("board.take_down", meeting_id=meeting.id, item_id=item.id))


@bp.get("/board/meetings/<int:meeting_id>/publish")
@bp.post("/board/meetings/<int:meeting_id>/publish")
@access(get=rules.PUBLISH, post=rules.PUBLISH)
def publish_minutes(meeting: Meeting) -> str | Response:
    public = configuration(meeting.organisation_id).minutes_public
    if request.method == "GET":
        return render_template(
            "board/meetings/publish.html",
            meeting=meeting,
            public=public,
            shown=published_minutes(meeting, _minutes_of(meeting)),
        )
    if not public:
        sentence = _("Your organisation does not publish minutes of its board. Nothing was changed.")
        refused(meeting, "publish_minutes", "not_public", sentence)
        return to_meeting(meeting)
    try:
        actions.publish_minutes(meeting=meeting, actor_id=actor().person_id)
        flash(_("The minutes are public."))
    except OutOfTurn as error:
        return late(meeting, "publish_minutes", error.state)
    return to_meeting(meeting)


@bp.get("/board/actions/<int:action_id>")
@bp.post("/board/actions/<int:action_id>")
@access(get=rules.ACTION, post=rules.ACTION)
def mark_action(action: ActionPoint) -> str | Response | tuple[str, int]:
    form = ActionForm(data={"state": action.state, "note": action.state_note, "version": action.version})
    if form.validate_on_submit():
        try:
            actions.mark_action(
                action=action,
                state=form.state.data,
                why=form.note.data,
                seen=form.seen_version(),
                actor_id=actor().person_id,
            )
            flash(_("It is noted how this stands."))
            return redirect(url_for("board.meetings"))
        except Stale:
            note_refusal(actor(), "mark_action", subject_type="meeting", subject_id=action.id, why="stale")
            form.version.data = str(action.version)
            page = render_template(
                "board/meetings/action.html", action=action, form=form, stale=True, **page_words()
            )
            return page, 409
    page = render_template(
        "board/meetings/action.html", action=action, form=form, stale=False, **page_words()
    )
    return page, 400 if form.is_submitted() else 200
