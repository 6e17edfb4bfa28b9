"""The manifest of voices: what it brings to the service."""

from __future__ import annotations

from app.assessments.voices import models, routes
from app.manifest import Manifest

VOICES = Manifest(
    tables=(models,),
    pages=(routes,),
)
