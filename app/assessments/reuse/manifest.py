"""The manifest of reuse: what it brings to the service."""

from __future__ import annotations

from app.assessments.reuse import models, routes
from app.manifest import Manifest

REUSE = Manifest(
    tables=(models,),
    pages=(routes,),
    stays={
        "answer_reuse": "names another use, which an archive does not hold",
    },
)
