"""Stopping a use for a while, and letting it go on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import audit
from app.database import db, transaction, utcnow
from app.lifecycle import OutOfTurn
from app.uses.hooks import PauseChange, pause_changed
from app.uses.lifecycle import PAUSE, PauseAction, PauseState
from app.uses.models import UseCase, UsePause
from app.web.versions import lock_fresh


def state_of(use: UseCase) -> PauseState:
    """Whether a use is paused."""
    return PauseState.RUNNING if use.paused_at is None else PauseState.PAUSED


def pause_of(use_id: int) -> UsePause | None:
    """The pause that a use is in now."""
    return db.session.scalars(
        select(UsePause)
        .where(UsePause.use_id == use_id, UsePause.lifted_at.is_(None))
        .options(joinedload(UsePause.paused_by))
    ).one_or_none()


def pauses_of(use_id: int) -> list[UsePause]:
    """Every pause of a use, newest first."""
    return list(
        db.session.scalars(
            select(UsePause)
            .where(UsePause.use_id == use_id)
            .options(joinedload(UsePause.paused_by), joinedload(UsePause.lifted_by))
            .order_by(UsePause.id.desc())
        )
    )


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
        audit.record(fresh, "use.paused", actor_id=actor_id, pause=row.id)
        _changed(session, fresh, row, actor_id)
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
        row = pause_of(fresh.id)
        if row is None:
            raise OutOfTurn(state, PauseAction.LIFT)
        row.lifted_at, row.lifted_by_id, row.lifted_reason = utcnow(), actor_id, reason
        fresh.paused_at = None
        session.flush()
        audit.record(fresh, "use.pause_lifted", actor_id=actor_id, pause=row.id)
        _changed(session, fresh, row, actor_id)


def _changed(session: Session, use: UseCase, row: UsePause, actor_id: int) -> None:
    change = PauseChange(use, row, actor_id)
    for listener in pause_changed:
        listener(session, change)
