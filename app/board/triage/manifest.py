"""The manifest of triage: what it brings to the service."""

from __future__ import annotations

from app.board.triage import many_routes, models, queue_routes, reminders, routes
from app.board.triage.reminders import reviews_due
from app.manifest import Manifest

TRIAGE = Manifest(
    tables=(models,),
    pages=(
        queue_routes,
        routes,
        many_routes,
    ),
    listeners=(reminders,),
    reminders=(reviews_due,),
)
