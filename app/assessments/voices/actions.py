"""Changes to the voices of an assessment."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from app.assessments.revisions.revisioned_rows import add_row, change_row
from app.assessments.voices.models import Voice
from app.uses.models import UseCase


@dataclass(frozen=True, slots=True)
class VoiceInput:
    """A voice as typed."""

    who: str
    how_many: int | None
    heard_on: date | None
    how: str
    said: str
    changed: str
    response: str = ""
    is_public: bool = True


def add_voice(*, use: UseCase, facts: VoiceInput, actor_id: int, nonce: str = "") -> Voice:
    """Adds a voice.

    Raises:
        AlreadyDone: the form with this nonce was sent before.
    """
    return add_row(use=use, row=Voice(**asdict(facts)), actor_id=actor_id, nonce=nonce)


def change_voice(*, use: UseCase, voice: Voice, facts: VoiceInput, seen: int, actor_id: int) -> Voice:
    """Replaces what is recorded of a voice.

    Raises:
        Stale: somebody saved it since the form was filled.
    """

    def write(row: Voice) -> None:
        for name, value in asdict(facts).items():
            setattr(row, name, value)

    return change_row(use=use, row=voice, write=write, seen=seen, actor_id=actor_id)
