"""Messages to people: a list inside the service, e-mail through an outbox, reminders; knows no use, no board.

Others call `tell` in their own transaction.
"""

from __future__ import annotations

from app.messages.kinds import MessageKind
from app.messages.notifications import tell

__all__ = ["MessageKind", "tell"]
