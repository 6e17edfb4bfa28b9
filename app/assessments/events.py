"""Events that higher layers may listen to; receivers run inside the same transaction."""

from __future__ import annotations

from blinker import Signal

submitted = Signal("A submission was made; sent with session and submission.")
changed = Signal(
    "Answers or harms changed, or the assessment is new; sent with session and assessment, after the change."
)
withdrawn = Signal("A submission was taken back; sent with session and submission.")
reopened = Signal("A new round was opened; sent with session, use, why (words or empty) and actor_id.")
