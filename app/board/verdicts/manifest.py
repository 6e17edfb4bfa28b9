"""The manifest of verdicts: what it brings to the service."""

from __future__ import annotations

from app.board.verdicts import models
from app.manifest import Manifest

VERDICTS = Manifest(
    tables=(models,),
)
