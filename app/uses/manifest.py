"""The manifest of uses: what it brings to the service."""

from __future__ import annotations

from app.manifest import Manifest
from app.uses import models
from app.uses.lifecycle import PAUSE

USES = Manifest(
    tables=(models,),
    lifecycles=(PAUSE,),
)
