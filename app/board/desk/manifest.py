"""The manifest of desk: what it brings to the service."""

from __future__ import annotations

from app.board.desk import comment_routes, routes, team_routes
from app.manifest import Manifest

DESK = Manifest(
    pages=(
        team_routes,
        routes,
        comment_routes,
    ),
)
