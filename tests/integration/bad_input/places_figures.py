"""Where the form that publishes a year's figures can be sent from."""

from __future__ import annotations

from tests.integration.bad_input.places_kind import Place


def figure_places() -> list[Place]:
    """The form of a year that is public already, which has to say what was corrected."""
    here, tick = "/board/figures/{year}/publish", {"sure": "y"}
    return [Place("/board/figures/<int:year>/publish", "board_secretary", here, fill=tick, versioned=False)]
