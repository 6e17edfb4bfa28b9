"""The manifest of figures: what it brings to the service."""

from __future__ import annotations

from app.board.figures import models, public_routes, routes
from app.manifest import Manifest

FIGURES = Manifest(
    tables=(models,),
    pages=(
        routes,
        public_routes,
    ),
)
