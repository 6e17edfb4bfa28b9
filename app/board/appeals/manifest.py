"""The manifest of appeals: what it brings to the service."""

from __future__ import annotations

from app.board.appeals import models, public, routes
from app.board.appeals.lifecycle import APPEAL
from app.manifest import Manifest

APPEALS = Manifest(
    tables=(models,),
    pages=(routes,),
    listeners=(public,),
    lifecycles=(APPEAL,),
)
