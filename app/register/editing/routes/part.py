"""The pages on which an editor changes one part of an entry or withholds one of its fields."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.register.editing import actions, groups
from app.register.editing.blueprint import EDIT, EDITOR, bp
from app.register.editing.boxes import boxes
from app.register.editing.forms import WithholdForm
from app.register.editing.part_input import PartReader
from app.register.editing.routes.entries import Page, overview_address, stage
from app.register.lifecycle import EntryStage
from app.register.models import Entry, EntryDraft
from app.register.record import FieldState, Record
from app.register.record.public_fields import PublicField, public_field
from app.web.access import access
from app.web.forms import BaseForm
from app.web.roles import actor
from app.web.versions import Stale


@bp.get("/<int:entry_id>/part/<group_id>")
@bp.post("/<int:entry_id>/part/<group_id>")
@access(get=EDITOR, post=EDIT)
def part(entry: Entry, group_id: str) -> Page:
    """One part: its fields in a form, and beside it how residents will see them."""
    if group_id not in groups.group_ids():
        abort(404)
    if request.method == "GET" and stage(entry) is not EntryStage.EDITING:
        return redirect(overview_address(entry))
    if entry.draft is None:
        raise Stale(None)
    reader = _reader(group_id, entry.draft)
    if request.method == "GET":
        return _part_page(entry, reader)
    if not reader.valid():
        return _part_page(entry, reader), 400
    try:
        _save(entry.draft, reader)
    except Stale:
        return _stale_page(entry, group_id)
    flash(_("“%(part)s” is saved.", part=groups.label_of_group(group_id)))
    return redirect(_after(entry, group_id))


def _reader(group_id: str, draft: EntryDraft) -> PartReader:
    reader = PartReader(group_id, Record.from_data(draft.record), request.form)
    if request.method == "GET":
        reader.form.version.data = str(draft.version)
    return reader


def _save(draft: EntryDraft, reader: PartReader) -> None:
    """Saves, also when another part was saved meanwhile, since nothing of this page has changed then."""
    seen = reader.form.seen_version()
    if seen != draft.version and reader.untouched_since():
        seen = draft.version
    actions.edit_draft(draft=draft, seen_version=seen, changes=reader.changes(), actor_id=actor().person_id)


def _part_page(entry: Entry, reader: PartReader) -> str:
    notices = groups.notices(reader.record)
    shown = boxes(reader.group_id, reader.record, reader.form, notices)
    return render_template(
        "editing/part.html",
        entry=entry,
        record=reader.record,
        form=reader.form,
        group_id=reader.group_id,
        basics=reader.basics(),
        heading=groups.label_of_group(reader.group_id),
        boxes=[box for box in shown if box.asked],
        more=[box for box in shown if not box.asked],
        doubts=[n for n in notices if n.part == reader.group_id],
        parts=groups.parts(reader.record, notices),
        following=_following(reader.group_id),
    )


def _stale_page(entry: Entry, group_id: str) -> Page:
    """Both texts of every field that differs, with a choice for each."""
    if entry.draft is None:
        raise Stale(None)
    reader = _reader(group_id, entry.draft)
    clashes, left_over = reader.clashes(), reader.left_over()
    if not clashes and not left_over:
        flash(_("Somebody else saved the same words first. Nothing was lost."))
        return redirect(url_for("editing.part", entry_id=entry.id, group_id=group_id))
    page = render_template(
        "editing/stale.html",
        entry=entry,
        group_id=group_id,
        part=groups.label_of_group(group_id),
        version=entry.draft.version,
        clashes=clashes,
        left_over=left_over,
    )
    return page, 409


def _following(group_id: str) -> str | None:
    ids = groups.group_ids()
    place = ids.index(group_id) + 1
    return groups.label_of_group(ids[place]) if place < len(ids) else None


def _after(entry: Entry, group_id: str) -> str:
    ids = groups.group_ids()
    place = ids.index(group_id) + 1
    then = request.form.get("then")
    if then == "next" and place < len(ids):
        return url_for("editing.part", entry_id=entry.id, group_id=ids[place])
    if then == "stay":
        return url_for("editing.part", entry_id=entry.id, group_id=group_id)
    return overview_address(entry)


def _field(field_id: str) -> PublicField:
    field = public_field(field_id)
    if field is None:
        abort(404)
    return field


@bp.get("/<int:entry_id>/withhold/<field_id>")
@bp.post("/<int:entry_id>/withhold/<field_id>")
@access(get=EDITOR, post=EDIT)
def withhold(entry: Entry, field_id: str) -> Page:
    """Keeps a field back, on a ground, authorised by a post, until a day."""
    field = _field(field_id)
    if request.method == "GET" and stage(entry) is not EntryStage.EDITING:
        return redirect(overview_address(entry))
    if entry.draft is None:
        raise Stale(None)
    value = Record.from_data(entry.draft.record).field(field.id)
    withheld = value.state is FieldState.WITHHELD
    before = {"ground": value.reason, "authorised_by": value.authorised_by, "until": value.until}
    form = WithholdForm(version=entry.draft.version, **(before if withheld else {}))
    if not form.validate_on_submit():
        page = render_template(
            "editing/withhold.html", entry=entry, field=field, value=value, withheld=withheld, form=form
        )
        return page, 400 if form.is_submitted() else 200
    actions.withhold_field(
        draft=entry.draft,
        seen_version=form.seen_version(),
        field_id=field.id,
        ground=form.ground.data,
        authorised_by=form.authorised_by.data,
        until=form.until.data,
        actor_id=actor().person_id,
    )
    flash(_("“%(field)s” is withheld.", field=groups.label_of_field(field.id)))
    return redirect(url_for("editing.part", entry_id=entry.id, group_id=field.group))


@bp.post("/<int:entry_id>/release/<field_id>")
@access(post=EDIT)
def release(entry: Entry, field_id: str) -> Response:
    """Ends withholding."""
    field = _field(field_id)
    if entry.draft is None:
        raise Stale(None)
    actions.release_field(
        draft=entry.draft,
        seen_version=BaseForm().seen_version(),
        field_id=field.id,
        actor_id=actor().person_id,
    )
    flash(_("“%(field)s” is no longer withheld. Check what it says.", field=groups.label_of_field(field.id)))
    return redirect(url_for("editing.part", entry_id=entry.id, group_id=field.group))
