"""The manifest of duties: what it brings to the service."""

from __future__ import annotations

from app.assessments.duties import models, routes
from app.manifest import Manifest

DUTIES = Manifest(
    tables=(models,),
    pages=(routes,),
)
