"""The manifest of responses: what it brings to the service."""

from __future__ import annotations

from app.board.responses import models, public, routes
from app.manifest import Manifest

RESPONSES = Manifest(
    tables=(models,),
    pages=(routes,),
    listeners=(public,),
)
