"""The manifest of public: what it brings to the service."""

from __future__ import annotations

from app.board.public import models, routes
from app.manifest import Manifest

PUBLIC = Manifest(
    tables=(models,),
    pages=(routes,),
)
