"""Messages to people: a list inside the service, e-mail through an outbox, reminders; knows no use, no board.

Others call `tell` in their own transaction and register reminders with `reminds`.
"""

from __future__ import annotations

from app.messages.kinds import MessageKind
from app.messages.registry import daily, reminds
from app.messages.telling import tell

__all__ = ["MessageKind", "daily", "reminds", "tell"]
