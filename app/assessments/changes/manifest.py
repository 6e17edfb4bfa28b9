"""The manifest of changes: what it brings to the service."""

from __future__ import annotations

from app.assessments.changes import routes
from app.manifest import Manifest

CHANGES = Manifest(
    pages=(routes,),
)
