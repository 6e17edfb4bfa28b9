"""The manifest of incidents: what it brings to the service."""

from __future__ import annotations

from app.board.incidents import (
    models,
    notifications,
    pause_routes,
    public_routes,
    publishing,
    routes,
    use_links,
    work_routes,
)
from app.board.incidents.lifecycle import INCIDENT
from app.board.incidents.retention import forget_private
from app.manifest import Manifest

INCIDENTS = Manifest(
    tables=(models,),
    pages=(
        routes,
        work_routes,
        pause_routes,
        public_routes,
    ),
    listeners=(
        use_links,
        publishing,
        notifications,
    ),
    lifecycles=(INCIDENT,),
    daily=(forget_private,),
    stays={
        "incident": "holds what people reported in confidence",
        "incident_private": "belongs to an incident",
        "incident_step": "belongs to an incident",
    },
)
