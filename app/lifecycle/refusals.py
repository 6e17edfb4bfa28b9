"""The trace of actions that were refused by a state, not by a rule of access."""

from __future__ import annotations

from app import audit
from app.database import transaction
from app.web.roles import Actor


def note_refusal(actor: Actor, action: str, *, subject_type: str, subject_id: int | str, why: str) -> None:
    """Writes that an action was refused, in a transaction of its own after the refused one rolled back.

    `why` is a code such as `twice`, `out_of_turn` or `stale`; texts and names stay out of the chain.
    """
    with transaction():
        audit.record(
            audit.AuditSubject(subject_type, subject_id, actor.organisation_id),
            "action.refused",
            actor_id=actor.person_id,
            action=action,
            why=why,
        )
