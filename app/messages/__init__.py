"""Messages to people: a list inside the service, e-mail through an outbox, reminders; knows no use, no board.

Others call `tell` in their own transaction and register reminders with `reminds`.
"""

from __future__ import annotations

from app.messages.kinds import MessageKind
from app.messages.notifications import tell
from app.messages.registry import daily, reminds

__all__ = ["MessageKind", "daily", "reminds", "tell"]
