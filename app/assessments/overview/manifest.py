"""The manifest of overview: what it brings to the service."""

from __future__ import annotations

from app.assessments.overview import routes
from app.manifest import Manifest

OVERVIEW = Manifest(
    pages=(routes,),
)
