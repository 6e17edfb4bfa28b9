"""The manifest of evidence: what it brings to the service."""

from __future__ import annotations

from app.assessments.evidence import models, routes
from app.manifest import Manifest

EVIDENCE = Manifest(
    tables=(models,),
    pages=(routes,),
)
