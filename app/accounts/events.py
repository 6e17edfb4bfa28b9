"""Events that higher layers may listen to; receivers run inside the same transaction."""

from __future__ import annotations

from blinker import Signal

invited = Signal("Somebody was invited; sent with the Invitation, session and token (the link's secret).")
