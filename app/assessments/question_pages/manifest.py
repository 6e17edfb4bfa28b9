"""The manifest of question pages: what it brings to the service."""

from __future__ import annotations

from app.assessments.question_pages import autosave_routes, routes
from app.manifest import Manifest

QUESTION_PAGES = Manifest(
    pages=(
        autosave_routes,
        routes,
    ),
)
