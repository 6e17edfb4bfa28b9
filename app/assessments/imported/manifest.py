"""The manifest of imported: what it brings to the service."""

from __future__ import annotations

from app.assessments.imported import credits, models
from app.manifest import Manifest

IMPORTED = Manifest(
    tables=(models,),
    pages=(credits,),
    stays={
        "use_import": "says who imported a use here; who imports it elsewhere is another matter",
        "imported_fact": "goes into the fields that it is about",
    },
)
