"""What every template of incidents takes besides its own objects."""

from __future__ import annotations

from app.board.incidents import words
from app.database import utcnow


def words_of() -> dict[str, object]:
    """The words for codes, and today's date."""
    return {
        "states": words.STATES,
        "state_colours": words.STATE_COLOURS,
        "severities": words.SEVERITIES,
        "severity_colours": words.SEVERITY_COLOURS,
        "harm_words": words.HARM,
        "affected_words": words.AFFECTED,
        "action_words": words.ACTIONS,
        "today": utcnow().date(),
    }
