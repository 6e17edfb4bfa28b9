"""The list of entries, one entry's overview, and what begins or ends its editing."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.register.editing import actions, queries, words
from app.register.editing.blueprint import BEGIN, DISCARD, EDITOR, RETIRE, SEND, bp
from app.register.editing.forms import RetireForm
from app.register.editing.groups import notices, parts
from app.register.lifecycle import EntryStage, Move, may, stage_of
from app.register.models import Entry
from app.register.record import Record
from app.web.access import access
from app.web.forms import BaseForm
from app.web.nonces import AlreadyDone
from app.web.roles import actor
from app.web.versions import Stale

Page = str | Response | tuple[str, int]


def stage(entry: Entry) -> EntryStage:
    """Where an entry stands."""
    draft_state = entry.draft.state if entry.draft else None
    return stage_of(draft_state=draft_state, retired=entry.retired_at is not None)


def overview_address(entry: Entry) -> str:
    """Address of an entry's overview."""
    return url_for("editing.entry", entry_id=entry.id)


@bp.get("")
@access(get=EDITOR)
def entries() -> str:
    """Entries at one stage, with the number at each."""
    choice = queries.EntriesAddress.asked()
    chosen, text = EntryStage(choice["state"]), choice.search
    found = queries.entries(actor().organisation_id, chosen, text, choice.page)

    def address(number: int) -> str:
        return url_for("editing.entries", state=chosen.value, q=text or None, page=number)

    return render_template(
        "editing/entries.html", found=found, chosen=chosen, q=text, words=words, address=address
    )


@bp.get("/<int:entry_id>")
@access(get=EDITOR)
def entry(entry: Entry) -> str:
    """One entry: its parts with what is missing, and what can be done next."""
    return overview(entry)


def overview(entry: Entry, *, refused: bool = False) -> str:
    """The page of one entry; `refused` shows its errors in the summary above."""
    published = queries.published_version(entry)
    shown = entry.draft.record if entry.draft else published.record if published else None
    record = Record.from_data(shown) if shown else None
    found = notices(record) if record else ()
    now = stage(entry)
    people = {entry.draft.edited_by_id, entry.draft.sent_by_id} if entry.draft else set()
    return render_template(
        "editing/entry.html",
        entry=entry,
        draft=entry.draft,
        title=record.title if record else entry.title,
        record=record,
        published=published,
        parts=parts(record, found) if record else (),
        doubts=found,
        stage=now,
        words=words,
        names=queries.names(people),
        may_publish=entry.draft is not None and actions.may_publish(entry.draft, actor().person_id),
        may_retire=may(now, Move.RETIRE),
        refused=refused,
        form=BaseForm(version=entry.draft.version if entry.draft else 0),
    )


@bp.post("/<int:entry_id>/begin")
@access(post=BEGIN)
def begin(entry: Entry) -> Response:
    """Starts the next version."""
    form = BaseForm()
    try:
        actions.begin_draft(entry=entry, actor_id=actor().person_id, nonce=(form.nonce.data or "")[:64])
        flash(_("A new version is begun. Residents see the old one until yours is published."))
    except AlreadyDone:
        flash(_("The new version was begun already."))
    return redirect(overview_address(entry))


@bp.post("/<int:entry_id>/send")
@access(post=SEND)
def send(entry: Entry) -> Page:
    """Hands the draft to a second person."""
    if entry.draft is None:
        raise Stale(None)
    try:
        actions.send_for_check(
            draft=entry.draft, seen_version=BaseForm().seen_version(), actor_id=actor().person_id
        )
    except actions.NotReady:
        return overview(entry, refused=True), 400
    flash(_("“%(title)s” now waits for its second check.", title=entry.draft.title))
    return redirect(url_for("editing.entries", state=EntryStage.SECOND_CHECK.value))


@bp.get("/<int:entry_id>/discard")
@bp.post("/<int:entry_id>/discard")
@access(get=EDITOR, post=DISCARD)
def discard(entry: Entry) -> Page:
    """Asks before it drops a draft of a published entry."""
    if entry.draft is None or entry.published_number is None:
        return redirect(overview_address(entry))
    form = BaseForm(version=entry.draft.version)
    if not form.validate_on_submit():
        page = render_template("editing/discard.html", entry=entry, draft=entry.draft, form=form)
        return page, 400 if form.is_submitted() else 200
    actions.discard_draft(draft=entry.draft, seen_version=form.seen_version(), actor_id=actor().person_id)
    flash(_("The draft is gone. The entry stays as residents see it."))
    return redirect(overview_address(entry))


@bp.get("/<int:entry_id>/retire")
@bp.post("/<int:entry_id>/retire")
@access(get=EDITOR, post=RETIRE)
def retire(entry: Entry) -> Page:
    """Asks for the reason and takes the entry out of the register."""
    if request.method == "GET" and not may(stage(entry), Move.RETIRE):
        return redirect(overview_address(entry))
    form = RetireForm(version=entry.version)
    title = entry.draft.title if entry.draft else entry.title
    if not form.validate_on_submit():
        page = render_template("editing/retire.html", entry=entry, title=title, form=form)
        return page, 400 if form.is_submitted() else 200
    actions.retire(
        entry=entry, seen_version=form.seen_version(), reason=form.reason.data, actor_id=actor().person_id
    )
    flash(_("“%(title)s” has left the register. Its address says why.", title=title))
    return redirect(url_for("editing.entries", state=EntryStage.RETIRED.value))
