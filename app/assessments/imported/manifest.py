"""The manifest of imported: what it brings to the service."""

from __future__ import annotations

from app.assessments.imported import credits, models
from app.manifest import Manifest

IMPORTED = Manifest(tables=(models,), pages=(credits,))
