"""The manifest of deliberation: what it brings to the service."""

from __future__ import annotations

from app.board.deliberation import advice_limits, advice_view, models, queue_blockers
from app.board.deliberation.lifecycle import PROPOSAL
from app.board.deliberation.routes import deciding, drafting
from app.board.deliberation.vote_requests import votes_due
from app.manifest import Manifest

DELIBERATION = Manifest(
    tables=(models,),
    pages=(
        advice_view,
        drafting,
        deciding,
    ),
    listeners=(
        advice_limits,
        queue_blockers,
    ),
    lifecycles=(PROPOSAL,),
    reminders=(votes_due,),
)
