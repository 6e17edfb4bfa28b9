"""What happened to a use after its review, brought to its public entry as soon as it happens."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel.speaklater import LazyString

from app.board.publishing import source_key
from app.register.editing.actions import amend_record
from app.register.record import Record
from app.uses.models import UseCase


def amend_entry(
    use: UseCase,
    *,
    amend: Callable[[Record], Record],
    note: LazyString,
    actor_id: int | None,
    draft_only: bool = False,
) -> None:
    """Amends the entry of a use, in the caller's transaction; nothing happens where there is none yet."""
    amend_record(
        organisation_id=use.organisation_id,
        source_key=source_key(use.id),
        amend=amend,
        note=note,
        action="upkeep_amended",
        actor_id=actor_id,
        draft_only=draft_only,
    )
