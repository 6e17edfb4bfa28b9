"""Stopping a use for a while, and letting it go on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app import audit
from app.assessments.models import UseCase
from app.board.incidents import queries
from app.board.incidents.lifecycle import PAUSE, PauseAction, PauseState
from app.board.incidents.models import UsePause
from app.board.incidents.notifications import tell_pause
from app.board.incidents.publishing import publish_pause
from app.database import transaction, utcnow
from app.lifecycle import OutOfTurn
from app.web.versions import lock_fresh


def state_of(use: UseCase) -> PauseState:
    """Whether a use is paused."""
    return PauseState.RUNNING if use.paused_at is None else PauseState.PAUSED


def pause(*, use: UseCase, reason: str, actor_id: int) -> UsePause:
    """Stops a use; the public entry says so at once.

    Raises:
        OutOfTurn: it is paused already.
    """
    with transaction() as session:
        fresh = lock_fresh(session, use)
        PAUSE.after(state_of(fresh), PauseAction.PAUSE)
        row = UsePause(use_id=fresh.id, reason=reason, paused_by_id=actor_id, paused_at=utcnow())
        fresh.paused_at = row.paused_at
        session.add(row)
        session.flush()
        _audit(session, "use.paused", fresh, row, actor_id)
        publish_pause(fresh, row, actor_id)
        tell_pause(session, fresh, row, actor_id)
    return row


def lift(*, use: UseCase, reason: str, actor_id: int) -> None:
    """Lets a paused use go on.

    Raises:
        OutOfTurn: it is not paused.
    """
    with transaction() as session:
        fresh = lock_fresh(session, use)
        state = state_of(fresh)
        PAUSE.after(state, PauseAction.LIFT)
        row = queries.pause_of(fresh.id)
        if row is None:
            raise OutOfTurn(state, PauseAction.LIFT)
        row.lifted_at, row.lifted_by_id, row.lifted_reason = utcnow(), actor_id, reason
        fresh.paused_at = None
        session.flush()
        _audit(session, "use.pause_lifted", fresh, row, actor_id)
        publish_pause(fresh, None, actor_id)
        tell_pause(session, fresh, row, actor_id)


def _audit(session: Session, action: str, use: UseCase, row: UsePause, actor_id: int) -> None:
    audit.record(
        session,
        action=action,
        subject_type="use",
        subject_id=use.id,
        actor_id=actor_id,
        organisation_id=use.organisation_id,
        details={"pause": row.id},
    )
