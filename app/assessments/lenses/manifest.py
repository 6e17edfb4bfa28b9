"""The manifest of lenses: what it brings to the service."""

from __future__ import annotations

from app.assessments.lenses import models, routes
from app.manifest import Manifest

LENSES = Manifest(
    tables=(models,),
    pages=(routes,),
)
