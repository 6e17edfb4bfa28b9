"""Changes to drafts: taking over what a team answered, an editor's words, and what is withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.register.editing.actions.common import (
    draft_of,
    locked_entry,
    published_record,
    require_move,
    set_record,
    slug_of,
)
from app.register.lifecycle import EntryStage, Move
from app.register.models import Entry, EntryDraft, EntrySource
from app.register.record import FieldState, FieldValue, Record
from app.register.record.merge import in_page_order, merge
from app.register.record.parts import parts_by_hand
from app.register.record.public_fields import public_field
from app.web.nonces import spend
from app.web.versions import lock_if_version

ORIGIN = "candour"
EDITABLE_ATTRIBUTES = frozenset(part.name for part in parts_by_hand())


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """An editor's changes: attributes of the record by name, and fields by id."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, FieldValue] = field(default_factory=dict)


def save_draft(
    *, organisation_id: int, origin: str, source_key: str, record: Record, actor_id: int | None
) -> Entry:
    """Makes the entry and its draft from what a team answered, or takes newer answers over.

    An editor's words stay in every field of which the team's answer did not change. A draft that waits for
    its second check goes back to the editor when the answers changed something in it.
    """
    with transaction() as session:
        entry = entry_by_key(session, organisation_id, origin, source_key)
        if entry is None:
            entry = Entry(
                organisation_id=organisation_id,
                origin=origin,
                source_key=source_key,
                slug=slug_of(record.title),
            )
            session.add(entry)
            session.flush()
        draft = draft_of(session, entry.id)
        source = session.get(EntrySource, entry.id)
        edited = Record.from_data(draft.record) if draft else published_record(session, entry)
        before = Record.from_data(source.record) if source else None
        merged = merge(edited=edited, before=before, after=record) if edited else in_page_order(record)
        _keep_source(session, entry, source, record)
        require_move(entry, draft, Move.TAKE_ANSWERS)
        if edited is None or merged.content_hash() != edited.content_hash():
            _put(session, entry, draft, merged)
            audit.record(entry, "entry.draft_saved", actor_id=actor_id, origin=origin)
    return entry


def entry_by_key(session: Session, organisation_id: int, origin: str, source_key: str) -> Entry | None:
    return session.scalars(
        select(Entry)
        .where(
            Entry.organisation_id == organisation_id,
            Entry.origin == origin,
            Entry.source_key == source_key,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _keep_source(session: Session, entry: Entry, source: EntrySource | None, record: Record) -> None:
    digest = record.content_hash()
    if source is None:
        session.add(EntrySource(entry_id=entry.id, record=dict(record.to_data())))
    elif digest != entry.source_hash:
        source.record = dict(record.to_data())
        source.updated_at = utcnow()
    entry.source_hash = digest


def _put(session: Session, entry: Entry, draft: EntryDraft | None, record: Record) -> EntryDraft:
    if draft is None:
        draft = EntryDraft(entry_id=entry.id)
        session.add(draft)
    draft.state = EntryStage.EDITING
    set_record(draft, record)
    session.flush()
    return draft


def begin_draft(*, entry: Entry, actor_id: int, nonce: str) -> EntryDraft:
    """Starts the next version of a published or retired entry from what was published last.

    Raises:
        AlreadyDone: the form was sent before.
        OutOfTurn: there is a draft already.
    """
    with transaction() as session:
        spend(session, nonce)
        held = locked_entry(session, entry.id)
        require_move(held, draft_of(session, held.id), Move.BEGIN)
        record = published_record(session, held) or _source_record(session, held)
        draft = _put(session, held, None, record)
        audit.record(held, "entry.draft_begun", actor_id=actor_id)
    return draft


def _source_record(session: Session, entry: Entry) -> Record:
    """What the team gave, for an entry that was retired before it was ever published."""
    return in_page_order(Record.from_data(session.get_one(EntrySource, entry.id).record))


def discard_draft(*, draft: EntryDraft, seen_version: int, actor_id: int) -> None:
    """Drops a draft; the entry stays as the public sees it.

    Raises:
        Stale: the draft was changed meanwhile.
        OutOfTurn: it waits for its second check, or the entry was never published.
    """
    with transaction() as session:
        fresh = lock_if_version(session, draft, seen_version)
        entry = locked_entry(session, fresh.entry_id)
        stage = require_move(entry, fresh, Move.DISCARD)
        if entry.published_number is None:
            raise OutOfTurn(stage, Move.DISCARD)
        session.delete(fresh)
        audit.record(entry, "entry.draft_discarded", actor_id=actor_id)


def edit_draft(*, draft: EntryDraft, seen_version: int, changes: DraftChanges, actor_id: int) -> EntryDraft:
    """Saves an editor's words.

    Raises:
        Stale: somebody saved a newer version.
        OutOfTurn: the draft waits for its second check.
        ValueError: a change names an attribute or field that editors cannot change.
    """
    for name in changes.attributes:
        if name not in EDITABLE_ATTRIBUTES:
            raise ValueError(f"editors cannot change {name}")
    for name in changes.fields:
        if public_field(name) is None:
            raise ValueError(f"there is no public field {name}")
    return _change(draft, seen_version, changes, actor_id, "draft_edited")


def _change(
    draft: EntryDraft, seen_version: int, changes: DraftChanges, actor_id: int | None, action: str
) -> EntryDraft:
    with transaction() as session:
        fresh = lock_if_version(session, draft, seen_version)
        entry = session.get_one(Entry, fresh.entry_id)
        require_move(entry, fresh, Move.EDIT)
        before = Record.from_data(fresh.record)
        after = before
        for name, text in changes.attributes.items():
            after = replace(after, **{name: text})  # type: ignore[arg-type]
        for name, value in changes.fields.items():
            if value != before.field(name):
                after = after.with_field(name, value)
        if after == before:
            return fresh
        set_record(fresh, in_page_order(after))
        fresh.edited_by_id = actor_id
        changed = sorted(
            [name for name in changes.attributes if getattr(before, name) != getattr(after, name)]
            + [name for name in changes.fields if before.field(name) != after.field(name)]
        )
        audit.record(entry, f"entry.{action}", actor_id=actor_id, fields=changed)
    return fresh


def withhold_field(
    *,
    draft: EntryDraft,
    seen_version: int,
    field_id: str,
    ground: str,
    authorised_by: str,
    until: date | None,
    actor_id: int,
) -> EntryDraft:
    """Keeps a field back from the public, saying on what ground, which post authorised it and until when.

    What it said is taken out of the draft, so that nothing withheld can leak; the team's answer keeps it.

    Raises:
        Stale, OutOfTurn: as for `edit_draft`.
        ValueError: no ground is given, or there is no such field.
    """
    if public_field(field_id) is None:
        raise ValueError(f"there is no public field {field_id}")
    value = FieldValue.withheld(ground, authorised_by, until)
    return _change(draft, seen_version, DraftChanges(fields={field_id: value}), actor_id, "field_withheld")


def release_field(*, draft: EntryDraft, seen_version: int, field_id: str, actor_id: int) -> EntryDraft:
    """Ends withholding: the field says what the team answered, else what was published last, else nothing.

    Raises:
        Stale, OutOfTurn: as for `edit_draft`.
    """
    with transaction() as session:
        entry = session.get_one(Entry, draft.entry_id)
        source = session.get(EntrySource, entry.id)
        known = (Record.from_data(source.record) if source else None, published_record(session, entry))
        said = (record.field(field_id) for record in known if record)
        value = next((v for v in said if v.state is not FieldState.WITHHELD), FieldValue.of(None))
        changes = DraftChanges(fields={field_id: value})
        return _change(draft, seen_version, changes, actor_id, "field_released")
