"""What higher layers may listen to; functions added here run inside the same transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.accounts.models import Invitation
from app.hooks import Hook

invited: Hook[Callable[[Session, Invitation, str], None]] = Hook(
    "Somebody was invited; the last argument is the link's secret."
)
