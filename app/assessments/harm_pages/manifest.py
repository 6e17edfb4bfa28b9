"""The manifest of harm pages: what it brings to the service."""

from __future__ import annotations

from app.assessments.harm_pages import routes
from app.manifest import Manifest

HARM_PAGES = Manifest(
    pages=(routes,),
)
