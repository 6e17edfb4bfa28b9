"""Facts of the system that go out without a second check: what the board found, and what came after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from app import audit
from app.database import transaction, utcnow
from app.register.editing.actions.common import draft_of, published_record, set_record
from app.register.editing.actions.drafts import ORIGIN, entry_by_key
from app.register.editing.actions.publishing import Release, put_out
from app.register.models import Entry, EntryVersion
from app.register.record import BoardFindings, Record
from app.vocabulary.advice import PublicReviewState

FINDINGS = _l("The ethics board’s findings were brought up to date. Nothing else changed.")


def amend_board_findings(
    *, organisation_id: int, source_key: str, findings: BoardFindings, actor_id: int | None
) -> EntryVersion | None:
    """Brings the board's findings of an entry up to date, in public and in its draft.

    Only where the record tells of the same advice: while a draft holds a new round, the public page still
    tells of the one before. None when nothing public changed.
    """

    def amend(record: Record) -> Record:
        if record.board is not None and not _same_advice(record.board, findings):
            return record
        return replace(record, board=findings, review_state=PublicReviewState.REVIEWED)

    return amend_record(
        organisation_id=organisation_id,
        source_key=source_key,
        amend=amend,
        note=FINDINGS,
        action="findings_amended",
        actor_id=actor_id,
    )


def _same_advice(before: BoardFindings, after: BoardFindings) -> bool:
    """An advice never changes, so its day and its reasons tell it from another."""
    return (before.issued_on, before.reasons) == (after.issued_on, after.reasons)


def amend_record(
    *,
    organisation_id: int,
    source_key: str,
    amend: Callable[[Record], Record],
    note: LazyString,
    action: str,
    actor_id: int | None,
    draft_only: bool = False,
) -> EntryVersion | None:
    """Applies `amend` to an entry's draft and, as a new version in which nothing else changes, in public.

    It is for facts of the system, never for an editor's words, so no second check is asked. `note` is the
    change note, said in the record's language; `action` names the audit event.
    None when nothing public changed.
    """
    with transaction() as session:
        entry = entry_by_key(session, organisation_id, ORIGIN, source_key)
        if entry is None:
            return None
        _amend_draft(session, entry, amend)
        published = published_record(session, entry)
        if draft_only or published is None or entry.retired_at is not None:
            return None
        amended = amend(published)
        if amended.content_hash() == published.content_hash():
            return None
        with force_locale(published.language):
            words = str(note)
        version = put_out(session, entry, amended, Release(words, None, actor_id, utcnow()))
        audit.record(entry, f"entry.{action}", actor_id=actor_id, number=version.number)
    return version


def _amend_draft(session: Session, entry: Entry, amend: Callable[[Record], Record]) -> None:
    draft = draft_of(session, entry.id)
    if draft is None:
        return
    record = Record.from_data(draft.record)
    amended = amend(record)
    if amended.content_hash() != record.content_hash():
        set_record(draft, amended)
