"""The manifest of condition pages: what it brings to the service."""

from __future__ import annotations

from app.board.condition_pages import list_routes, routes
from app.manifest import Manifest

CONDITION_PAGES = Manifest(
    pages=(
        routes,
        list_routes,
    ),
)
