"""The manifest of assigning: what it brings to the service."""

from __future__ import annotations

from app.assessments.assigning import models, routes
from app.manifest import Manifest

ASSIGNING = Manifest(
    tables=(models,),
    pages=(routes,),
)
