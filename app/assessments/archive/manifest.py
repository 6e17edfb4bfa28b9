"""The manifest of archive: what it brings to the service."""

from __future__ import annotations

from app.assessments.archive import models, routes
from app.manifest import Manifest

ARCHIVE = Manifest(
    tables=(models,),
    pages=(routes,),
    stays={
        "held_archive": "an upload that waits",
    },
)
