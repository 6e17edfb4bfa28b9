"""A voice ready for showing, with the words for its codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.assessments.snapshots.voices import VoiceFacts
from app.assessments.voices.words import CHANGE_COLOURS, CHANGES, HOWS


@dataclass(frozen=True, slots=True)
class ReadVoice:
    """A voice with its words."""

    facts: VoiceFacts

    @property
    def how(self) -> str:
        """How the people were heard."""
        return str(HOWS.get(self.facts.how, self.facts.how))

    @property
    def changed(self) -> str:
        """Whether something changed."""
        return str(CHANGES.get(self.facts.changed, self.facts.changed))

    @property
    def colour(self) -> str:
        """The colour of the tag that says whether something changed."""
        return CHANGE_COLOURS.get(self.facts.changed, "grey")


def read_voices(voices: Iterable[VoiceFacts]) -> tuple[ReadVoice, ...]:
    """The voices ready for showing."""
    return tuple(ReadVoice(voice) for voice in voices)
