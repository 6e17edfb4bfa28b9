"""The manifest of revisions: what it brings to the service."""

from __future__ import annotations

from app.assessments.revisions import models
from app.manifest import Manifest

REVISIONS = Manifest(
    tables=(models,),
)
