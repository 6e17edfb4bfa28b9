"""Records and drafts that tests of the register's editing begin with, made through its actions."""

from __future__ import annotations

from typing import Any

from app.database import db
from app.register.editing import actions
from app.register.models import Entry, EntryDraft, EntryVersion
from app.register.record import FieldValue, Record, Table
from app.web.roles import Role
from tests.support.people import Council


def a_use(title: str = "Housing repairs triage", **fields: FieldValue) -> Record:
    """What a team answered: complete enough to be published; more fields, or others, by keyword."""
    values = {
        "summary": FieldValue.of("It sorts repair requests so that urgent ones are seen first."),
        "detailed_description": FieldValue.of("It reads the request and proposes how urgent it is."),
        "appeals_and_review": FieldValue.of("Write to the repairs team within 28 days."),
        "contact_email": FieldValue.of("repairs.team@northmere.example"),
        "monitoring": FieldValue.of(
            Table(("Signal", "How often"), (("Share of urgent repairs", "Every month"), ("Complaints", "")))
        ),
        "vulnerable_people": FieldValue.of(("Older people", "Disabled people"), "older,disabled"),
        "personal_data": FieldValue.of("Yes, names and addresses", "yes"),
        **fields,
    }
    return Record(
        title=title,
        organisation_name="Northmere Council",
        organisation_slug="northmere",
        phase="public_beta",
        service_area="housing",
        fields=tuple(values.items()),
    )


def the_draft(entry_id: int) -> EntryDraft:
    """An entry's draft as it is stored now."""
    (draft,) = _read(db.select(EntryDraft).where(EntryDraft.entry_id == entry_id))
    return draft


def the_entry(entry_id: int) -> Entry:
    """An entry as it is stored now."""
    (entry,) = _read(db.select(Entry).where(Entry.id == entry_id))
    return entry


def versions_of(entry_id: int) -> list[EntryVersion]:
    """An entry's versions, oldest first."""
    statement = db.select(EntryVersion).where(EntryVersion.entry_id == entry_id)
    return _read(statement.order_by(EntryVersion.number))


def _read(statement: Any) -> list[Any]:
    """Rows as they are stored now; leaves no transaction open, for which a request would wait."""
    db.session.rollback()
    rows = list(db.session.scalars(statement.execution_options(populate_existing=True)))
    db.session.commit()
    return rows


def draft_record(entry_id: int) -> Record:
    """What an entry's draft says now."""
    return Record.from_data(the_draft(entry_id).record)


def saved(council: Council, record: Record | None = None, key: str = "use-1") -> Entry:
    """An entry with a draft, as the team's package makes it."""
    return actions.save_draft(
        organisation_id=council.organisation_id,
        origin="candour",
        source_key=key,
        record=record or a_use(),
        actor_id=council.people[Role.ACCOUNTABLE_OWNER],
    )


def sent(council: Council, record: Record | None = None, key: str = "use-1") -> Entry:
    """An entry whose draft the register editor sent for its second check."""
    entry = saved(council, record, key)
    draft = the_draft(entry.id)
    editor = council.people[Role.REGISTER_EDITOR]
    actions.send_for_check(draft=draft, seen_version=draft.version, actor_id=editor)
    return entry


def published(council: Council, record: Record | None = None, key: str = "use-1") -> Entry:
    """An entry published by a second person."""
    entry = sent(council, record, key)
    draft = the_draft(entry.id)
    second = council.people[Role.ADMINISTRATOR]
    actions.publish(draft=draft, seen_version=draft.version, actor_id=second, change_note="First version")
    return the_entry(entry.id)
