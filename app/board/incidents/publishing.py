"""What the public entry says of incidents and of a pause."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from app.board.entry_updates import amend_entry
from app.board.incidents import queries
from app.board.incidents.models import Incident as IncidentRow
from app.register.record import Pause, PublicIncident, Record
from app.uses.hooks import PauseChange, pause_changed
from app.uses.models import UseCase
from app.uses.pauses import pause_of
from app.vocabulary.incidents import IncidentSeverity

INCIDENTS = _l("What went wrong with it was brought up to date. Nothing else changed.")
PAUSED = _l("The organisation stopped using it for now. Nothing else changed.")
LIFTED = _l("The organisation uses it again. Nothing else changed.")


def publish_incidents(use: UseCase, actor_id: int | None) -> None:
    """Brings every incident of a use that the public may read to its entry."""
    told = tuple(_told(row) for row in queries.published_of(use.id))
    amend_entry(use, amend=lambda record: replace(record, incidents=told), note=INCIDENTS, actor_id=actor_id)


def _told(row: IncidentRow) -> PublicIncident:
    return PublicIncident(
        summary=row.summary,
        severity=IncidentSeverity(row.severity),
        reported_on=row.reported_at.date(),
        done=row.done,
        learnt=row.learnt,
        closed_on=row.closed_at.date() if row.closed_at else None,
    )


@pause_changed.add
def publish_pause(_session: Session, change: PauseChange) -> None:
    """Says on the entry that the use is paused, or takes that away."""
    said = None if change.is_lifted else Pause(change.pause.paused_at.date(), change.pause.reason)
    note: LazyString = LIFTED if change.is_lifted else PAUSED
    amend_entry(
        change.use, amend=lambda record: replace(record, pause=said), note=note, actor_id=change.actor_id
    )


def publish_all_in_draft(use: UseCase) -> None:
    """Brings both to a draft that was just made from answers, which know nothing of them."""
    told = tuple(_told(row) for row in queries.published_of(use.id))
    pause = pause_of(use.id)
    said = Pause(pause.paused_at.date(), pause.reason) if pause else None

    def amend(record: Record) -> Record:
        return replace(record, incidents=told, pause=said)

    amend_entry(use, amend=amend, note=INCIDENTS, actor_id=None, draft_only=True)
