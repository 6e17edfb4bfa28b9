"""A meeting in session, item by item: opening, attendance, what is taken down, closing."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.board.blueprint import bp
from app.board.configuration.queries import configuration
from app.board.meetings import earlier_meetings, rules
from app.board.meetings.actions import session as actions
from app.board.meetings.decisions import decided_at, decided_for
from app.board.meetings.models import AgendaItem, ItemRecord, Meeting
from app.board.meetings.people import (
    Seats,
    declared_for,
    leaving,
    names_of,
    quorum_for,
    seats,
    there_for,
)
from app.board.meetings.routes.context import late, page_words, refused, to_meeting
from app.board.meetings.session_forms import RecordForm, attendance_form, record_form
from app.lifecycle import OutOfTurn
from app.web.access import access, allowed
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale


@bp.post("/board/meetings/<int:meeting_id>/open")
@access(post=rules.OPEN)
def open_meeting(meeting: Meeting) -> Response:
    try:
        actions.open_meeting(meeting=meeting, actor_id=actor().person_id)
        flash(_("The meeting is open. Take attendance first."))
    except OutOfTurn as error:
        return late(meeting, "open", error.state)
    return redirect(url_for("board.attendance", meeting_id=meeting.id))


@bp.get("/board/meetings/<int:meeting_id>/session")
@access(get=rules.SESSION)
def session(meeting: Meeting) -> str:
    people, standings = seats(meeting.organisation_id), declared_for(meeting.items)
    needed = configuration(meeting.organisation_id).quorum
    there = there_for(meeting)
    return render_template(
        "board/meetings/session.html",
        meeting=meeting,
        quorum=quorum_for(meeting, people.member_ids, needed, None),
        quorums={
            item.id: quorum_for(meeting, people.member_ids - leaving(item, standings).keys(), needed, item)
            for item in meeting.items
        },
        leaving={
            item.id: names_of(leaving(item, standings).keys() & there, people.everybody)
            for item in meeting.items
        },
        unmarked=len(people.members) - sum(r.person_id in people.member_ids for r in meeting.attendances),
        decided=decided_at(meeting),
        may_close=allowed(rules.CLOSE, actor(), meeting=meeting),
        **page_words(),
    )


@bp.get("/board/meetings/<int:meeting_id>/attendance")
@bp.post("/board/meetings/<int:meeting_id>/attendance")
@access(get=rules.SESSION, post=rules.SESSION)
def attendance(meeting: Meeting) -> str | Response | tuple[str, int]:
    people = seats(meeting.organisation_id)
    form, stale = attendance_form(meeting, people.everybody), False
    if form.validate_on_submit():
        try:
            actions.take_attendance(
                meeting=meeting,
                rows=form.rows(people.everybody),
                guests=form.guests.data,
                seen=form.seen_version(),
                actor_id=actor().person_id,
            )
            flash(_("Attendance is taken down."))
            return redirect(url_for("board.session", meeting_id=meeting.id))
        except OutOfTurn as error:
            return late(meeting, "take_attendance", error.state)
        except Stale:
            form.version.data, stale = str(meeting.version), True
    page = render_template(
        "board/meetings/attendance.html",
        meeting=meeting,
        people=people,
        form=form,
        stale=stale,
        **page_words(),
    )
    return page, 409 if stale else 400 if form.is_submitted() else 200


@bp.get("/board/meetings/<int:meeting_id>/session/<int:item_id>")
@bp.post("/board/meetings/<int:meeting_id>/session/<int:item_id>")
@access(get=rules.TAKE_DOWN, post=rules.TAKE_DOWN)
def take_down(meeting: Meeting, item: AgendaItem) -> str | Response | tuple[str, int]:
    item = next((each for each in meeting.items if each.id == item.id), item)
    people = seats(meeting.organisation_id)
    there = _there_at(meeting, item, people)
    forced = {person: why for person, why in leaving(item, declared_for([item])).items() if person in there}
    form = record_form(item, [person for person in people.everybody if person.id in there], forced)
    if "more" in request.form or not form.validate_on_submit():
        if "more" in request.form or not form.is_submitted() or not len(form.actions):
            form.add_spare_rows(2 if "more" in request.form else 1)
        return _item_page(meeting, item, people, form), 400 if form.errors else 200
    try:
        actions.take_down(
            meeting=meeting,
            item=item,
            facts=form.facts(),
            seen=form.seen_version(),
            actor_id=actor().person_id,
            nonce=form.nonce.data or "",
        )
        flash(_("Item %(number)s is taken down.", number=item.position))
    except AlreadyDone:
        refused(meeting, "take_down", "twice", _("This was taken down already. Nothing was changed."))
    except OutOfTurn as error:
        return late(meeting, "take_down", error.state)
    except Stale as stale:
        return _their_record(meeting, item, people, form, stale)
    return _onward(meeting, item)


def _there_at(meeting: Meeting, item: AgendaItem, people: Seats) -> frozenset[int]:
    """Who is there for the item, those included who left for it; everybody until attendance is taken."""
    if not meeting.attendances:
        return frozenset(person.id for person in people.everybody)
    away = {absence.person_id for absence in item.absences}
    return there_for(meeting, item) | (away & there_for(meeting))


def _their_record(
    meeting: Meeting, item: AgendaItem, people: Seats, form: RecordForm, stale: Stale
) -> tuple[str, int]:
    """What somebody else took down meanwhile, above the form with what was typed."""
    theirs = stale.current
    if not isinstance(theirs, ItemRecord):
        raise stale
    form.version.data = str(theirs.version)
    return _item_page(meeting, item, people, form, theirs), 409


def _onward(meeting: Meeting, item: AgendaItem) -> Response:
    """To the next item, or after the last to the list."""
    following = [each for each in meeting.items if each.position > item.position]
    if "list" in request.form or not following:
        return redirect(url_for("board.session", meeting_id=meeting.id))
    return redirect(url_for("board.take_down", meeting_id=meeting.id, item_id=following[0].id))


def _item_page(
    meeting: Meeting, item: AgendaItem, people: Seats, form: RecordForm, theirs: ItemRecord | None = None
) -> str:
    standings = declared_for([item])
    away = leaving(item, standings).keys()
    needed = configuration(meeting.organisation_id).quorum
    places = [each.id for each in meeting.items]
    here = places.index(item.id)
    review_ids = [item.review_id] if item.review_id else []
    return render_template(
        "board/meetings/session_item.html",
        meeting=meeting,
        item=item,
        form=form,
        theirs=theirs,
        must_leave=names_of(away & there_for(meeting), people.everybody),
        quorum=quorum_for(meeting, people.member_ids - away, needed, item),
        decided=decided_for(review_ids, meeting.id).get(item.review_id or 0),
        before=meeting.items[here - 1] if here else None,
        after=meeting.items[here + 1] if here + 1 < len(places) else None,
        to_approve=earlier_meetings.minutes_to_approve(meeting) if item.kind == "last_minutes" else [],
        approved=earlier_meetings.minutes_approved_at(meeting) if item.kind == "last_minutes" else [],
        arising=earlier_meetings.matters_arising(meeting) if item.kind == "matters_arising" else [],
        may_approve=allowed(rules.CLOSE, actor(), meeting=meeting),
        **page_words(),
    )


@bp.get("/board/meetings/<int:meeting_id>/close")
@bp.post("/board/meetings/<int:meeting_id>/close")
@access(get=rules.CLOSE, post=rules.CLOSE)
def close_meeting(meeting: Meeting) -> str | Response:
    if request.method == "POST":
        try:
            actions.close_meeting(meeting=meeting, actor_id=actor().person_id)
            flash(_("The meeting is closed. The secretary drafts its minutes next."))
        except OutOfTurn as error:
            return late(meeting, "close", error.state)
        return to_meeting(meeting)
    people, decided = seats(meeting.organisation_id), decided_at(meeting)
    marked = {row.person_id for row in meeting.attendances}
    return render_template(
        "board/meetings/close.html",
        meeting=meeting,
        unmarked=[person.name for person in people.members if person.id not in marked],
        not_taken_down=[
            item
            for item in meeting.items
            if item.kind in ("review", "text")
            and item.record is None
            and not (item.review_id in decided and decided[item.review_id or 0].agreed)
        ],
    )
