"""The manifest of review again: what it brings to the service."""

from __future__ import annotations

from app.board.review_again import automatic_triggers, models, routes, use_links
from app.board.review_again.automatic_triggers import raise_due, remind_waiting
from app.board.review_again.lifecycle import TRIGGER
from app.manifest import Manifest

REVIEW_AGAIN = Manifest(
    tables=(models,),
    pages=(routes,),
    listeners=(
        use_links,
        automatic_triggers,
    ),
    lifecycles=(TRIGGER,),
    reminders=(remind_waiting,),
    daily=(raise_due,),
    stays={
        "review_trigger": "when to look again is between the owner and their board",
        "confirmation": "is the word of an owner to their board",
        "new_round": "belongs to the board's reviews, which stay behind",
    },
)
