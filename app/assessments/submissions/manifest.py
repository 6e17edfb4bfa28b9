"""The manifest of submissions: what it brings to the service."""

from __future__ import annotations

from app.assessments.submissions import routes
from app.manifest import Manifest

SUBMISSIONS = Manifest(
    pages=(routes,),
)
