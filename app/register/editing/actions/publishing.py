"""From a checked draft to a public version, and back: the second check, publication, retirement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import audit
from app.database import transaction, utcnow
from app.register.editing.actions.common import draft_of, locked_entry, require_move, slug_of
from app.register.lifecycle import EntryStage, Move
from app.register.linter.problems import RecordProblem, Severity, problems
from app.register.models import Entry, EntryDraft, EntryVersion
from app.register.published.search import index
from app.register.record import Record
from app.web.versions import lock_if_version


class NotReady(Exception):
    """The record has problems that stop publication."""

    def __init__(self, found: tuple[RecordProblem, ...]) -> None:
        super().__init__("not ready to publish")
        self.problems = found


class NotAnotherEditor(Exception):
    """Four eyes: who publishes is neither the last editor nor the one who sent it for the second check."""


@dataclass(frozen=True, slots=True)
class Release:
    """Who prepared and who publishes a version, why, and when."""

    change_note: str
    prepared_by_id: int | None
    published_by_id: int | None
    at: datetime


def may_publish(draft: EntryDraft, person_id: int) -> bool:
    """Whether a person is the second pair of eyes for this draft."""
    return person_id not in (draft.edited_by_id, draft.sent_by_id)


def require_ready(record: Record) -> None:
    """Let a record without errors pass; warnings do not stop it.

    Raises:
        NotReady: with the errors.
    """
    errors = tuple(problem for problem in problems(record) if problem.severity is Severity.ERROR)
    if errors:
        raise NotReady(errors)


def send_for_check(*, draft: EntryDraft, seen_version: int, actor_id: int) -> EntryDraft:
    """Hands a draft to a second person.

    Raises:
        Stale: the draft was changed meanwhile.
        OutOfTurn: it was sent already.
        NotReady: something that the public needs is missing.
    """
    with transaction() as session:
        fresh = lock_if_version(session, draft, seen_version)
        entry = session.get_one(Entry, fresh.entry_id)
        require_move(entry, fresh, Move.SEND)
        require_ready(Record.from_data(fresh.record))
        fresh.state = EntryStage.SECOND_CHECK
        fresh.sent_by_id = actor_id
        fresh.note = ""
        fresh.updated_at = utcnow()
        audit.record(entry, "entry.draft_sent", actor_id=actor_id)
    return fresh


def return_to_editor(*, draft: EntryDraft, seen_version: int, note: str, actor_id: int) -> EntryDraft:
    """Gives a draft back to its editor with a note; the sender may take it back this way too.

    Raises:
        Stale: the draft was changed meanwhile.
        OutOfTurn: it does not wait for a second check.
    """
    with transaction() as session:
        fresh = lock_if_version(session, draft, seen_version)
        entry = session.get_one(Entry, fresh.entry_id)
        require_move(entry, fresh, Move.RETURN)
        fresh.state = EntryStage.EDITING
        fresh.note = note
        fresh.updated_at = utcnow()
        audit.record(entry, "entry.draft_returned", actor_id=actor_id)
    return fresh


def publish(*, draft: EntryDraft, seen_version: int, actor_id: int, change_note: str) -> EntryVersion:
    """Makes the draft the next public version: version, search rows, revision and audit event, all or none.

    Raises:
        Stale: the draft is not what this person checked.
        OutOfTurn: it was not sent for the second check.
        NotAnotherPerson: this person prepared it.
        NotReady: something that the public needs is missing.
    """
    with transaction() as session:
        fresh = lock_if_version(session, draft, seen_version)
        entry = locked_entry(session, fresh.entry_id)
        require_move(entry, fresh, Move.PUBLISH)
        if not may_publish(fresh, actor_id):
            raise NotAnotherEditor
        record = Record.from_data(fresh.record)
        require_ready(record)
        prepared_by = fresh.edited_by_id or fresh.sent_by_id
        session.delete(fresh)
        version = put_out(session, entry, record, Release(change_note, prepared_by, actor_id, utcnow()))
        audit.record(
            entry, "entry.published", actor_id=actor_id, number=version.number, prepared_by=prepared_by
        )
    return version


def put_out(session: Session, entry: Entry, record: Record, release: Release) -> EntryVersion:
    """Adds the next version of an entry, with its search rows and the revision; the caller audits it."""
    version = EntryVersion(
        entry_id=entry.id,
        number=(entry.published_number or 0) + 1,
        record=dict(record.to_data()),
        content_hash=record.content_hash(),
        change_note=release.change_note,
        prepared_by_id=release.prepared_by_id,
        published_by_id=release.published_by_id,
        published_at=release.at,
    )
    session.add(version)
    entry.published_number = version.number
    entry.slug = slug_of(record.title)
    entry.title = record.title[:300]
    entry.retired_at = None
    entry.retired_reason = ""
    session.flush()
    index.write(session, [(entry, record)])
    return version


def retire(*, entry: Entry, seen_version: int, reason: str, actor_id: int) -> Entry:
    """Takes an entry out of the register; a page with the reason stays at its address, and its versions stay.

    Raises:
        Stale: the entry was changed meanwhile.
        OutOfTurn: it is retired already, or waits for its second check.
    """
    with transaction() as session:
        fresh = lock_if_version(session, entry, seen_version)
        draft = draft_of(session, fresh.id)
        require_move(fresh, draft, Move.RETIRE)
        if draft is not None:
            session.delete(draft)
        fresh.retired_at = utcnow()
        fresh.retired_reason = reason
        session.flush()
        index.remove(session, [fresh.id])
        audit.record(fresh, "entry.retired", actor_id=actor_id)
    return fresh
