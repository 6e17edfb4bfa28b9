"""The manifest of configuration: what it brings to the service."""

from __future__ import annotations

from app.board.configuration import models, routes
from app.manifest import Manifest

CONFIGURATION = Manifest(
    tables=(models,),
    pages=(routes,),
)
