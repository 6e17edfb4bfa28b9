"""Rebuilds everything that is searched and listed from the published versions."""

from __future__ import annotations

from app import audit
from app.database import transaction
from app.register.published.search import index


def reindex(*, actor_id: int | None = None) -> int:
    """Makes the search index anew and gives the number of entries in it."""
    with transaction() as session:
        count = index.rebuild(session)
        audit.record(
            audit.AuditSubject("register", 1, None), "register.reindexed", actor_id=actor_id, entries=count
        )
    return count
