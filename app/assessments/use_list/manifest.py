"""The manifest of use list: what it brings to the service."""

from __future__ import annotations

from app.assessments.use_list import area_routes, routes
from app.manifest import Manifest

USE_LIST = Manifest(
    pages=(
        routes,
        area_routes,
    ),
)
