"""The manifest of assigning: what it brings to the service."""

from __future__ import annotations

from app.assessments.assigning import models, routes
from app.manifest import Manifest

ASSIGNING = Manifest(
    tables=(models,),
    pages=(routes,),
    stays={
        "assignment": "who does what by when stays with those who agreed it",
        "assignment_revision": "belongs to an assignment",
    },
)
