"""The manifest of interests: what it brings to the service."""

from __future__ import annotations

from app.board.interests import access_block, models
from app.manifest import Manifest

INTERESTS = Manifest(
    tables=(models,),
    listeners=(access_block,),
)
