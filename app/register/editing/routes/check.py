"""The second person's pages: what changes in public, publish it or send it back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.register.editing import actions, groups, queries
from app.register.editing.blueprint import EDITOR, PUBLISHER, RETURN, bp
from app.register.editing.forms import PublishForm, ReturnDraftForm
from app.register.editing.routes.entries import Page, overview_address, stage
from app.register.lifecycle import EntryStage
from app.register.models import Entry
from app.register.pages.view import view_of
from app.register.published.difference_words import in_words
from app.register.record import ChangePart, FieldChange, FieldValue, Record, differences
from app.register.record.public_fields import public_field
from app.web.access import access
from app.web.roles import actor
from app.web.versions import Stale


@dataclass(frozen=True, slots=True)
class CheckedDifference:
    """One difference in words, under the heading of its part of the page; either side may say nothing."""

    part: str
    label: str
    type: str
    before: FieldValue
    after: FieldValue


def changes(before: Record | None, after: Record) -> dict[str, list[CheckedDifference]]:
    """Everything that publishing will change for residents, by part; at first all that it says."""
    empty = Record(title="", organisation_name=after.organisation_name, organisation_slug="", kind="")
    by_part: dict[str, list[CheckedDifference]] = {}
    for found in differences(before or empty, after):
        change = _in_words(found)
        by_part.setdefault(change.part, []).append(change)
    return by_part


def _in_words(change: FieldChange) -> CheckedDifference:
    field = public_field(change.field_id) if change.part is ChangePart.FIELD else None
    board = change.part in (ChangePart.BOARD, ChangePart.UPKEEP)
    part = groups.label_of_field("board") if board else groups.label_of_group(groups.part_of(change.field_id))
    return CheckedDifference(
        part=part,
        label=groups.label_of_field(change.field_id),
        type=field.type.value if field else "text",
        before=in_words(change, change.before),
        after=in_words(change, change.after),
    )


@bp.get("/<int:entry_id>/check")
@bp.post("/<int:entry_id>/check")
@access(get=EDITOR, post=PUBLISHER)
def check(entry: Entry) -> Page:
    """What changes against the public version, field by field; publishes on confirmation."""
    if request.method == "GET" and stage(entry) is not EntryStage.SECOND_CHECK:
        return redirect(overview_address(entry))
    if entry.draft is None:
        raise Stale(None)
    form = PublishForm(version=entry.draft.version)
    if not form.validate_on_submit():
        return _check_page(entry, form), 400 if form.is_submitted() else 200
    version = actions.publish(
        draft=entry.draft,
        seen_version=form.seen_version(),
        actor_id=actor().person_id,
        change_note=form.change_note.data,
    )
    return _published_page(entry, version.number)


def _check_page(entry: Entry, form: PublishForm) -> str:
    draft = entry.draft
    if draft is None:
        raise Stale(None)
    record = Record.from_data(draft.record)
    return render_template(
        "editing/check.html",
        entry=entry,
        draft=draft,
        form=form,
        changes=changes(queries.published_record(entry), record),
        doubts=groups.notices(record),
        names=queries.names({draft.edited_by_id, draft.sent_by_id}),
        may_publish=actions.may_publish(draft, actor().person_id),
    )


def _published_page(entry: Entry, number: int) -> Response:
    flash(_("“%(title)s” is published as version %(number)s.", title=entry.title, number=number))
    return redirect(overview_address(entry))


@bp.get("/<int:entry_id>/preview")
@access(get=EDITOR)
def preview(entry: Entry) -> Page:
    """The whole public page, made from the draft, or from what is public when there is none."""
    record = Record.from_data(entry.draft.record) if entry.draft else queries.published_record(entry)
    if record is None:
        return redirect(overview_address(entry))
    return render_template("editing/preview.html", view=view_of(record), entry_id=entry.id)


@bp.get("/<int:entry_id>/return")
@bp.post("/<int:entry_id>/return")
@access(get=EDITOR, post=RETURN)
def send_back(entry: Entry) -> Page:
    """Gives the draft back to its editor with a note."""
    if request.method == "GET" and stage(entry) is not EntryStage.SECOND_CHECK:
        return redirect(overview_address(entry))
    if entry.draft is None:
        raise Stale(None)
    form = ReturnDraftForm(version=entry.draft.version)
    if not form.validate_on_submit():
        page = render_template("editing/send_back.html", entry=entry, draft=entry.draft, form=form)
        return page, 400 if form.is_submitted() else 200
    actions.return_to_editor(
        draft=entry.draft,
        seen_version=form.seen_version(),
        note=form.note.data,
        actor_id=actor().person_id,
    )
    flash(_("“%(title)s” is back with its editor.", title=entry.draft.title))
    return redirect(url_for("editing.entries"))
