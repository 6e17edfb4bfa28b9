"""The manifest of declarations: what it brings to the service."""

from __future__ import annotations

from app.board.declarations import register_routes, routes
from app.manifest import Manifest

DECLARATIONS = Manifest(
    pages=(
        routes,
        register_routes,
    ),
)
