"""The manifest of summaries: what it brings to the service."""

from __future__ import annotations

from app.assessments.summaries import models, store
from app.manifest import Manifest

SUMMARIES = Manifest(
    tables=(models,),
    listeners=(store,),
    stays={
        "assessment_summary": "worked out from the rest",
    },
)
