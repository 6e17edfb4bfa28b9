"""The manifest of documents: what it brings to the service."""

from __future__ import annotations

from app.assessments.documents import routes
from app.manifest import Manifest

DOCUMENTS = Manifest(
    pages=(routes,),
)
