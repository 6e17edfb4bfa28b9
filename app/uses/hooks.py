"""What higher layers may add to uses; functions added here run inside the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.hooks import Hook
from app.uses.models import UseCase, UsePause


@dataclass(frozen=True, slots=True)
class UseEdit:
    """What was changed in the description of a use: the old values by column, and who changed them."""

    use: UseCase
    before: Mapping[str, object]
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class PauseChange:
    """A pause that began, or ended when `pause` has a moment at which it was lifted."""

    use: UseCase
    pause: UsePause
    actor_id: int

    @property
    def is_lifted(self) -> bool:
        """Whether the use goes on again."""
        return self.pause.lifted_at is not None


use_edited: Hook[Callable[[Session, UseEdit], None]] = Hook("A use was edited and something of it changed.")
pause_changed: Hook[Callable[[Session, PauseChange], None]] = Hook("A use was paused, or goes on again.")
