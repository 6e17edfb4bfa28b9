"""What interests tell parts of the board that they know nothing of; functions run in the same transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.board.interests.models import Interest
from app.hooks import Hook

interest_declared: Hook[Callable[[Session, Interest], None]] = Hook("A member declared an interest or none.")
