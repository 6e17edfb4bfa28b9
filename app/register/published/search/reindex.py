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
            session,
            action="register.reindexed",
            subject_type="register",
            subject_id=1,
            actor_id=actor_id,
            organisation_id=None,
            details={"entries": count},
        )
    return count
